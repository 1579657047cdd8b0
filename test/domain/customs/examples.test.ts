import { describe, expect, test } from 'vitest';
import { customsSecurity, type Figure, type RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { checkFacts, checkValuation } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { determine, valuate } from '../../../shared/customs/route.ts';
import { majorUnits } from '../../../shared/money/amount.ts';
import cases from '../../fixtures/customs/examples.json' with { type: 'json' };
import { codeOf, factsOf, familyOf, type WorkedCase } from './case-keys.ts';

function answerOf(one: WorkedCase, more: Record<string, unknown> = {}): RouteAnswer {
  const request = { jurisdiction: codeOf(one), route: familyOf(one).route, facts: factsOf(one, more) };
  const checked = checkValuation(request, shippedJurisdictions);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  const answer = valuate(checked.value, shippedJurisdictions);
  if (!answer) throw new Error(`${one.id}: there is no such route`);
  return answer.route;
}

function determinationOf(one: WorkedCase) {
  const checked = checkFacts(factsOf(one), shippedJurisdictions);
  if (!checked.ok) throw new Error(JSON.stringify(checked.errors));
  return determine(checked.value, shippedJurisdictions);
}

/** What is due where a relief is closed, but that of a repair is not. */
const processed = (one: WorkedCase): RouteAnswer | undefined =>
  determinationOf(one).routes.find((answer) => answer.route === 'outward_processing' && open(answer));

const text = (figure: Figure | undefined) => figure && majorUnits(figure.amount);
const open = ({ eligibility }: RouteAnswer) => eligibility !== 'not_eligible';
const declarations = ({ demands }: RouteAnswer) =>
  demands.documents.some(({ id }) => id === 'shipper_and_importer_declarations');
const lacksTrailingZeros = (exact: string | undefined) => exact?.replace(/\.?0+$/, '');

const securityStates: readonly string[] = customsSecurity.shape.state.options;

/** What each key of the expected results reads of the answer. */
const readings: Record<string, (answer: RouteAnswer, one: WorkedCase, expected: unknown) => unknown> = {
  duty_base: ({ valuation }) => text(valuation?.dutyBase),
  duty: (answer, one) => text((open(answer) ? answer : (processed(one) ?? answer)).valuation?.duty),
  vat_base: ({ valuation }) => text(valuation?.importTaxBase),
  vat: ({ valuation }) => text(valuation?.importTax),
  vat_2dp: ({ valuation }) => text(valuation?.importTax),
  import_vat: ({ valuation }) => text(valuation?.importTax),
  vat_unrounded: ({ valuation }, _, expected) =>
    lacksTrailingZeros(valuation?.importTax?.exact) === lacksTrailingZeros(String(expected)) ? expected : valuation,
  vat_relief: ({ valuation }) => valuation?.importTaxRelieved,
  full_duty: ({ valuation }) => text(valuation?.fullDuty),
  duty_full: ({ valuation }) => text(valuation?.fullDuty),
  duty_without_relief: ({ valuation }) => text(valuation?.fullDuty),
  repayment: ({ valuation }) => text(valuation?.repayment),
  relief: ({ valuation }) => valuation?.relief,
  months_or_fractions: ({ valuation }) =>
    Number(valuation?.duty?.terms?.find(({ id }) => id === 'months_or_fractions')?.exact),
  eligible: open,
  op_relief: open,
  eligible_as_repair: open,
  allowed: open,
  op_21xx_allowed: open,
  use_export_procedure: (_, one) =>
    determinationOf(one)
      .routes.filter(open)
      .flatMap(({ demands }) => demands.procedures)
      .find(({ step }) => step === 'export')
      ?.code.replace(/..$/, 'XX'),
  reason: ({ reasons }, _, expected) =>
    reasons.find((reason) => reason === String(expected).toLowerCase())?.toUpperCase(),
  deadline: ({ deadlines }) => deadlines[0]?.day,
  in_time: ({ deadlines }) => deadlines[0]?.status === 'kept',
  max_months: ({ deadlines }) => deadlines[0]?.months,
  absolute_max_years: ({ deadlines }) => (deadlines[0]?.longestMonths ?? 0) / 12,
  security: ({ demands: { security } }, _, expected) =>
    securityStates.includes(String(expected)) ? security?.state : security?.amount && majorUnits(security.amount),
  bond: ({ demands: { security } }) => security?.amount && majorUnits(security.amount),
  stb: ({ demands: { security } }) => security?.topUp && majorUnits(security.topUp).replace(/\.00$/, ''),
  relieved_units: ({ relievedUnits }) => relievedUnits,
  provision: ({ provision }) => provision,
  reporting_number: ({ reporting }) => reporting?.number,
  quantity: ({ reporting }) => String(reporting?.quantity),
  value: ({ reporting }) => reporting?.value,
  declarations_may_be_requested: declarations,
  over_threshold: (_, one) =>
    (one.inputs.values_usd as string[]).map((value) => declarations(answerOf(one, { value_usd: value }))),
};

describe('other cases are mapped as these are', () => {
  const like = (id: string, jurisdiction: string, inputs: Record<string, unknown>): WorkedCase => {
    const one = (cases as unknown as WorkedCase[]).find((found) => found.id === id);
    if (!one) throw new Error(`There is no case ${id}`);
    return { ...one, jurisdiction, inputs: { ...one.inputs, ...inputs } };
  };

  test.each([
    ['AT', 'EU'],
    ['FI', 'EU'],
    ['NI', 'XI'],
    ['XI', 'XI'],
    ['UK', 'GB'],
  ])('%s by the rules of %s', (jurisdiction, code) => {
    const one = like('EU-REPAIR-PAID', jurisdiction, { currency: code === 'EU' ? 'EUR' : 'GBP' });
    expect([codeOf(one), factsOf(one).origin === 'DE', text(answerOf(one).valuation?.duty)]).toEqual([
      code,
      false,
      '21.80',
    ]);
  });

  test('one of a place that is not named is refused', () =>
    expect(() => factsOf(like('EU-REPAIR-PAID', 'CH', {}))).toThrow(/no country is named for the jurisdiction CH/));

  test('a stay in the United States is under a bond', () =>
    expect(answerOf(like('EU-TA-PARTIAL', 'US', { currency: 'USD' })).route).toBe('temporary_import_bond'));

  test('duty on goods that are rejected in the United States is drawn back', () =>
    expect(familyOf(like('EU-118-PARTIAL', 'US', {})).route).toBe('drawback'));

  test.each([
    ['statutory guarantee', 'statutory'],
    ['material defect', 'manufacturing_defect'],
    ['service contract', 'purchased_plan'],
  ])('an obligation called %s is one of kind %s', (obligation, kind) =>
    expect(factsOf(like('EU-WARRANTY-FREE', 'EU', { obligation })).warranty).toMatchObject({ kind }),
  );

  test.each([
    ['UK-SES-AUTH-BY-DECL', 'GB', { uses_ses: false }, 'outward_processing'],
    ['EU-REPAIR-PAID', 'EU', { cap_goods: true }, 'outward_processing'],
    ['EU-RGR-OK', 'EU', { cap_goods: true }, 'returned_goods_relief'],
  ])('%s with %s %j is about another route', (id, jurisdiction, inputs, route) =>
    expect(familyOf(like(id, jurisdiction, inputs)).route).toBe(route),
  );

  test.each([
    ['with the country of the repair', { repair_country: 'CN' }, 'no_agreement'],
    ['claimed', { usmca_s_claim: false }, 'agreement_not_claimed'],
  ])(
    'where no agreement is %s, its relief is refused, and duty is due on the value of the repair',
    (_, inputs, reason) => {
      const one = like('US-9802-USMCA', 'US', { column1_rate_pct: '2.5', ...inputs });
      const answer = answerOf(one);
      expect([open(answer), answer.reasons, readings.duty?.(answer, one, undefined)]).toEqual([
        false,
        [reason],
        '37.50',
      ]);
    },
  );

  test.each([
    ['2026-05-13', 'forfeit'],
    ['2026-05-12', 'release'],
    [undefined, 'due'],
  ])('a defective unit that left on %s: the security is in state %s', (defective_exported, state) => {
    const one = like('EU-SES-PRIOR-INTIME', 'EU', { defective_exported });
    const read = readings.security?.(answerOf(one), one, state);
    // Without a day two months are over by now, and nobody said that it left.
    expect(read).toBe(state);
  });
});

describe('the worked cases', () => {
  test('are 37', () => expect(new Set(cases.map(({ id }) => id)).size).toBe(37));

  test.each(cases as unknown as WorkedCase[])('$id: $scenario', (one) => {
    const answer = answerOf(one);
    const read = Object.entries(one.expected).map(([key, expected]) => {
      const reading = readings[key];
      if (!reading) throw new Error(`Nothing is read for the expected ${key}`);
      return [key, reading(answer, one, expected)];
    });
    expect(Object.fromEntries(read)).toEqual(one.expected);
  });

  test.each(cases as unknown as WorkedCase[])('$id: what it states is met or refused, nothing else is', (one) => {
    const { conditions } = answerOf(one);
    for (const { status, needs, reason } of conditions) {
      if (status === 'unknown') expect(needs).not.toEqual([]);
      expect(reason !== undefined).toBe(status === 'not_met');
    }
    if (Object.values(one.expected).includes(true) && 'eligible' in one.expected)
      expect(conditions.filter(({ status }) => status === 'met').length).toBeGreaterThan(1);
  });
});
