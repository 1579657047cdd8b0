import { describe, expect, test } from 'vitest';
import { majorUnits } from '../../../shared/money/amount.ts';
import { comesBack, eur, gbp, repairAbroad, routeIn, type Stated, usd } from './sample-facts.ts';

const onTrial = (origin: string, destination: string, more: Stated): Stated => ({
  on: '2026-11-02',
  origin,
  destination,
  activity: 'demonstration',
  ...more,
});
const exchange = (more: Stated): Stated => ({ ...repairAbroad, activity: 'exchange', ...more });
const first = (stated: Stated, id: string) => {
  const [deadline] = routeIn(stated, id).deadlines;
  return { day: deadline?.day, status: deadline?.status };
};

describe('deadlines', () => {
  test.each<[string, Stated, string, string | undefined, string | undefined]>([
    [
      'two months of prior import',
      exchange({ dates: { replacementDeclared: '2026-11-02' } }),
      'ses_prior_paid',
      '2027-01-02',
      'open',
    ],
    [
      'two months that end with February',
      exchange({ dates: { replacementDeclared: '2026-12-31' } }),
      'ses_prior_paid',
      '2027-02-28',
      'open',
    ],
    [
      'two months that end with a leap day',
      exchange({ on: '2027-12-31', dates: { replacementDeclared: '2027-12-31' } }),
      'ses_prior_paid',
      '2028-02-29',
      'open',
    ],
    [
      'the last day of prior import keeps it',
      exchange({ dates: { replacementDeclared: '2026-03-12', defectiveExported: '2026-05-12' } }),
      'ses_prior_paid',
      '2026-05-12',
      'kept',
    ],
    [
      'the day after misses it',
      exchange({ dates: { replacementDeclared: '2026-03-12', defectiveExported: '2026-05-13' } }),
      'ses_prior_paid',
      '2026-05-12',
      'missed',
    ],
    [
      'on the Monday after a Saturday nobody can tell without the holidays',
      exchange({ dates: { replacementDeclared: '2026-08-31', defectiveExported: '2026-11-02' } }),
      'ses_prior_paid',
      '2026-10-31',
      'unknown',
    ],
    [
      'an extension holds instead',
      exchange({
        dates: { replacementDeclared: '2026-03-12', defectiveExported: '2026-06-01' },
        priorImport: { extendedUntil: '2026-06-12' },
      }),
      'ses_prior_paid',
      '2026-06-12',
      'kept',
    ],
    [
      'no event yet, and the day is past: nothing is known',
      exchange({ dates: { replacementDeclared: '2026-03-12' } }),
      'ses_prior_paid',
      '2026-05-12',
      'unknown',
    ],
    ['no start, no day', exchange({ dates: {} }), 'ses_prior_paid', undefined, 'unknown'],
    ['the period of the authorisation', repairAbroad, 'op_paid', '2027-03-31', 'open'],
    [
      'six months of IM/EX',
      { ...repairAbroad, dates: { replacementDeclared: '2026-08-31' } },
      'op_prior_import',
      '2027-02-28',
      'open',
    ],
    ['three years of returned goods', comesBack, 'returned_goods', '2027-05-02', 'kept'],
    [
      'three years from a leap day',
      { ...comesBack, dates: { exported: '2024-02-29' } },
      'returned_goods',
      '2027-02-28',
      'open',
    ],
    [
      'twelve months of agricultural goods',
      { ...comesBack, goods: { capMeasures: true }, dates: { exported: '2026-01-31' } },
      'returned_goods',
      '2027-01-31',
      'open',
    ],
    [
      '24 months of temporary admission',
      onTrial('US', 'DE', { dates: { placed: '2026-11-02' } }),
      'temporary_admission',
      '2028-11-02',
      'open',
    ],
    [
      'six months before a purchase',
      onTrial('US', 'DE', {
        dates: { placed: '2026-08-31' },
        temporaryAdmission: { purpose: 'inspection_to_purchase' },
      }),
      'temporary_admission_total',
      '2027-02-28',
      'open',
    ],
    [
      '24 months of a British demonstration',
      onTrial('US', 'GB', { dates: { placed: '2026-11-02' }, temporaryAdmission: { purpose: 'demonstration' } }),
      'temporary_admission_total',
      '2028-11-02',
      'open',
    ],
    [
      'six months of a Northern Irish one',
      onTrial('US', 'XI', { dates: { placed: '2026-11-02' }, temporaryAdmission: { purpose: 'demonstration' } }),
      'temporary_admission_total',
      '2027-05-02',
      'open',
    ],
    [
      'six months before a British purchase',
      onTrial('US', 'GB', {
        dates: { placed: '2026-11-02' },
        temporaryAdmission: { purpose: 'inspection_to_purchase' },
      }),
      'temporary_admission_total',
      '2027-05-02',
      'open',
    ],
    [
      'a year under bond',
      onTrial('DE', 'US', { dates: { placed: '2028-02-29' }, on: '2028-02-29' }),
      'temporary_import_bond',
      '2029-02-28',
      'open',
    ],
    [
      'a year of a carnet',
      onTrial('US', 'DE', { dates: { placed: '2026-11-02' } }),
      'ata_carnet',
      '2027-11-02',
      'open',
    ],
    [
      'a year for repayment, from the notification of the debt',
      { ...comesBack, origin: 'DE', destination: 'CN', dates: { debtNotified: '2025-10-30', applied: '2026-10-30' } },
      'rejected_goods',
      '2026-10-30',
      'kept',
    ],
    [
      'a year for retail returns, from the designated import',
      onTrial('US', 'CN', {
        activity: 'return',
        rejected: { retail: true },
        dates: { imported: '2025-03-01', exported: '2026-03-02' },
      }),
      'drawback_retail',
      '2026-03-01',
      'missed',
    ],
  ])('%s', (_, stated, id, day, status) => expect(first(stated, id)).toEqual({ day, status }));

  test('say how far they can be extended, and what is at stake', () => {
    const [bond] = routeIn(
      onTrial('DE', 'US', { goods: { value: usd('1000') }, rates: { duty: { percent: '5' } } }),
      'temporary_import_bond',
    ).deadlines;
    expect(bond).toMatchObject({
      months: 12,
      longestMonths: 36,
      extension: 'Two extensions of a year each',
      dutyAtStake: usd('50.00'),
    });
    const [stay] = routeIn(onTrial('US', 'DE', {}), 'temporary_admission').deadlines;
    expect(stay).toMatchObject({ months: 24, longestMonths: 120, needs: ['/dates/placed', '/dates/discharged'] });
  });

  test('a day that may move past a weekend is told beside the one that is safe', () =>
    expect(
      routeIn(exchange({ dates: { replacementDeclared: '2026-08-31' } }), 'ses_prior_paid').deadlines[0],
    ).toMatchObject({
      day: '2026-10-31',
      nextWorkingDay: '2026-11-02',
    }));
});

