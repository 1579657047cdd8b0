import { describe, expect, test } from 'vitest';
import { chf, comesBack, determined, eur, gbp, repairAbroad, routeIn, usd } from './sample-facts.ts';

describe('foreign amounts', () => {
  const at = (exchangeRates: object[], on = '2026-11-02') =>
    routeIn({ ...repairAbroad, on, charges: { repair: chf('467.25') }, exchangeRates }, 'op_paid').valuation;
  const rate = (publishedOn?: string) => ({
    from: 'EUR',
    to: 'CHF',
    rate: '0.9345',
    ...(publishedOn && { publishedOn }),
  });

  test('lack their rate, and not themselves; nor are they taken for nothing', () => {
    const charges = { repair: chf('467.25'), inwardFreight: chf('30') };
    const { valuation } = routeIn({ ...repairAbroad, goods: {}, charges }, 'op_paid');
    expect(valuation?.lacks).toContain('/exchangeRates');
    expect(valuation?.lacks.filter((one) => one.startsWith('/charges/'))).toEqual([]);
    expect(valuation?.takenAsNothing).not.toContain('/charges/inwardFreight');
  });

  test.each([
    ['a value that is stated', { value: usd('150') }, ['/exchangeRates']],
    ['one that is not', {}, ['/goods/value']],
  ])('%s, in a currency of neither end', (_, goods, lacks) => {
    const { lacks: all } = determined({ ...comesBack, origin: 'US', destination: 'GB', goods, rates: comesBack.rates });
    const named = all.map(({ fact }) => fact).filter((fact) => ['/exchangeRates', '/goods/value'].includes(fact));
    expect(named).toEqual(lacks);
  });

  test('are exchanged at the stated rate, and shown as they were stated', () => {
    const valuation = at([rate('2026-10-21')]);
    expect(valuation?.dutyBase?.exact).toBe('500');
    expect(valuation?.dutyBase?.terms?.[0]).toEqual({
      id: 'repair',
      exact: '500',
      stated: chf('467.25'),
      rate: '1 EUR = 0.9345 CHF',
    });
    expect(valuation?.duty?.formula).toBe('duty = 500 × 4 % = 20');
  });

  test.each([
    ['2026-10-21', '2026-11-02', 0],
    ['2026-10-21', '2026-11-30', 0],
    ['2026-10-21', '2026-12-01', 1],
    ['2026-10-28', '2026-11-02', 1],
    ['2026-12-23', '2027-01-04', 0],
  ])('a rate of %s on %s: %i doubts (second-last Wednesday, for the next month)', (publishedOn, on, doubts) =>
    expect(at([rate(publishedOn)], on)?.notes.filter((note) => note.includes('the rule is'))).toHaveLength(doubts),
  );

  test('a rate without its day is used, and doubted', () =>
    expect(at([rate()])?.notes.join()).toContain('It is not stated when 1 EUR = 0.9345 CHF was published'));
});

describe('a valuation shows its working', () => {
  test('every figure with its formula, its law, and what is not confirmed', () => {
    const { valuation, unconfirmed } = routeIn(repairAbroad, 'op_paid');
    expect(valuation?.dutyBase?.formula).toBe('duty base = repair 500 + inward_freight 40 + inward_insurance 5 = 545');
    expect(valuation?.importTax?.formula).toBe('import tax = 566.8 × 19 % = 107.692');
    expect(valuation?.importTax?.amount).toEqual(eur('107.69'));
    expect(valuation?.duty?.basis).toEqual(['EU/ucc-86-5', 'EU/ucc-86-5-carriage', 'EU/rounding']);
    expect(unconfirmed).toEqual(['EU/da-243', 'EU/months', 'EU/rounding']);
  });

  test('costs that are not stated are taken for nothing, and it says so', () =>
    expect(routeIn({ ...repairAbroad, charges: { repair: eur('500') } }, 'op_paid').valuation?.takenAsNothing).toEqual([
      '/charges/assists',
      '/charges/inwardFreight',
      '/charges/inwardInsurance',
    ]));

  test('a duty that was assessed is taken instead of being computed', () => {
    const { valuation } = routeIn(
      { ...repairAbroad, assessed: { dutyRoute: 'outward_processing', duty: eur('21.79') } },
      'op_paid',
    );
    expect(valuation?.duty?.formula).toBe('duty = as assessed = 21.79');
    expect(valuation?.importTaxBase?.amount).toEqual(eur('566.79'));
  });

  test('VAT of a member state whose rule is not known is not computed', () => {
    const { valuation } = routeIn({ ...repairAbroad, origin: 'IT' }, 'op_paid');
    expect(valuation?.importTax).toBeUndefined();
    expect(valuation?.notes.join()).toContain('Import VAT in IT is not computed');
  });

  test('where it is not known who re-imports, nothing is said of VAT but what is lacking', () => {
    const { valuation } = routeIn({ ...comesBack, returned: { unaltered: true } }, 'returned_goods');
    expect([valuation?.importTax, valuation?.importTaxRelieved]).toEqual([undefined, undefined]);
    expect(valuation?.lacks).toEqual(['/returned/samePerson']);
  });

  test('the value added and the charges disagree: it says so, and takes the charges', () => {
    const goods = { value: gbp('1000'), valueBeforeExport: gbp('300') };
    const { valuation } = routeIn({ ...repairAbroad, origin: 'GB', goods, charges: { repair: gbp('650') } }, 'op_paid');
    expect(valuation?.dutyBase?.amount).toEqual(gbp('650'));
    expect(valuation?.notes.join()).toContain('The value added, 700, differs from the costs, 650');
  });

  test('every answer says who decides', () =>
    expect(determined(repairAbroad).advice).toContain('a licensed customs broker'));
});
