import { describe, expect, test } from 'vitest';
import type { CompletedFacts } from '../../../shared/contracts/return-customs.ts';
import { movementFacts } from '../../../shared/customs/movement.ts';
import { asked, held, known, movement, records, repair } from './sample-movements.ts';

/** Facts of a decision, with what compliance stated since. */

const on = '2026-11-10';
const of = (stated: CompletedFacts, holding = held(), from = repair()) =>
  known({ facts: movementFacts(from, holding) }, stated, holding, on);

describe('an authorisation has to hold on the day of the export', () => {
  test.each<[string, string | undefined, string | undefined]>([
    ['planned for today', undefined, 'opo'],
    ['stated to be its last day', '2026-12-31', 'opo'],
    ['stated to be a day later', '2027-01-01', undefined],
  ])('%s', (_, exported, authorisation) => {
    const found = of({ ...(exported !== undefined && { dates: { exported } }) }, held({ reimportMonths: 3 }));
    expect(found.authorisation?.authorisation).toBe(authorisation);
    expect(found.facts.authorisation?.held).toBe(authorisation && true);
  });

  test('one that begins before the goods leave will do, though it is not in force yet', () =>
    expect(of({ dates: { exported: '2026-12-01' } }, held({ from: '2026-12-01' })).authorisation).toBeDefined());
});

describe('what was assumed', () => {
  const back = movement({ asked: { ...asked, condition: 'unopened' } as typeof asked });
  const told = (stated: CompletedFacts) => of(stated, records(), back).facts;

  test('is assumed until it is stated', () => {
    expect(told({}).assumed).toContain('/goods/cnCode');
    expect(told({ goods: { cnCode: '85183000' } }).assumed).not.toContain('/goods/cnCode');
  });

  test('gives way to what speaks against it: that is no contradiction', () => {
    const { assumed, returned } = told({ work: { altered: true } });
    expect(assumed).not.toContain('/returned/unaltered');
    expect(returned).not.toHaveProperty('unaltered');
  });

  test('and stands beside it where both are stated', () => {
    const { returned, work } = told({ returned: { unaltered: true }, work: { altered: true } });
    expect([returned?.unaltered, work?.altered]).toEqual([true, true]);
  });
});
