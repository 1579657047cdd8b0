import { describe, expect, test } from 'vitest';
import { majorUnits } from '../../../shared/money/amount.ts';
import { gbp, repairAbroad, routeIn, type Stated, warranty } from './sample-facts.ts';

/** Northern Ireland relieves of duty as the Union does, and charges VAT as the United Kingdom: free work is told apart by each. */

const northern = (guarantee: object, percent = '4'): Stated => ({
  ...repairAbroad,
  origin: 'XI',
  destination: 'CN',
  goods: { value: gbp('6200'), inFreeCirculation: true, capMeasures: false },
  charges: { valueOfRepair: gbp('500') },
  warranty: { ...warranty, ...guarantee },
  rates: { duty: { percent }, importTaxPercent: '20' },
});
const figures = (stated: Stated, id: string) => {
  const { eligibility, valuation, demands } = routeIn(stated, id);
  const text = (name: 'duty' | 'importTax') => valuation?.[name] && majorUnits(valuation[name].amount);
  return { eligibility, duty: text('duty'), tax: text('importTax'), lacks: demands.data };
};

describe('VAT on a free repair in Northern Ireland', () => {
  test.each<[string, object, string | undefined, string[]]>([
    ['the guarantee was in the price', {}, '0.00', []],
    ['it was not', { costInOriginalValue: false }, '100.00', []],
    ['nobody said', { costInOriginalValue: undefined }, undefined, ['/warranty/costInOriginalValue']],
    ['a plan that was bought, and customs accept for duty', { kind: 'purchased_plan', accepted: true }, '100.00', []],
  ])('%s: the duty is relieved all the same', (_, guarantee, tax, lacks) =>
    expect(figures(northern(guarantee), 'op_free')).toEqual({ eligibility: 'eligible', duty: '0.00', tax, lacks }),
  );

  test('where the duty is zero the tax goes by the same conditions', () => {
    expect(figures(northern({}, '0'), 'vat_only').tax).toBe('0.00');
    expect(figures(northern({ costInOriginalValue: false }, '0'), 'vat_only').tax).toBe('100.00');
    expect(figures(northern({ defectConsideredAtRelease: undefined }, '0'), 'vat_only').tax).toBe('0.00');
  });

  test('a defect that was priced in stands against the relief from duty, as in the Union', () =>
    expect(figures(northern({ defectConsideredAtRelease: true }), 'op_free').eligibility).toBe('not_eligible'));
});
