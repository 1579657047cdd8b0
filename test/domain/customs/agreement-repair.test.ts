import { describe, expect, test } from 'vitest';
import { isCountry } from '../../../shared/customs/countries.ts';
import { crossesBorder, customsTerritory } from '../../../shared/customs/territory.ts';
import { british, eur, gbp, repairAbroad, routeIn, type Stated } from './sample-facts.ts';

/** A repair under the agreement of the Union and the United Kingdom, and authorisations by declaration: both are outward processing. */

const byDeclaration = (more: object = {}) => ({
  held: true,
  kind: 'by_declaration',
  usesWithinYear: 0,
  periodEnd: '2027-03-31',
  ...more,
});
const fromUnion = (more: Stated = {}): Stated => ({
  ...repairAbroad,
  destination: 'GB',
  agreement: { claimed: true },
  ...more,
});
const fromBritain = (more: Stated = {}): Stated => ({ ...british, agreement: { claimed: true }, ...more });
const northern: Stated = {
  ...repairAbroad,
  origin: 'XI',
  destination: 'US',
  goods: { value: gbp('1000'), inFreeCirculation: true, capMeasures: false, antiDumping: false },
  charges: { repair: gbp('100') },
  rates: { duty: { percent: '4' }, importTaxPercent: '20' },
  authorisation: byDeclaration(),
};
const goodsOf = (stated: Stated, more: object): Stated => ({
  ...stated,
  goods: { ...(stated.goods as object), ...more },
});

describe('a repair under the agreement needs the procedure, with its conditions', () => {
  test.each<[string, Stated]>([
    ['in Great Britain', fromUnion()],
    ['in the Isle of Man', fromUnion({ destination: 'IM' })],
    ['in Germany', fromBritain()],
    ['in Monaco', fromBritain({ destination: 'MC' })],
    ['in Réunion', fromBritain({ destination: 'RE' })],
    ['by declaration, within its limits', fromBritain({ authorisation: byDeclaration() })],
  ])('open: %s', (_, stated) => expect(routeIn(stated, 'tca_repair').reasons).toEqual([]));

  test.each<[string, Stated, string]>([
    ['goods not in free circulation', goodsOf(fromUnion(), { inFreeCirculation: false }), 'op_not_union_goods'],
    ['repayment is claimed', fromUnion({ claimed: { repayment: true, exportRefund: false } }), 'op_export_repaid'],
    [
      'an export refund',
      goodsOf(fromUnion({ claimed: { repayment: false, exportRefund: true } }), { capMeasures: true }),
      'op_export_refund',
    ],
    ['no duty to be freed from', fromUnion({ rates: { duty: { percent: '0' } } }), 'op_duty_zero'],
    ['before it was applied', fromUnion({ on: '2018-05-01', dates: {} }), 'agreement_not_in_force'],
    ['the day before', fromUnion({ on: '2020-12-31', dates: {} }), 'agreement_not_in_force'],
    ['Switzerland has its own', fromUnion({ destination: 'CH' }), 'no_agreement'],
    [
      'British goods not in free circulation',
      goodsOf(fromBritain(), { inFreeCirculation: false }),
      'op_not_free_circulation',
    ],
    ['a fourth declaration', fromBritain({ authorisation: byDeclaration({ usesWithinYear: 7 }) }), 'abd_too_many_uses'],
    [
      'more than 500,000 pounds by declaration',
      goodsOf(fromBritain({ authorisation: byDeclaration() }), { value: gbp('600000') }),
      'abd_value_too_high',
    ],
    ['British repayment', fromBritain({ claimed: { repayment: true } }), 'op_export_repaid'],
  ])('closed: %s', (_, stated, reason) => expect(routeIn(stated, 'tca_repair').reasons).toEqual([reason]));

  test('it is applied from 2021 on', () =>
    expect(routeIn(fromUnion({ on: '2021-01-01', dates: {} }), 'tca_repair').reasons).toEqual([]));

  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const countries = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry);
  test.each([
    ['British', fromBritain(), 'EU'],
    ['German', fromUnion(), 'GB'],
  ] as const)('partners of %s goods are the whole territory of the other side', (_, stated, territory) => {
    const partners = countries.filter((country) => {
      if (!crossesBorder(String(stated.origin), country)) return false;
      const { conditions } = routeIn({ ...stated, destination: country }, 'tca_repair');
      return conditions.find(({ id }) => id === 'agreement_partner')?.status === 'met';
    });
    const theirs = countries.filter((country) => customsTerritory(country) === territory);
    expect(partners).toEqual(theirs);
  });
});

describe('an authorisation by declaration has limits in Northern Ireland too', () => {
  test('within them it is one', () => expect(routeIn(northern, 'op_paid').eligibility).toBe('eligible'));

  test.each<[string, Stated, string, string]>([
    ['worth too much', goodsOf(northern, { value: gbp('600000') }), 'op_paid', 'abd_value_too_high'],
    ['under anti-dumping duty', goodsOf(northern, { antiDumping: true }), 'op_paid', 'abd_anti_dumping'],
    [
      'a fourth in a year',
      { ...northern, authorisation: byDeclaration({ usesWithinYear: 3 }) },
      'op_paid',
      'abd_too_many_uses',
    ],
    [
      'after the fact, and free',
      { ...northern, authorisation: byDeclaration({ held: false, retroactive: true }) },
      'op_free',
      'abd_retroactive',
    ],
    [
      'with equivalence',
      { ...northern, dates: { replacementDeclared: '2026-08-31', defectiveExported: '2026-09-28' } },
      'op_prior_import',
      'abd_not_for_equivalence',
    ],
    [
      'in the Union: with equivalence',
      {
        ...repairAbroad,
        authorisation: byDeclaration(),
        dates: { replacementDeclared: '2026-08-31', defectiveExported: '2026-09-28' },
      },
      'op_prior_import',
      'abd_not_for_equivalence',
    ],
  ])('%s', (_, stated, id, reason) => expect(routeIn(stated, id).reasons).toContain(reason));

  test.each<[string, object, string, string[] | undefined]>([
    [
      'nobody said whether there is one',
      { held: undefined },
      'unknown',
      ['/authorisation/held', '/authorisation/retroactive'],
    ],
    ['there is one', {}, 'met', undefined],
    ['not yet, and none is asked for after the fact', { held: false, retroactive: false }, 'met', undefined],
    ['not yet', { held: false }, 'unknown', ['/authorisation/retroactive']],
    ['after the fact', { held: undefined, retroactive: true }, 'not_met', undefined],
  ])('in advance: %s', (_, authorisation, status, needs) => {
    const stated = fromBritain({ authorisation: byDeclaration(authorisation) });
    const found = routeIn(goodsOf(stated, { commercial: true }), 'op_paid').conditions.find(
      ({ id }) => id === 'abd_in_advance',
    );
    expect(found).toMatchObject({ status, ...(needs && { needs }) });
  });

  test('in the Union it has none of these', () => {
    const stated = goodsOf(
      { ...repairAbroad, authorisation: byDeclaration({ usesWithinYear: 7 }) },
      { value: eur('900000') },
    );
    expect(routeIn(stated, 'op_paid').eligibility).toBe('eligible');
  });
});
