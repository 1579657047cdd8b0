import { describe, expect, test } from 'vitest';
import type { RouteAnswer } from '../../../shared/contracts/customs-answers.ts';
import { majorUnits } from '../../../shared/money/amount.ts';
import { determined, eur, exchanged, gbp, repairAbroad, routeIn, type Stated, usd } from './sample-facts.ts';

/** What the goods are worth as they come back is one value, whatever the route, and never what they were worth before. */

const amount = (figure: { amount: { currency: string; minor: number } } | undefined) =>
  figure && majorUnits(figure.amount);
/** As a request states a repair: what the goods were worth, and not yet what they are. */
const wasWorth = (value: object, more: object = {}): Stated => ({
  ...repairAbroad,
  goods: { inFreeCirculation: true, capMeasures: false, valueBeforeExport: value, ...more },
});
const comesBackToo: Stated = {
  returned: { samePerson: true },
  work: { ...(repairAbroad.work as object), onlyNecessary: true },
  proofOfExport: true,
};

describe('the value of repaired goods that is not stated builds up', () => {
  test('a dear repair of a cheap article: outward processing is the cheaper way', () => {
    const { chosen, routes } = determined(wasWorth(eur('100')));
    expect(chosen.origin).toBe('op_paid');
    const inFull = routes.find(({ id }) => id === 'plain_reimport');
    expect(amount(inFull?.valuation?.dutyBase)).toBe('645.00');
    expect(amount(inFull?.valuation?.duty)).toBe('25.80');
    // 19 % of 645.00 with 25.80 duty, and of 545.00 with 21.80.
    expect(inFull?.pays).toEqual(eur('153.25'));
    expect(inFull?.lost).toBe('Costs 23.76 EUR more.');
  });

  test.each<[string, Stated, string | undefined, string[]]>([
    ['as it is stated', wasWorth(eur('100'), { value: eur('645') }), '25.80', []],
    [
      'with parts that were furnished',
      { ...wasWorth(eur('100')), charges: { repair: eur('500'), assists: eur('20') } },
      '24.80',
      [],
    ],
    [
      'of a free repair, with what it is worth',
      { ...wasWorth(eur('100')), charges: { repair: eur('0'), valueOfRepair: eur('300') } },
      '16.00',
      [],
    ],
    ['without the work, which is not stated', { ...wasWorth(eur('100')), charges: {} }, undefined, ['/charges/repair']],
    [
      'of goods that were not repaired',
      { ...wasWorth(eur('100')), charges: {}, work: { carriedOut: false } },
      '4.00',
      [],
    ],
    ['without what they were worth', { ...wasWorth(eur('100')), goods: {} }, undefined, ['/goods/value']],
    [
      'in the United States without the carriage',
      { ...wasWorth(usd('100')), origin: 'US', charges: { repair: usd('500'), inwardFreight: usd('40') } },
      '24.00',
      [],
    ],
  ])('%s', (_, stated, duty, lacks) => {
    const { valuation } = routeIn(stated, 'plain_reimport');
    expect(amount(valuation?.duty)).toBe(duty);
    expect(valuation?.lacks).toEqual(lacks);
  });

  test.each<[string, Stated]>([
    ['a repair', { ...wasWorth(eur('6200')), destination: 'GB', agreement: { claimed: true }, ...comesBackToo }],
    ['whose value is stated', { ...wasWorth(eur('6200'), { value: eur('6700') }), ...comesBackToo }],
    ['in Great Britain', { ...wasWorth(gbp('620')), origin: 'GB', charges: { repair: gbp('50') } }],
    ['in Northern Ireland', { ...wasWorth(gbp('620')), origin: 'XI', charges: { repair: gbp('50') } }],
  ])('the full duty is one for all routes: %s', (_, stated) => {
    const here = determined(stated).routes.filter(({ at, valuation }) => at === 'origin' && valuation);
    expect(here.length).toBeGreaterThan(2);
    expect(new Set(here.map(({ valuation }) => amount(valuation?.fullDuty))).size).toBe(1);
  });

  test('what is saved by two ways differs by what is paid by them', () => {
    const stated = { ...wasWorth(eur('6200')), destination: 'GB', agreement: { claimed: true } };
    const [freed, charged] = ['tca_repair', 'op_paid'].map((id) => routeIn(stated, id));
    const gap = (field: 'saves' | 'pays') => (freed?.[field]?.minor ?? 0) - (charged?.[field]?.minor ?? 0);
    expect(gap('saves')).toBe(2594);
    expect(gap('pays')).toBe(-2594);
    expect(charged?.lost).toBe('Costs 25.94 EUR more.');
  });
});

describe('what the defective unit was worth says nothing of its replacement', () => {
  const { value: _, ...goods } = exchanged.goods as { value: unknown };
  const unknown: Stated = { ...exchanged, goods: { ...goods, valueBeforeExport: eur('200') } };
  const prior: Stated = { ...unknown, dates: { replacementDeclared: '2026-11-05', defectiveExported: '2026-12-01' } };
  const lacksValue = ({ valuation }: RouteAnswer) => {
    expect(valuation?.fullDuty).toBeUndefined();
    expect(valuation?.lacks).toEqual(['/goods/value']);
  };

  test('in full it owes what is not known, and the exchange for a fee is chosen', () => {
    expect(determined(unknown).chosen.origin).toBe('ses_paid');
    lacksValue(routeIn(unknown, 'plain_reimport'));
  });

  test.each<[string, Stated, string | undefined, string[] | undefined]>([
    ['unknown without its value', prior, undefined, ['/goods/value']],
    ['unknown without value and rate', { ...prior, rates: {} }, undefined, ['/goods/value', '/rates/duty']],
    ['the duty on its value', { ...prior, goods: { ...goods, value: eur('2500') } }, '100.00', undefined],
    [
      'unknown without the rate of a duty that is known to be due',
      { ...prior, goods: { ...goods, value: eur('2500'), antiDumping: true } },
      undefined,
      ['/rates/additional'],
    ],
  ])('the guarantee of a prior import is %s', (_, stated, sum, needs) => {
    const { security } = routeIn(stated, 'ses_prior_paid').demands;
    expect(security?.amount && majorUnits(security.amount)).toBe(sum);
    expect(security?.needs).toEqual(needs);
  });
});
