import { describe, expect, test } from 'vitest';
import { checkFacts } from '../../../shared/customs/check-facts.ts';
import { shippedJurisdictions } from '../../../shared/customs/jurisdictions/shipped.ts';
import { majorUnits } from '../../../shared/money/amount.ts';
import {
  british,
  comesBack,
  determined,
  eur,
  exchanged,
  figuresOf,
  gbp,
  rejected,
  repairAbroad,
  routeIn,
  type Stated,
  usd,
  warranty,
} from './sample-facts.ts';

/* Figures that hold for a part of the goods, one route or one month only, and must not be taken for the rest. */

const amount = (figure: { amount: { currency: string; minor: number } } | undefined) =>
  figure && majorUnits(figure.amount);

describe('a duty as assessed is of one route', () => {
  const assessed = { duty: eur('21.80') };
  const notHeld: Stated = { ...repairAbroad, authorisation: { held: false } };

  test.each<[string, object, string, string | undefined]>([
    ['who pays in full owes the rate on the value', assessed, 'plain_reimport', '248.00'],
    ['… though the route named is that one', { ...assessed, dutyRoute: 'plain_import' }, 'plain_reimport', '248.00'],
    ['what is relieved owes nothing', { ...assessed, dutyRoute: 'outward_processing' }, 'op_free', '0.00'],
    ['the route it is of owes it', { ...assessed, dutyRoute: 'outward_processing' }, 'op_paid', '21.80'],
  ])('%s', (_, stated, id, duty) => {
    const route = routeIn({ ...notHeld, assessed: stated }, id);
    expect(amount(route.valuation?.duty)).toBe(duty);
    if (id === 'plain_reimport') expect(route.saves).toEqual(eur('0'));
  });

  test('where no route is named it is left aside, and the answer says so', () => {
    const { notes } = routeIn({ ...notHeld, assessed: { duty: eur('1.00') } }, 'op_paid');
    expect(notes.join(' ')).toContain('assessed.dutyRoute');
  });

  test('a valuation is of the route asked for, and who pays in full saves nothing by it', () => {
    expect(figuresOf('EU', 'outward_processing', { ...repairAbroad, assessed })).toMatchObject({ duty: '21.80' });
    expect(figuresOf('EU', 'plain_import', { ...repairAbroad, assessed })).toMatchObject({
      duty: '21.80',
      fullDuty: '21.80',
      saved: '0.00',
    });
  });
});

describe('more units than there were', () => {
  test.each([
    [10, 10, []],
    [12, 10, ['more_units_than_goods /rejected/units']],
  ])('of %i rejected among %i', (units, of, errors) => {
    const facts = { on: '2026-11-02', ...rejected, goods: { units: of }, rejected: { units } };
    const checked = checkFacts(facts, shippedJurisdictions);
    expect(checked.ok ? [] : checked.errors.map(({ code, pointer }) => `${code} ${pointer}`)).toEqual(errors);
  });

  test.each<[string, number, object, Record<string, string>]>([
    ['as many as were exported', 10, {}, { duty: '0.00', importTax: '0.00' }],
    // A sixth of 75.00, and VAT on a sixth of 2,500.00 with it.
    ['two more', 12, {}, { duty: '12.50', importTaxBase: '429.17', importTax: '81.54', saved: '62.50' }],
    ['two more, to another end use', 12, { sameEndUse: false }, { duty: '55.00' }],
  ])('returned goods: %s', (_, units, more, expected) => {
    const returned = { unaltered: true, samePerson: true, units, exportedUnits: 10, ...more };
    const assessed = { collectedAtFirstRelease: eur('20.00') };
    expect(figuresOf('EU', 'returned_goods_relief', { ...comesBack, returned, assessed })).toMatchObject(expected);
  });
});

describe('goods once released at a zero rate pay on their whole value', () => {
  const goods = { value: gbp('1000'), valueBeforeExport: gbp('300'), releasedAtZeroDuty: true };
  const rates = { duty: { percent: '13' } };
  test.each<[string, object, object, Record<string, string>]>([
    ['costs not known', {}, goods, { dutyBase: '1000.00', duty: '130.00' }],
    ['costs known', { repair: gbp('700') }, goods, { dutyBase: '1000.00', duty: '130.00' }],
    ['… and nothing deducted', { repair: gbp('700') }, { ...goods, releasedAtZeroDuty: false }, { duty: '91.00' }],
  ])('%s', (_, charges, stated, expected) =>
    expect(figuresOf('GB', 'outward_processing', { ...british, charges, goods: stated, rates })).toMatchObject(
      expected,
    ),
  );

  test('without the value it is not known', () => {
    const stated = { ...british, goods: { valueBeforeExport: gbp('300'), releasedAtZeroDuty: true } };
    const { valuation } = routeIn(stated, 'op_paid');
    expect(valuation?.duty).toBeUndefined();
    expect(valuation?.lacks).toContain('/goods/value');
  });
});