describe('securities', () => {
  const security = (stated: Stated, id: string) => {
    const found = routeIn(stated, id).demands.security;
    return {
      amount: found?.amount && majorUnits(found.amount),
      state: found?.state,
      topUp: found?.topUp && majorUnits(found.topUp),
    };
  };
  const held = (dates: object) =>
    exchange({ dates, goods: { value: eur('2500') }, rates: { duty: { percent: '3.7' } } });

  test.each<[string, Stated, string, object]>([
    [
      'the duty, until the defective unit leaves',
      held({ replacementDeclared: '2026-11-02' }),
      'ses_prior_paid',
      { amount: '92.50', state: 'due' },
    ],
    [
      'free again once it left in time',
      held({ replacementDeclared: '2026-03-12', defectiveExported: '2026-05-05' }),
      'ses_prior_paid',
      { amount: '92.50', state: 'release' },
    ],
    [
      'forfeit once it is late',
      held({ replacementDeclared: '2026-03-12', defectiveExported: '2026-05-13' }),
      'ses_prior_paid',
      { amount: '92.50', state: 'forfeit' },
    ],
    [
      'in Great Britain duty and VAT',
      exchange({
        origin: 'GB',
        charges: {},
        goods: { value: gbp('2500') },
        rates: { duty: { percent: '4' }, importTaxPercent: '20' },
      }),
      'ses_prior_paid',
      { amount: '620.00', state: 'due' },
    ],
    [
      'in Northern Ireland too',
      exchange({
        origin: 'XI',
        charges: {},
        goods: { value: gbp('2500') },
        rates: { duty: { percent: '4' }, importTaxPercent: '20' },
      }),
      'ses_prior_paid',
      { amount: '620.00' },
    ],
    [
      'the full duty of temporary admission',
      onTrial('US', 'DE', { goods: { value: eur('50000') }, rates: { duty: { percent: '4' } } }),
      'temporary_admission',
      { amount: '2000.00' },
    ],
    ['without a value there is none to tell', exchange({ goods: {} }), 'ses_prior_paid', { amount: undefined }],
  ])('%s', (_, stated, id, expected) => expect(security(stated, id)).toMatchObject(expected));

  const bond = (temporaryAdmission: object, more: Stated = {}) =>
    security(
      onTrial('DE', 'US', { assessed: { fullDuty: usd('1000.00'), fees: usd('138.56') }, temporaryAdmission, ...more }),
      'temporary_import_bond',
    );
  test.each<[string, object, Stated, object]>([
    ['twice duties and fees', { subheading: '9813.00.30' }, {}, { amount: '2277.12' }],
    ['samples: 110 %', { subheading: '9813.00.20' }, {}, { amount: '1252.42' }],
    ['professional goods: 110 %', { subheading: '9813.00.50' }, {}, { amount: '1252.42' }],
    [
      'restricted: three times the value where that is more',
      { restricted: true },
      { goods: { value: usd('5000') } },
      { amount: '15000.00' },
    ],
    [
      'restricted: twice the duties where that is more',
      { restricted: true, subheading: '9813.00.20' },
      { goods: { value: usd('500') } },
      { amount: '2277.12' },
    ],
    ['restricted without a value: not told', { restricted: true }, {}, { amount: undefined }],
    [
      'what a bond that is held does not cover',
      { bondHeld: usd('1000.00') },
      {},
      { amount: '2277.12', topUp: '1277.12' },
    ],
    ['a bond that covers it needs no more', { bondHeld: usd('5000.00') }, {}, { topUp: '0.00' }],
  ])('a bond: %s', (_, admission, more, expected) => expect(bond(admission, more)).toMatchObject(expected));
});
