import { describe, expect, test } from 'vitest';
import type { CustomsRoute } from '../../../shared/contracts/customs-basis.ts';
import { comesBack, eur, figuresOf, gbp, repairAbroad, routeIn, type Stated, usd } from './sample-facts.ts';

const kg = (amount: string, more: object = {}) => ({ amount, currency: 'EUR', unit: 'kg', ...more });
const british = (charges: object, more: Stated = {}): Stated => ({
  ...repairAbroad,
  origin: 'GB',
  goods: {},
  charges,
  rates: { duty: { percent: '2.5' }, importTaxPercent: '20' },
  ...more,
});
const american = (charges: object, more: Stated = {}): Stated => ({
  ...repairAbroad,
  origin: 'US',
  goods: {},
  charges,
  rates: { duty: { percent: '2.5' } },
  ...more,
});

describe('the base is what the law counts in', () => {
  test.each<[string, string, CustomsRoute, Stated, Record<string, string>]>([
    [
      'EU: labour, parts, assists, carriage in and insurance; not carriage out',
      'EU',
      'outward_processing',
      {
        ...repairAbroad,
        charges: {
          labour: eur('150'),
          parts: eur('350'),
          assists: eur('20'),
          inwardFreight: eur('30'),
          inwardInsurance: eur('5'),
          outwardFreight: eur('99'),
        },
      },
      { dutyBase: '555.00', duty: '22.20' },
    ],
    [
      'GB: insurance counts for duty and not for VAT, carriage out for VAT and not for duty',
      'GB',
      'outward_processing',
      british({
        repair: gbp('1000.00'),
        inwardFreight: gbp('60.00'),
        inwardInsurance: gbp('20.00'),
        outwardFreight: gbp('50.00'),
      }),
      { dutyBase: '1080.00', duty: '27.00', importTaxBase: '1137.00', importTax: '227.40' },
    ],
    [
      'GB: 700 at 13 % is 91.00, whatever an official page prints',
      'GB',
      'outward_processing',
      british(
        {},
        { goods: { value: gbp('1000.00'), valueBeforeExport: gbp('300.00') }, rates: { duty: { percent: '13' } } },
      ),
      { dutyBase: '700.00', duty: '91.00', fullDuty: '130.00', saved: '39.00' },
    ],
    [
      'GB: foreign goods once released at a zero rate are not deducted from the value added',
      'GB',
      'outward_processing',
      british(
        {},
        {
          goods: { value: gbp('1000.00'), valueBeforeExport: gbp('300.00'), releasedAtZeroDuty: true },
          rates: { duty: { percent: '13' } },
        },
      ),
      { dutyBase: '1000.00', duty: '130.00', saved: '0.00' },
    ],
    [
      'US: a free repair is dutiable on its value',
      'US',
      'outward_processing',
      american(
        { valueOfRepair: usd('320.00'), inwardFreight: usd('45.00') },
        { warranty: { kind: 'contractual', freeOfCharge: true } },
      ),
      { dutyBase: '320.00', duty: '8.00' },
    ],
    [
      'US: parts the owner furnished count, carriage does not; other measures on the same base',
      'US',
      'outward_processing',
      american(
        { repair: usd('1500.00'), assists: usd('500.00'), inwardFreight: usd('80.00') },
        { rates: { duty: { percent: '2.5' }, additional: [{ measure: 'section 301', percent: '25' }] } },
      ),
      { dutyBase: '2000.00', duty: '550.00' },
    ],
    [
      'US: no substitute: a replacement pays on its whole value',
      'US',
      'plain_import',
      american({}, { activity: 'exchange', goods: { value: usd('1500.00') }, rates: { duty: { percent: '3' } } }),
      { dutyBase: '1500.00', duty: '45.00', saved: '0.00' },
    ],
    [
      'EU: free under guarantee is relieved in whole, carriage or not',
      'EU',
      'outward_processing',
      {
        ...repairAbroad,
        charges: { repair: eur('0'), valueOfRepair: eur('320'), inwardFreight: eur('45') },
        warranty: { kind: 'statutory' },
      },
      { duty: '0.00', importTaxBase: '365.00', importTax: '69.35', fullDuty: '248.00', saved: '248.00' },
    ],
    [
      'EU: free, but the defect was considered at first release: duty on the value of the work',
      'EU',
      'outward_processing',
      {
        ...repairAbroad,
        charges: { repair: eur('0'), valueOfRepair: eur('320'), inwardFreight: eur('45') },
        warranty: { kind: 'statutory', defectConsideredAtRelease: true },
      },
      { dutyBase: '365.00', duty: '14.60' },
    ],
    [
      'GB: a plan that was bought apart frees nothing',
      'GB',
      'outward_processing',
      british(
        { repair: gbp('0'), valueOfRepair: gbp('200') },
        { warranty: { kind: 'purchased_plan', freeOfCharge: true } },
      ),
      { dutyBase: '200.00', duty: '5.00' },
    ],
    [
      'GB: a free replacement: no duty, VAT on its full value',
      'GB',
      'standard_exchange',
      british(
        { exchangeFee: gbp('0') },
        {
          activity: 'exchange',
          goods: { value: gbp('2500.00') },
          warranty: { kind: 'contractual', costInOriginalValue: true },
        },
      ),
      { duty: '0.00', importTaxBase: '2500.00', importTax: '500.00', fullDuty: '62.50' },
    ],
    [
      'DE: a replacement for a fee: both follow the fee',
      'EU',
      'standard_exchange',
      { ...repairAbroad, activity: 'exchange', charges: { exchangeFee: eur('300'), inwardFreight: eur('20') } },
      { dutyBase: '320.00', duty: '12.80', importTaxBase: '332.80', importTax: '63.23' },
    ],
    [
      'FI: carriage both ways counts for VAT, insurance does not',
      'EU',
      'outward_processing',
      {
        ...repairAbroad,
        origin: 'FI',
        charges: { repair: eur('500'), inwardFreight: eur('40'), inwardInsurance: eur('5'), outwardFreight: eur('30') },
        rates: { duty: { percent: '4' }, importTaxPercent: '25.5' },
      },
      { dutyBase: '545.00', duty: '21.80', importTaxBase: '591.80', importTax: '150.91' },
    ],
    [
      'EU: former end-use goods owe the difference, and never get any back',
      'EU',
      'returned_goods_relief',
      {
        ...comesBack,
        returned: { sameEndUse: false, samePerson: true },
        assessed: { fullDuty: eur('100'), collectedAtFirstRelease: eur('120') },
      },
      { duty: '0.00', importTax: '0.00' },
    ],
    [
      'EU: VAT where another re-imports than exported: on the whole value',
      'EU',
      'returned_goods_relief',
      { ...comesBack, returned: { unaltered: true, samePerson: false } },
      { duty: '0.00', importTaxBase: '2500.00', importTax: '475.00', fullDuty: '75.00', saved: '75.00' },
    ],
    [
      'EU: temporary admission never owes more than the full duty',
      'EU',
      'temporary_admission',
      {
        origin: 'US',
        destination: 'DE',
        goods: { value: eur('1000') },
        temporaryAdmission: { months: 40 },
        rates: { duty: { percent: '10' }, importTaxPercent: '19' },
      },
      { duty: '100.00', fullDuty: '100.00', importTaxBase: '1100.00', importTax: '209.00' },
    ],
    [
      'US: rejected merchandise gets 99 % back, pro rata',
      'US',
      'drawback',
      {
        origin: 'US',
        destination: 'CN',
        activity: 'return',
        goods: { units: 8 },
        rejected: { units: 2 },
        assessed: { dutyPaid: usd('400') },
      },
      { repayment: '99.00' },
    ],
  ])('%s', (_, jurisdiction, route, stated, expected) =>
    expect(figuresOf(jurisdiction, route, stated)).toMatchObject(expected),
  );
});

