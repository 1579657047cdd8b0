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
    ['the United Kingdom by another name', { origin: 'UK' }, ['country_written_otherwise /origin']],
    ['Greece as in numbers for VAT', { origin: 'EL' }, ['country_written_otherwise /origin']],
    ['a country in small letters', { destination: 'ch' }, ['country_written_otherwise /destination']],
    ['the Union', { destination: 'EU' }, ['country_is_the_union /destination']],
    ['the Union in small letters', { owner: { country: 'eu' } }, ['country_is_the_union /owner/country']],
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
      'goods that come back and leave after the day that is asked of',
      { activity: 'return', dates: { exported: '2027-05-01', reimported: '2027-06-01' } },
      ['exported_after_the_day /dates/exported'],
    ],
    [
      'goods that leave later, for what nobody said',
      { dates: { exported: '2027-05-01' } },
      ['exported_after_the_day /dates/exported'],
    ],
    [
      'goods that go for work, and once left their place later',
      { activity: 'repair', dates: { firstExported: '2026-11-03', exported: '2026-11-05' } },
      ['exported_after_the_day /dates/firstExported'],
    ],
    ['goods that go for work on a later day', { activity: 'repair', dates: { exported: '2027-05-01' } }, []],
    ['goods that left on the day', { activity: 'return', dates: { exported: '2026-11-02' } }, []],
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
    [
      'a claim before the import',
      { dates: { imported: '2026-05-02', applied: '2026-05-01' } },
      ['dates_out_of_order /dates/applied'],
    ],
    [
      'a re-import before the first import',
      { dates: { imported: '2026-05-02', reimported: '2026-05-01' } },
      ['dates_out_of_order /dates/reimported'],
    ],
    [
      'a re-import before the first export',
      { dates: { firstExported: '2026-05-02', reimported: '2026-05-01' } },
      ['dates_out_of_order /dates/reimported'],
    ],
    [
      'an extension that ends before the period',
      { authorisation: { periodEnd: '2026-05-02', extendedUntil: '2026-05-01' } },
      ['dates_out_of_order /authorisation/extendedUntil'],
    ],
    [
      'an extension that ends before the goods were placed',
      { temporaryAdmission: { extendedUntil: '2026-05-01' }, dates: { placed: '2026-05-02' } },
      ['dates_out_of_order /temporaryAdmission/extendedUntil'],
    ],
    [
      'an extension that ends before the replacement was declared',
      { priorImport: { extendedUntil: '2026-05-01' }, dates: { replacementDeclared: '2026-05-02' } },
      ['dates_out_of_order /priorImport/extendedUntil'],
    ],
    ['an extension to the day', { authorisation: { periodEnd: '2026-05-02', extendedUntil: '2026-05-02' } }, []],
    ['lots of more units than there are', { goods: { units: 5 }, lot: { units: 1, of: 10 } }, ['units_differ /lot/of']],
    ['lots of fewer', { goods: { units: 20 }, lot: { units: 1, of: 10 } }, ['units_differ /lot/of']],
    ['lots of all of them', { goods: { units: 10 }, lot: { units: 1, of: 10 } }, []],
    [
      'more that come back than there are',
      { goods: { units: 5 }, returned: { units: 9 } },
      ['more_units_than_goods /returned/units'],
    ],
    [
      'more than the outbound invoice has',
      { goods: { units: 5 }, outboundInvoice: { reference: 'INV-1', units: 3 } },
      ['more_units_than_invoiced /goods/units'],
    ],
    ['a part of them', { goods: { units: 3 }, outboundInvoice: { reference: 'INV-1', units: 5 } }, []],
    [
      'goods unaltered and altered',
      { returned: { unaltered: true }, work: { altered: true } },
      ['altered_and_unaltered /returned/unaltered'],
    ],
    [
      'an improvement that was only necessary',
      { work: { onlyNecessary: true, improvesPerformance: true } },
      ['improved_and_only_necessary /work/improvesPerformance'],
    ],
    ...['specific', 'atLeast', 'atMost'].map((part): [string, Stated, string[]] => {
      const nothing = { amount: '1', currency: 'EUR', per: '0.0', unit: 'kg' };
      const duty = { percent: '4', [part]: part === 'specific' ? [nothing] : nothing };
      const at = part === 'specific' ? 'specific/0' : part;
      return [`a ${part} rate for no units`, { rates: { duty } }, [`value_missing /rates/duty/${at}/per`]];
    }),
    [
      'a duty of six digits before the point',
      { rates: { duty: { percent: '100000' } } },
      ['rate_too_large /rates/duty/percent'],
    ],
    [
      'such an additional duty',
      { rates: { additional: [{ measure: '301', percent: '999999999999' }] } },
      ['rate_too_large /rates/additional/0/percent'],
    ],
    [
      'such a tax',
      { importForWork: { rates: { importTaxPercent: '100000' } } },
      ['rate_too_large /importForWork/rates/importTaxPercent'],
    ],
    ['the most there may be, written long', { rates: { duty: { percent: '00099999.5' } } }, []],
    [
      'an exchange rate of ten digits before the point',
      { exchangeRates: [{ from: 'EUR', to: 'CHF', rate: '1000000000' }] },
      ['rate_too_large /exchangeRates/0/rate'],
    ],
    ['Kosovo', { destination: 'XK' }, []],
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
  test.each([
    ['within the Union', 'FR', 'EU', ['no_customs_border /facts/destination']],
    ['from the Union to Northern Ireland', 'XI', 'EU', ['no_customs_border /facts/destination']],
    ['from the Union to Great Britain', 'GB', 'EU', []],
  ])('%s', (_, destination, jurisdiction, errors) =>
    expect(asked(jurisdiction, { origin: 'DE', destination, rates: {} })).toEqual(errors),
  );
  test('its facts are checked under their pointer', () =>
    expect(asked('EU', { goods: { value: eur('-1') } })).toEqual(['value_negative /facts/goods/value/minor']));
});
