import { describe, expect, test } from 'vitest';
import { comesBack, determined, rejected, routeIn, type Stated, usd } from './sample-facts.ts';

/** Goods whose duty was repaid when they once left, and that come back; and goods that go back to have it repaid. */

const notToSpecification = (origin: string, claimed: object | undefined): Stated => ({
  ...comesBack,
  origin,
  destination: 'US',
  goods: { value: usd('100'), originCountry: 'CN' },
  work: { advancedInValue: false },
  returned: { notToSpecification: true, samePerson: true },
  dates: { imported: '2020-12-10', exported: '2023-05-02', reimported: '2026-11-02' },
  ...(claimed && { claimed }),
});

describe('American goods that were exported with benefit of drawback do not come back free', () => {
  test.each<[string, object | undefined, string, string[], string]>([
    ['drawback', { repayment: true }, 'not_eligible', ['us_9801_drawback'], 'plain_import'],
    ['none', { repayment: false }, 'eligible', [], 'us_9801_25'],
    ['nobody said', undefined, 'open', [], 'plain_import'],
  ])('9801.00.25: %s', (_, claimed, eligibility, reasons, chosen) => {
    for (const origin of ['CN', 'DE']) {
      const stated = notToSpecification(origin, claimed);
      expect(routeIn(stated, 'us_9801_25')).toMatchObject({ eligibility, reasons });
      expect(determined(stated).chosen.destination).toBe(chosen);
      if (eligibility === 'open') expect(routeIn(stated, 'us_9801_25').demands.data).toContain('/claimed/repayment');
    }
  });
});

describe('a claim is that of the export by which goods left the place they come back to, where its rules know them', () => {
  const claimed = { repayment: true };
  test.each<[string, Stated, 'clear' | 'stopped']>([
    ['to the Union, from where nothing is repaid by rules here', { ...comesBack, claimed }, 'stopped'],
    ['from the United States', { ...comesBack, origin: 'US', claimed }, 'stopped'],
    ['from Great Britain', { ...comesBack, origin: 'GB', claimed }, 'stopped'],
    ['to the United States from China', notToSpecification('CN', claimed), 'stopped'],
    ['and from the Union', notToSpecification('DE', claimed), 'stopped'],
    ['unless it was not claimed', notToSpecification('DE', { repayment: false }), 'clear'],
    ['to a place without rules here it is that of the rejected goods', { ...rejected, claimed }, 'clear'],
  ])('%s', (_, stated, status) =>
    expect(determined(stated).guards.find(({ id }) => id === 'double_relief')?.status).toBe(status),
  );

  test('where it might be of rejected goods too, the finding says how it is read', () => {
    const detail = (stated: Stated) => determined(stated).guards.find(({ id }) => id === 'double_relief')?.detail;
    expect(detail(notToSpecification('DE', claimed))).toContain('once left the place they come back to');
    expect(detail(notToSpecification('CN', claimed))).toBeUndefined();
    expect(detail(notToSpecification('DE', { repayment: false }))).toBeUndefined();
  });
});
