import { describe, expect, test } from 'vitest';
import { determination } from '../../../shared/contracts/customs-answers.ts';
import { tooLarge } from '../../../shared/customs/within-amounts.ts';
import { comesBack, demonstrated, determined, type Stated } from './sample-facts.ts';

describe('figures that are larger than an amount can be are left out, and that is said', () => {
  const most = { currency: 'EUR', minor: 10_000_000_000_000 };
  test.each<[string, Stated]>([
    ['by a duty', { ...comesBack, goods: { value: most }, rates: { duty: { percent: '99999' } } }],
    [
      'by an exchange rate',
      {
        ...comesBack,
        goods: { value: { currency: 'CHF', minor: 10_000_000_000_000 } },
        exchangeRates: [{ from: 'CHF', to: 'EUR', rate: '999999999' }],
      },
    ],
    [
      'by a quantity',
      {
        ...comesBack,
        goods: { value: most, quantities: { kg: '999999999999' } },
        rates: { duty: { specific: [{ amount: '999999999999', currency: 'EUR', unit: 'kg' }] } },
      },
    ],
    [
      'by the security',
      { ...demonstrated, goods: { value: most }, rates: { duty: { percent: '90' }, importTaxPercent: '99' } },
    ],
  ])('%s', (_, stated) => {
    const found = determined(stated);
    expect(determination.safeParse(found).error).toBeUndefined();
    const { routes } = found;
    expect(routes.some(({ valuation }) => valuation?.notes.includes(tooLarge))).toBe(true);
    for (const { valuation } of routes)
      if (valuation?.notes.includes(tooLarge)) expect(valuation).toMatchObject({ relief: 'unknown', lacks: [] });
  });
});