describe('of several rates the one in force is taken', () => {
  const rate = (to: string, text: string, publishedOn: string) => ({ from: to, to: 'USD', rate: text, publishedOn });
  test.each<[string, string, string, [string, string][], string, number]>([
    [
      'EU',
      'DE',
      'EUR',
      [
        ['1.25', '2026-10-21'],
        ['1.00', '2026-11-18'],
      ],
      '800',
      0,
    ],
    ['EU', 'DE', 'EUR', [['1.00', '2026-11-18']], '1000', 1],
    ['GB, of December', 'GB', 'GBP', [['1.25', '2026-11-26']], '800', 1],
    [
      'GB, of November',
      'GB',
      'GBP',
      [
        ['1.00', '2026-11-26'],
        ['1.25', '2026-10-22'],
      ],
      '800',
      0,
    ],
    [
      'GB, corrected',
      'GB',
      'GBP',
      [
        ['1.25', '2026-11-03'],
        ['1.00', '2026-10-22'],
      ],
      '800',
      0,
    ],
  ])('%s %s', (_, origin, to, rates, exact, doubts) => {
    const { valuation } = routeIn(
      {
        ...repairAbroad,
        on: '2026-11-02',
        origin,
        charges: { repair: usd('1000') },
        goods: {},
        exchangeRates: rates.map(([text, day]) => rate(to, text, day)),
      },
      'op_paid',
    );
    expect(valuation?.dutyBase?.exact).toBe(exact);
    expect(valuation?.notes.filter((note) => note.includes('is not the rate for'))).toHaveLength(doubts);
  });
});

describe('security for a lot is its share of that for the whole', () => {
  const stated: Stated = {
    ...exchanged,
    origin: 'GB',
    destination: 'CN',
    goods: { ...(exchanged.goods as object), value: gbp('1000') },
    charges: { exchangeFee: gbp('0') },
    rates: { duty: { percent: '10' }, importTaxPercent: '20' },
  };
  const bond: Stated = {
    origin: 'DE',
    destination: 'US',
    activity: 'demonstration',
    goods: { value: usd('1000') },
    assessed: { fullDuty: usd('100'), fees: usd('25') },
    temporaryAdmission: { bondHeld: usd('50'), subheading: '9813.00.30', restricted: false },
  };
  test.each<[string, Stated, string, object | undefined, string, string | undefined]>([
    ['the whole', stated, 'ses_prior_paid', undefined, '320.00', undefined],
    ['one of ten', stated, 'ses_prior_paid', { units: 1, of: 10 }, '32.00', undefined],
    ['a bond, whole', bond, 'temporary_import_bond', undefined, '250.00', '200.00'],
    ['a bond, one of ten', bond, 'temporary_import_bond', { units: 1, of: 10 }, '25.00', '20.00'],
    [
      'a bond that was fixed',
      { ...bond, assessed: { bond: usd('400') } },
      'temporary_import_bond',
      { units: 1, of: 10 },
      '40.00',
      '35.00',
    ],
  ])('%s', (_, facts, id, lot, sum, topUp) => {
    const { security } = determined({ ...facts, lot }).routes.find((route) => route.id === id)?.demands ?? {};
    expect(security?.amount && majorUnits(security.amount)).toBe(sum);
    expect(security?.topUp && majorUnits(security.topUp)).toBe(topUp);
  });
});

