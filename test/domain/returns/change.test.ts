import { describe, expect, test } from 'vitest';
import { amend, isClosed, isKept, machineSteps, portionsFor } from '../../../shared/returns/change.ts';
import { firstBreak } from '../../../shared/returns/event-chain.ts';
import { ask } from '../../../shared/returns/review.ts';
import { by, hours, machine, portionOf, refusalOf, requested, returnAt, unwanted } from './sample-returns.ts';

const review = returnAt('under_review', { lines: [unwanted(2), unwanted(3)] });

describe('a change is one event and what follows from it', () => {
  test('version + 1, chained to the event before, by the one who acted, at the time that was given', () => {
    const first = requested();
    const second = amend(first.after, by('agent', hours(2)), { type: 'return.links_revoked', data: { some: 1 } });
    expect(second.before).toBe(first.after);
    expect(second.event).toMatchObject({
      seq: 2,
      at: hours(2).toISOString(),
      actor: { role: 'agent', id: 'agent-1' },
      data: { some: 1 },
      stage: 'authorization',
      previous: first.event.hash,
    });
    expect(second.after.head).toMatchObject({
      version: 2,
      updatedAt: hours(2).toISOString(),
      lastHash: second.event.hash,
    });
    expect(firstBreak([first.event, second.event])).toBeUndefined();
  });

  test('what was not changed is the very same', () => {
    const { after } = ask(review, by('agent'), 'a?');
    expect(after.shipments).toBe(review.shipments);
    expect(after.instructions).toBe(review.instructions);
    expect(after.evidence).toBe(review.evidence);
  });

  test('parts are replaced by their id, new ones come last', () => {
    const [one, two] = review.portions;
    if (!one || !two) throw new Error('There are two portions');
    const { after } = amend(review, by('agent'), {
      type: 'return.approved',
      portions: [
        { ...two, quantity: 1 },
        { ...two, id: '3', quantity: 2 },
      ],
    });
    expect(after.portions.map(({ id, quantity }) => [id, quantity])).toEqual([
      ['1', 2],
      ['2', 1],
      ['3', 2],
    ]);
    expect(after.portions[0]).toBe(one);
  });

  test('a step cannot lead where the table does not say', () => {
    const closed = { ...portionOf(review), state: 'closed' as const };
    expect(() => amend(review, by('agent'), { type: 'return.approved', step: 'approve', portions: [closed] })).toThrow(
      'The step approve cannot lead to closed',
    );
    expect(() => amend(review, by('agent'), { type: 'return.approved', portions: [closed] })).toThrow('(none)');
    const strange = { ...portionOf(review), id: '9', lineId: 'new', state: 'under_review' as const };
    expect(() => amend(review, by('agent'), { type: 'return.approved', portions: [strange] })).toThrow('under_review');
  });

  test('the portions a step is legal for, all or those named', () => {
    expect(portionsFor(review, 'approve').map(({ id }) => id)).toEqual(['1', '2']);
    expect(portionsFor(review, 'approve', ['2', '7']).map(({ id }) => id)).toEqual(['2']);
    expect(refusalOf(() => portionsFor(review, 'approve', []))?.type).toBe('step-not-legal');
    expect(refusalOf(() => portionsFor(review, 'dispose'))?.type).toBe('step-not-legal');
  });
});

describe('the machine is started whenever goods newly wait for it', () => {
  const portion = portionOf(returnAt('authorized'));

  test('in the order it takes its steps, each once', () => {
    const kept = { ...portion, disposition: 'kept_by_customer' as const };
    expect(
      machineSteps([
        { ...portion, state: 'resolved' },
        { ...kept, state: 'resolving' },
        { ...portion, state: 'resolving' },
        { ...portion, state: 'authorized' },
        { ...portion, state: 'authorized' },
        { ...portion, state: 'arrived' },
      ]),
    ).toEqual(['issue_label', 'resolve', 'resolve_kept', 'dispose']);
    expect(machineSteps([])).toEqual([]);
    expect([isKept(kept), isKept(portion)]).toEqual([true, false]);
  });

  test('not for goods that wait already', () => {
    const current = requested().after;
    const { event } = amend(current, by('agent'), { type: 'return.links_revoked' });
    expect(event).not.toHaveProperty('starts');
  });

  test('a segment goes on to the disposition itself, and starts everything else', () => {
    const resolving = returnAt('resolving');
    const resolved = resolving.portions.map((one) => ({ ...one, state: 'resolved' as const }));
    const change = { type: 'return.effect_settled', step: 'resolve', portions: resolved } as const;
    expect(amend(resolving, machine(), change).event).not.toHaveProperty('starts');
    expect(amend(resolving, by('finance'), change).event.starts).toEqual(['dispose']);
    const quarantined = returnAt('quarantined');
    const graded = quarantined.portions.map((one) => ({ ...one, state: 'resolving' as const }));
    expect(
      amend(quarantined, machine(), { type: 'return.inspected', step: 'inspect', portions: graded }).event.starts,
    ).toEqual(['resolve']);
  });
});

test.each([
  ['closed', true],
  ['rejected', true],
  ['cancelled', true],
  ['expired', true],
  ['resolved', false],
  ['authorized', false],
] as const)('a return whose goods are %s is closed: %s', (state, closed) => {
  expect(isClosed(returnAt(state))).toBe(closed);
});
