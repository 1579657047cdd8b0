import { describe, expect, test } from 'vitest';
import { dueAfter, type Group, nextState, type Tally, tallyOf } from '../../../shared/batches/progress.ts';
import { batchState } from '../../../shared/contracts/batches.ts';

const now = new Date('2026-11-20T09:00:00.000Z');
const later = '2026-11-20T09:15:00.000Z';
const tally = (some: Partial<Tally> = {}): Tally => ({
  waiting: 0,
  reserved: 0,
  inReturns: 0,
  refused: 0,
  givenBack: 0,
  ...some,
});

describe('where a batch goes on to', () => {
  test.each<[string, Parameters<typeof nextState>[0], Partial<Tally>, ReturnType<typeof nextState>]>([
    ['good ones: rows wait', { state: 'working' }, { waiting: 1 }, undefined],
    ['good ones: all worked off', { state: 'working' }, { refused: 3 }, 'done'],
    ['rows wait to be reserved', { state: 'reserving', reservedUntil: later }, { waiting: 1, reserved: 5 }, undefined],
    ['all are reserved', { state: 'reserving', reservedUntil: later }, { reserved: 5 }, 'confirming'],
    ['one is refused', { state: 'reserving', reservedUntil: later }, { reserved: 5, refused: 1 }, 'releasing'],
    [
      'one is refused, others wait to be looked at',
      { state: 'reserving', reservedUntil: later },
      { waiting: 1, refused: 1 },
      undefined,
    ],
    ['time is over', { state: 'reserving', reservedUntil: now.toISOString() }, { reserved: 5 }, 'releasing'],
    [
      'time is over while confirming: nothing is given back any more',
      { state: 'confirming', reservedUntil: now.toISOString() },
      { reserved: 1 },
      undefined,
    ],
    ['all are confirmed', { state: 'confirming' }, { inReturns: 5 }, 'done'],
    ['some are not given back yet', { state: 'releasing' }, { reserved: 1, refused: 1 }, undefined],
    ['all given back, one was refused', { state: 'releasing' }, { givenBack: 5, refused: 1 }, 'refused'],
    ['all given back, none was refused', { state: 'releasing' }, { givenBack: 4, waiting: 1 }, 'expired'],
    ['done', { state: 'done' }, {}, undefined],
    ['refused', { state: 'refused' }, { waiting: 1 }, undefined],
    ['expired', { state: 'expired' }, { waiting: 1 }, undefined],
  ])('%s', (_, standing, some, next) => expect(nextState(standing, tally(some), now)).toBe(next));

  test('from confirming there is no way to giving back, and from giving back none to confirming', () => {
    const numbers = [0, 1, 7];
    for (const waiting of numbers)
      for (const reserved of numbers)
        for (const refused of numbers)
          for (const reservedUntil of [undefined, now.toISOString(), later]) {
            const counted = tally({ waiting, reserved, refused });
            const from = (state: 'confirming' | 'releasing') => nextState({ state, reservedUntil }, counted, now);
            expect([undefined, 'done']).toContain(from('confirming'));
            expect([undefined, 'refused', 'expired']).toContain(from('releasing'));
          }
  });
});

test('rows are counted by what became of them; a row with several faults is one', () => {
  const group = (some: Partial<Group>): Group => ({
    first: 2,
    orderNumber: 'LM-1',
    rows: [],
    state: 'made',
    faults: [],
    ...some,
  });
  const fault = (row: number) => ({ row, code: 'unknown_line' as const });
  const groups = [
    group({ rows: [2, 3, 4], state: 'made', faults: [fault(3), fault(3)] }),
    group({ rows: [5, 6], state: 'reserved' }),
    group({ rows: [7], state: 'refused', faults: [fault(7)] }),
    group({ rows: [8, 9], state: 'checked', faults: [fault(9)] }),
    group({ rows: [10], state: 'released' }),
  ];
  expect(tallyOf(13, groups, [fault(11), fault(11), fault(12)])).toEqual({
    waiting: 2,
    reserved: 2,
    inReturns: 2,
    refused: 5,
    givenBack: 2,
  });
});

describe('when a batch is looked after', () => {
  test.each<[number, string]>([
    [0, '2026-11-20T09:03:00.000Z'],
    [1, '2026-11-20T09:06:00.000Z'],
    [3, '2026-11-20T09:24:00.000Z'],
    [50, '2026-11-20T10:00:00.000Z'],
  ])('told of %i times before: at %s', (told, at) => expect(dueAfter({ state: 'working' }, told, now)).toBe(at));

  test('reserved units are never held longer for it', () => {
    expect(dueAfter({ state: 'reserving', reservedUntil: later }, 9, now)).toBe(later);
    expect(dueAfter({ state: 'releasing', reservedUntil: later }, 9, now)).toBe('2026-11-20T10:00:00.000Z');
  });

  test('every state is known', () => {
    for (const state of batchState.options) expect(() => nextState({ state }, tally(), now)).not.toThrow();
  });
});
