import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { byDutyAlone, lost, ranked } from '../../../shared/customs/ranking.ts';
import { determined, eur, repairAbroad, type Stated, warranty } from './sample-facts.ts';

const answer = (
  id: string,
  saves: string | undefined,
  savesTax: string | undefined,
  more: object = {},
): RouteAnswer => ({
  id,
  route: 'outward_processing',
  at: 'origin',
  jurisdiction: 'EU',
  title: id,
  eligibility: 'eligible',
  reasons: [],
  conditions: [],
  ...(saves !== undefined && { saves: eur(saves) }),
  ...(savesTax !== undefined && { savesTax: eur(savesTax) }),
  demands: { data: [], documents: [], procedures: [] },
  deadlines: [],
  unconfirmed: [],
  notes: [],
  ...more,
});
const order = (answers: readonly RouteAnswer[]) => ranked(answers).map(({ id }) => id);

describe('what is saved is compared like with like', () => {
  const both = answer('both', '50.00', '40.00');
  const duty = answer('duty', '20.00', undefined);

  test.each<[string, RouteAnswer[], string[]]>([
    ['duty and tax, where both are known', [answer('less', '20.00', '0.00'), both], ['both', 'less']],
    ['duty alone, where one tax is not known', [both, duty], ['duty', 'both']],
    [
      'an unknown tax at the other end says nothing here',
      [answer('less', '20', '0'), both, { ...duty, at: 'destination' }],
      ['both', 'less', 'duty'],
    ],
    [
      'nor does that of a closed route',
      [answer('less', '20', '0'), both, { ...duty, eligibility: 'not_eligible' }],
      ['both', 'less', 'duty'],
    ],
    ['a saving that is not known counts as none', [answer('none', undefined, undefined), both], ['both', 'none']],
  ])('%s', (_, answers, expected) => {
    // By end: how the two ends stand to one another decides nothing.
    const at = (end: string) => order(answers).filter((id) => answers.some((one) => one.id === id && one.at === end));
    expect([...at('origin'), ...at('destination')]).toEqual(expected);
  });

  test('why one lost says what was compared', () => {
    const byDuty = byDutyAlone([both, duty]);
    expect(lost(both, duty, byDuty(both))).toBe(
      'Saves 10.00 EUR less. Only duty is compared: the import tax of one of them is not known.',
    );
    expect(lost(answer('less', '20.00', '0.00'), both, false)).toBe('Saves 30.00 EUR less.');
  });

  test('the order is the same however the routes are handed in', () => {
    const saved = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    const routes = fc
      .uniqueArray(fc.record({ id: fc.nat(99), duty: saved, tax: saved }), { selector: ({ id }) => id, maxLength: 6 })
      .map((all) =>
        all.map(({ id, duty: own, tax }, i) =>
          answer(
            String(id),
            own === undefined ? undefined : `${own + (tax ?? 0)}.00`,
            tax === undefined ? undefined : `${tax}.00`,
            // No two are equals: those keep the order of the packs.
            { conditions: Array.from({ length: i }, () => ({ status: 'unknown' })) },
          ),
        ),
      );
    fc.assert(
      fc.property(routes, (all) => {
        expect(order(all.toReversed())).toEqual(order(all));
      }),
    );
  });
});

test('free work whose carriage nobody stated is not outdone by the tax that paid work spares', () => {
  const stated: Stated = {
    ...repairAbroad,
    origin: 'FI',
    warranty,
    charges: { repair: eur('0'), valueOfRepair: eur('320') },
    rates: { duty: { percent: '4' }, importTaxPercent: '25.5' },
  };
  const { chosen, routes } = determined(stated);
  expect(chosen.origin).toBe('op_free');
  const paid = routes.find(({ id }) => id === 'op_paid');
  expect(paid?.lost).toBe('Saves 12.80 EUR less. Only duty is compared: the import tax of one of them is not known.');
  expect(routes.find(({ id }) => id === 'op_free')).not.toHaveProperty('savesTax');
});
