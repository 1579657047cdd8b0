import { describe, expect, test } from 'vitest';
import { checkFacts, checkValuation } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { chf, comesBack, eur, gbp, repairAbroad, type Stated, usd } from './sample-facts.ts';

const errorsOf = (input: unknown) => {
  const checked = checkFacts(input, shippedJurisdictions);
  return checked.ok ? [] : checked.errors.map(({ code, pointer }) => `${code} ${pointer}`);
};

describe('bad facts are named, each at its pointer', () => {
  test.each<[string, Stated, string[]]>([
    ['an unknown country', { origin: 'ZZ' }, ['country_unknown /origin']],
    ['a country in words', { destination: 'Switzerland' }, ['country_unknown /destination']],
    ['an unknown country of origin', { goods: { originCountry: 'XX' } }, ['country_unknown /goods/originCountry']],
    ['a code of seven digits', { goods: { cnCode: '8517620' } }, ['commodity_code_malformed /goods/cnCode']],
    ['a code with letters', { exchange: { cnCode: '8517620A' } }, ['commodity_code_malformed /exchange/cnCode']],
    [
      'a tariff number without points',
      { goods: { tariffNumber: '85153100001' } },
      ['tariff_number_malformed /goods/tariffNumber'],
    ],
    ['a negative value', { goods: { value: eur('-1') } }, ['value_negative /goods/value/minor']],
    [
      'a negative charge',
      { charges: { inwardFreight: eur('-0.01') } },
      ['value_negative /charges/inwardFreight/minor'],
    ],
    ['an amount without a figure', { goods: { value: { currency: 'EUR' } } }, ['required /goods/value/minor']],
    ['a rate that says nothing', { rates: { duty: {} } }, ['value_missing /rates/duty']],
    ['a rate in words', { rates: { duty: { percent: '4 %' } } }, ['not_a_decimal /rates/duty/percent']],
    ['a negative rate', { rates: { importTaxPercent: '-19' } }, ['not_a_decimal /rates/importTaxPercent']],
    [
      'an exchange rate of nothing',
      { exchangeRates: [{ from: 'EUR', to: 'CHF', rate: '0.0' }] },
      ['value_missing /exchangeRates/0/rate'],
    ],
    ['half a cent', { goods: { value: { currency: 'EUR', minor: 0.5 } } }, ['not_a_whole_number /goods/value/minor']],
    ['no day', { on: '2026-02-30' }, ['not_a_day /on']],
    [
      'a charge whole and itemised',
      { charges: { repair: eur('5'), parts: eur('3') } },
      ['charge_stated_twice /charges/repair'],
    ],
    [
      'a charge for what is free',
      { warranty: { freeOfCharge: true }, charges: { labour: eur('0'), parts: eur('500') } },
      ['charge_although_free /charges/parts'],
    ],
    [
      'a fee for an exchange that is free',
      {
        activity: 'exchange',
        warranty: { freeOfCharge: true },
        charges: { repair: eur('500'), exchangeFee: eur('300') },
      },
      ['charge_although_free /charges/repair', 'charge_although_free /charges/exchangeFee'],
    ],
    [
      'a return before the export',
      { dates: { exported: '2026-05-02', reimported: '2026-05-01' } },
      ['dates_out_of_order /dates/reimported'],
    ],
    [
      'a discharge before the placing',
      { dates: { placed: '2026-05-02', discharged: '2026-05-01' } },
      ['dates_out_of_order /dates/discharged'],
    ],
    [
      'a claim before the debt',
      { dates: { debtNotified: '2026-05-02', applied: '2026-05-01' } },
      ['dates_out_of_order /dates/applied'],
    ],
    ['a lot of more than there is', { lot: { units: 3, of: 10, before: 8 } }, ['lot_too_large /lot']],
    ['a field nobody knows', { colour: 'red' } as Stated, ['unknown_field /colour']],
    [
      'two faults at once',
      { origin: 'ZZ', goods: { value: eur('-1') } },
      ['country_unknown /origin', 'value_negative /goods/value/minor'],
    ],
    ['a day before any rules', { on: '2010-01-01' }, ['no_rules_for_day /on']],
  ])('%s', (_, stated, errors) =>
    expect(errorsOf({ on: '2026-11-02', origin: 'DE', destination: 'CH', ...stated })).toEqual(errors),
  );

  test('what must be stated is missed', () =>
    expect(errorsOf({ origin: 'DE' })).toEqual(['required /on', 'required /destination']));

  test('what is said helps to put it right', () => {
    const checked = checkFacts({ ...repairAbroad, charges: { repair: chf('500') } }, shippedJurisdictions);
    expect(checked.ok ? [] : checked.errors).toEqual([
      {
        pointer: '/charges/repair/currency',
        code: 'rate_missing',
        values: { from: 'CHF', to: 'EUR' },
      },
    ]);
  });
});

describe('mixed currencies need a rate', () => {
  const rate = (from: string, to: string) => ({ exchangeRates: [{ from, to, rate: '0.95' }] });
  test.each<[string, Stated, string[]]>([
    ['with the rate of the pair', { ...rate('CHF', 'EUR'), charges: { repair: chf('1') } }, []],
    ['with the rate the other way round', { ...rate('EUR', 'CHF'), charges: { repair: chf('1') } }, []],
    [
      'with another rate only',
      { ...rate('USD', 'EUR'), charges: { repair: chf('1') } },
      ['rate_missing /charges/repair/currency'],
    ],
    [
      'of a specific duty',
      { rates: { duty: { specific: [{ amount: '1', currency: 'USD', unit: 'kg' }] } } },
      ['rate_missing /rates/duty/specific/0/currency'],
    ],
    [
      'in the currency of either end, but not both',
      { origin: 'GB', destination: 'DE', charges: { repair: gbp('1') } },
      ['rate_missing /goods/value/currency'],
    ],
    [
      'in one foreign currency the movement can be told, not valued',
      { goods: { value: usd('5') }, charges: { repair: usd('1') } },
      [],
    ],
  ])('%s', (_, stated, errors) => expect(errorsOf({ ...repairAbroad, ...stated }).slice(0, 1)).toEqual(errors));
});

describe('a valuation', () => {
  const asked = (jurisdiction: string, stated: Stated = {}) => {
    const checked = checkValuation(
      { jurisdiction, route: 'returned_goods_relief', facts: { ...comesBack, ...stated } },
      shippedJurisdictions,
    );
    return checked.ok ? [] : checked.errors.map(({ code, pointer }) => `${code} ${pointer}`);
  };
  test.each([
    ['of the jurisdiction it is asked of', 'EU', []],
    ['of one without rules', 'CH', ['jurisdiction_unknown /jurisdiction']],
    ['of one at neither end', 'US', ['jurisdiction_not_of_the_movement /jurisdiction']],
  ])('%s', (_, jurisdiction, errors) => expect(asked(jurisdiction)).toEqual(errors));
  test('its facts are checked under their pointer', () =>
    expect(asked('EU', { goods: { value: eur('-1') } })).toEqual(['value_negative /facts/goods/value/minor']));
});
