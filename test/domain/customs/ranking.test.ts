import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { decideFacts } from '../../../shared/customs/engine.ts';
import { lost, ranked } from '../../../shared/customs/ranking.ts';
import { british, determined, eur, facts, gbp, repairAbroad, type Stated, warranty } from './sample-facts.ts';

const answer = (id: string, pays: string | undefined, paysTax: string | undefined, more: object = {}): RouteAnswer => ({
  id,
  route: 'outward_processing',
  at: 'origin',
  jurisdiction: 'EU',
  title: id,
  eligibility: 'eligible',
  reasons: [],
  conditions: [],
  ...(pays !== undefined && { pays: eur(pays) }),
  ...(paysTax !== undefined && { paysTax: eur(paysTax) }),
  demands: { data: [], documents: [], procedures: [] },
  deadlines: [],
  unconfirmed: [],
  notes: [],
  ...more,
});
const order = (answers: readonly RouteAnswer[]) => ranked(answers).map(({ id }) => id);
const full = (pays: string | undefined, tax?: string) => answer('full', pays, tax, { route: 'plain_import' });
const destroyed = answer('destroyed', undefined, undefined, { route: 'destroy_locally' });

describe('what is paid is compared like with like', () => {
  const both = answer('both', '50.00', '40.00');
  const duty = answer('duty', '20.00', undefined);
  const elsewhere = { at: 'destination' };

  test.each<[string, RouteAnswer[], string[]]>([
    ['duty and tax, where both are known', [answer('more', '60.00', '0.00'), both], ['both', 'more']],
    ['duty alone, where one tax is not known', [duty, both], ['both', 'duty']],
    [
      'in total all the same those of which both are known',
      [both, answer('more', '60.00', '0.00'), full('90.00'), duty],
      ['both', 'duty', 'more', 'full'],
    ],
    [
      'one of unknown tax goes before the first that owes more duty',
      [answer('least', '30.00', '0.00'), both, duty],
      ['duty', 'least', 'both'],
    ],
    [
      'an unknown tax at the other end says nothing here',
      [answer('more', '60', '0'), both, { ...duty, at: 'destination' }],
      ['both', 'more', 'duty'],
    ],
    [
      'nor does that of a closed route',
      [answer('more', '60', '0'), both, { ...duty, eligibility: 'not_eligible' }],
      ['both', 'more', 'duty'],
    ],
    [
      'a cost that is not known comes after those that are',
      [answer('none', undefined, undefined), both],
      ['both', 'none'],
    ],
    [
      'what comes back is less than nothing',
      [
        answer('less', undefined, undefined, { saves: eur('9') }),
        answer('more', undefined, undefined, { saves: eur('10') }),
      ],
      ['more', 'less'],
    ],
    ['paying in full goes before a relief that costs more', [both, full('49.99', '40')], ['full', 'both']],
    ['and after one that costs as much', [full('50.00', '40'), both], ['both', 'full']],
    ['and after one whose cost is not known', [full('1', '0'), answer('open', undefined, undefined)], ['open', 'full']],
    ['and where its own is not known', [full(undefined), both], ['both', 'full']],
    [
      'destroying the goods costs nothing, and is the last resort',
      [destroyed, full('50', '40')],
      ['full', 'destroyed'],
    ],
    [
      'of two ends neither is compared with the other: the origin comes first',
      [answer('there', '1', '0', elsewhere), answer('more', '60', '0'), both],
      ['both', 'more', 'there'],
    ],
    [
      'paying in full comes after the reliefs of either end',
      [full('90', '0'), both, answer('there', '1', '0', elsewhere)],
      ['both', 'there', 'full'],
    ],
  ])('%s', (_, answers, expected) => expect(order(answers)).toEqual(expected));

  test('why one lost says what was compared', () => {
    expect(lost(duty, both)).toBe(
      'Costs 10.00 EUR more. Only duty is compared: the import tax of one of them is not known.',
    );
    expect(lost(answer('more', '80.00', '0.00'), both)).toBe('Costs 30.00 EUR more.');
  });

  test.each<[string, RouteAnswer, RouteAnswer, string]>([
    ['dearer than paying in full', both, full('10', '5'), 'Costs 40.00 EUR more.'],
    ['dearer than paying in full, against a relief', answer('dear', '90', '0'), both, 'Costs 40.00 EUR more.'],
    [
      'of less duty, against one of unknown tax',
      both,
      duty,
      'Owes 10.00 EUR less duty, but in all no less than another way that lost: the import tax of the chosen one is not known.',
    ],
    ['as dear', full('50', '40'), both, 'Costs no less, and stands below it in the order of the rules.'],
    ['leaves no goods', destroyed, full('10', '5'), 'A last resort: it leaves no goods.'],
    [
      'of unknown cost',
      full('10', '5'),
      answer('open', undefined, undefined),
      'Open, but what is paid by it or by the chosen one is not known, and could not be compared.',
    ],
  ])('a way that is %s', (_, route, chosen, said) => expect(lost(route, chosen)).toBe(said));

  test('the order is the same however the routes are handed in', () => {
    const paid = fc.option(fc.integer({ min: 0, max: 20 }), { nil: undefined });
    const routes = fc
      .uniqueArray(fc.record({ id: fc.nat(99), duty: paid, tax: paid, inFull: fc.boolean() }), {
        selector: ({ id }) => id,
        maxLength: 6,
      })
      .map((all) =>
        all.map(({ id, duty: own, tax, inFull }, i) =>
          answer(
            String(id),
            own === undefined ? undefined : `${own + (tax ?? 0)}.00`,
            tax === undefined ? undefined : `${tax}.00`,
            // No two are equals: those keep the order of the packs. One at most is the import in full.
            {
              conditions: Array.from({ length: i }, () => ({ status: 'unknown' })),
              ...(inFull && i === 0 && { route: 'plain_import' }),
            },
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

describe('a small repair of a cheap article with dear carriage out', () => {
  const stated: Stated = {
    ...british,
    destination: 'CN',
    goods: { value: gbp('460'), valueBeforeExport: gbp('20'), inFreeCirculation: true, antiDumping: false },
    charges: { repair: gbp('400'), inwardFreight: gbp('30'), inwardInsurance: gbp('10'), outwardFreight: gbp('120') },
    rates: { duty: { percent: '2.5' }, importTaxPercent: '20' },
  };

  test('is imported in full: outward processing costs more, though it saves duty', () => {
    const { chosen, routes } = determined(stated);
    expect(chosen.origin).toBe('plain_reimport');
    const paid = (id: string) => routes.find((one) => one.id === id);
    expect(paid('plain_reimport')).toMatchObject({ pays: gbp('105.80'), paysTax: gbp('94.30'), saves: gbp('0') });
    expect(paid('op_paid')).toMatchObject({ pays: gbp('123.20'), saves: gbp('0.50'), lost: 'Costs 17.40 GBP more.' });
  });

  test('and that is settled, though another relief may be open', () => {
    const answer = decideFacts(
      facts({ ...stated, parties: { exporterOfRecord: true, importerOfRecord: true } }),
      undefined,
    );
    expect(answer.answer).toMatchObject({ standing: 'known', route: 'plain_import', lacks: [] });
  });
});

describe('goods that come back relieved of duty and tax, when all that is stated is what they were worth', () => {
  const union = { inFreeCirculation: true, capMeasures: false };
  const stated: Stated = {
    ...repairAbroad,
    destination: 'GB',
    goods: { valueBeforeExport: eur('6200'), ...union },
    returned: { samePerson: true },
    work: { ...(repairAbroad.work as object), onlyNecessary: true },
    proofOfExport: true,
  };
  const agreed = { ...stated, agreement: { claimed: true } };
  const zero = { ...stated, destination: 'CH', rates: { duty: { percent: '0' }, importTaxPercent: '19' } };
  const cheap = { ...agreed, goods: { value: eur('300'), ...union } };

  test.each<[string, Stated, string, string]>([
    ['the repair that an agreement frees still owes tax', agreed, 'tca_repair', 'Costs 103.55 EUR more.'],
    ['as does one of no duty', zero, 'vat_only', 'Costs 103.55 EUR more.'],
    ['a relief dearer than paying in full costs the more', cheap, 'op_paid', 'Costs 129.49 EUR more.'],
    ['paying in full itself', cheap, 'plain_reimport', 'Costs 71.28 EUR more.'],
    // Of the import in full the tax is not known: that says nothing of the others.
    [
      'though the tax of paying in full is not known',
      { ...agreed, goods: union, assessed: { fullDuty: eur('248') } },
      'tca_repair',
      'Costs 103.55 EUR more.',
    ],
  ])('%s', (_, facts, id, why) => {
    const { chosen, routes } = determined({
      ...facts,
      goods: { ...(stated.goods as object), ...(facts.goods as object) },
    });
    expect(chosen.origin).toBe('returned_after_repair');
    expect(routes.find((one) => one.id === id)?.lost).toBe(why);
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
  expect(paid?.lost).toBe('Costs 12.80 EUR more. Only duty is compared: the import tax of one of them is not known.');
  expect(routes.find(({ id }) => id === 'op_free')).not.toHaveProperty('savesTax');
});