describe('VAT on free work', () => {
  const finnish: Stated = {
    ...repairAbroad,
    origin: 'FI',
    rates: { duty: { percent: '4' }, importTaxPercent: '25.5' },
  };
  test.each<[string, object, Record<string, string>]>([
    ['the carriage is free too', { inwardFreight: eur('0') }, { importTax: '0.00' }],
    ['the carriage is paid', { inwardFreight: eur('45') }, { importTaxBase: '45.00', importTax: '11.48' }],
    [
      'the carriage is paid both ways, and the repair is charged with nothing',
      { inwardFreight: eur('45'), outwardFreight: eur('30'), repair: eur('0'), valueOfRepair: eur('320') },
      { importTaxBase: '75.00' },
    ],
  ])('FI: %s', (_, charges, expected) => {
    const stated = { ...finnish, warranty, charges };
    expect(figuresOf('EU', 'outward_processing', stated)).toMatchObject({ duty: '0.00', ...expected });
  });

  test('FI: a free replacement whose carriage is paid', () =>
    expect(
      figuresOf('EU', 'standard_exchange', {
        ...exchanged,
        origin: 'FI',
        rates: { duty: { percent: '4' }, importTaxPercent: '25.5' },
        warranty,
        charges: { inwardFreight: eur('45') },
      }),
    ).toMatchObject({ duty: '0.00', importTaxBase: '45.00', importTax: '11.48' }));

  const valueOfRepair = { valueOfRepair: gbp('320') };
  const free: Stated = { ...british, destination: 'CN', charges: valueOfRepair, warranty };
  const zero = { rates: { duty: { percent: '0' }, importTaxPercent: '20' } };
  test.each<[string, Stated, string, string | undefined, string[]]>([
    ['goods of no duty', { ...free, ...zero }, 'vat_only', '0.00', []],
    [
      'under the trade agreement',
      { ...free, destination: 'DE', agreement: { claimed: true } },
      'tca_repair',
      '0.00',
      [],
    ],
    ['charged', { ...british, ...zero, destination: 'CN', charges: { repair: gbp('320') } }, 'vat_only', '64.00', []],
    [
      'a plan bought apart',
      { ...free, ...zero, warranty: { ...warranty, kind: 'purchased_plan' } },
      'vat_only',
      '64.00',
      [],
    ],
    [
      'a guarantee of which nothing is known',
      { ...free, ...zero, warranty: { kind: 'contractual', freeOfCharge: true } },
      'vat_only',
      undefined,
      ['/warranty/costInOriginalValue', '/warranty/proof'],
    ],
  ])('GB: %s', (_, stated, id, tax, lacks) => {
    const { valuation } = routeIn(stated, id);
    expect(amount(valuation?.importTax)).toBe(tax);
    expect(valuation?.lacks).toEqual(lacks);
  });
});

describe('what is not the same on every day, or for all goods, is asked for', () => {
  test.each<[string, string, string]>([
    ['BG', '2025-12-31', 'BGN'],
    ['BG', '2026-01-01', 'EUR'],
    ['HR', '2022-12-31', 'HRK'],
    ['HR', '2023-01-01', 'EUR'],
    ['PL', '2026-11-02', 'PLN'],
    ['XI', '2022-12-31', 'GBP'],
  ])('%s counted on %s in %s', (origin, on, currency) => {
    const amounts = {
      goods: { value: { currency, minor: 100_000 } },
      charges: { repair: { currency, minor: 10_000 } },
    };
    const { valuation } = routeIn({ ...repairAbroad, ...amounts, on, origin, dates: {} }, 'op_paid');
    expect(valuation?.currency).toBe(currency);
    expect(valuation?.duty?.amount).toEqual({ currency, minor: 400 });
  });

  const bond = (more: object): Stated => ({
    origin: 'DE',
    destination: 'US',
    activity: 'demonstration',
    goods: { value: usd('1000') },
    assessed: { fullDuty: usd('100'), fees: usd('0') },
    temporaryAdmission: { restricted: false, ...more },
  });
  test.each<[string, object, string, string[] | undefined]>([
    ['of 110 %', { subheading: '9813.00.20' }, '110.00', undefined],
    ['of 200 %', { subheading: '9813.00.05' }, '200.00', undefined],
    ['where the subheading is not stated', {}, '200.00', ['/temporaryAdmission/subheading']],
  ])('a bond %s', (_, more, sum, needs) => {
    const { security } = routeIn(bond(more), 'temporary_import_bond').demands;
    expect(security?.amount && majorUnits(security.amount)).toBe(sum);
    expect(security?.needs).toEqual(needs);
  });
});

describe('an ATA carnet', () => {
  const carnet: Stated = {
    origin: 'US',
    destination: 'DE',
    activity: 'demonstration',
    goods: { value: eur('5000') },
    temporaryAdmission: { carnet: true },
  };
  test.each<[string, Stated, string | undefined, string[] | undefined]>([
    ['issued in the United States: 40 % of the value', carnet, '2000.00', undefined],
    ['for a lot its share', { ...carnet, lot: { units: 1, of: 4 } }, '500.00', undefined],
    ['for Great Britain', { ...carnet, destination: 'GB', goods: { value: gbp('5000') } }, '2000.00', undefined],
    ['without the value', { ...carnet, goods: {} }, undefined, ['/goods/value']],
    ['issued elsewhere: what is asked is not known', { ...carnet, origin: 'CH' }, undefined, undefined],
  ])('%s', (_, stated, sum, needs) => {
    const { security } = routeIn(stated, 'ata_carnet').demands;
    expect(security?.id).toBe('carnet');
    expect(security?.amount && majorUnits(security.amount)).toBe(sum);
    expect(security?.needs).toEqual(needs);
  });
});