describe('specific and compound rates', () => {
  const goods = { value: eur('1000'), valueBeforeExport: eur('600'), quantities: { kg: '50' } };
  const charges = { repair: eur('400') };
  test.each<[string, object, Record<string, string>]>([
    [
      'specific: by the share of the value added (Delegated Regulation 2015/2446, Art. 75)',
      { specific: [kg('2')] },
      { duty: '40.00', fullDuty: '100.00' },
    ],
    ['a hundred kilos at a time', { specific: [kg('2', { per: '100' })] }, { duty: '0.40', fullDuty: '1.00' }],
    ['compound', { percent: '3', specific: [kg('2')] }, { duty: '52.00', fullDuty: '130.00' }],
    ['at least', { percent: '3', atLeast: kg('1') }, { duty: '20.00', fullDuty: '50.00' }],
    ['at most', { percent: '30', atMost: kg('2') }, { duty: '40.00', fullDuty: '100.00' }],
  ])('EU, %s', (_, duty, expected) =>
    expect(figuresOf('EU', 'outward_processing', { ...repairAbroad, goods, charges, rates: { duty } })).toMatchObject(
      expected,
    ),
  );

  test('US: turned into a percentage of the value of the repairs', () =>
    expect(
      figuresOf('US', 'outward_processing', {
        ...american({ repair: usd('250') }, { goods: { value: usd('1000'), quantities: { kg: '50' } } }),
        rates: { duty: { specific: [kg('2', { currency: 'USD' })] } },
      }),
    ).toMatchObject({ duty: '25.00', fullDuty: '100.00' }));

  test('what they need and is not known is named, and nothing is guessed', () => {
    const stated = { ...repairAbroad, goods: { value: eur('1000') }, rates: { duty: { specific: [kg('2')] } } };
    const { valuation } = routeIn(stated, 'op_paid');
    expect(valuation?.duty).toBeUndefined();
    expect(valuation?.lacks).toEqual(['/goods/quantities', '/goods/valueBeforeExport']);
  });
});
