import { beforeAll, describe, expect, test } from 'vitest';
import type { CustomsFacts } from '../../shared/contracts/customs.ts';
import {
  getCustomsAuthorisation,
  putCustomsAuthorisation,
  putCustomsLane,
} from '../../shared/contracts/customs-records.ts';
import { cancelReturn, createReturn } from '../../shared/contracts/intake.ts';
import type { ReturnCustoms } from '../../shared/contracts/return-customs-answer.ts';
import { rejectReturn } from '../../shared/contracts/staff.ts';
import { agent, compliance, openBorder, unopened, type Wish } from './app/border.ts';
import { customer } from './app/returns.ts';

/** Authorisations that returns go by, and how their uses are counted. */

const { app, order, read, complete } = await openBorder();

describe('an authorisation that goods go by', () => {
  const authorisation = 'repairs';
  const gb = { name: 'Muster Ltd', country: 'GB', kind: 'eori', number: 'GB123456789000' };
  const keep = (allowedUses?: number) =>
    app.call(putCustomsAuthorisation, {
      who: compliance(),
      params: { brand: 'lumen', authorisation },
      body: {
        number: 'GB-OPR-1',
        holder: gb,
        kind: 'full',
        jurisdiction: 'GB',
        procedures: ['outward_processing'],
        from: '2026-01-01',
        until: '2026-12-31',
        reimportMonths: 6,
        ...(allowedUses && { allowedUses }),
      },
    });
  const used = async () => {
    const params = { brand: 'lumen', authorisation };
    const { body } = await app.call(getCustomsAuthorisation, { who: compliance(), params });
    return body.used;
  };
  const known = {
    goods: { commercial: true, antiDumping: false, value: { currency: 'GBP', minor: 9000 }, serials: ['S-1'] },
    identity: { matched: true },
    work: { repairable: true, improvesPerformance: false, commerciallyDifferent: false },
    dates: { reimported: '2026-12-20' },
    claimed: { repayment: false },
    exchangeRates: [{ from: 'EUR', to: 'GBP', rate: '0.85' }],
  };
  const repair = async (wish: Wish = {}) => {
    const orderNumber = await order({ country: 'GB', ...wish });
    const lines = [{ ...unopened, preference: 'repair' }];
    const { body } = await app.call(createReturn, { who: customer, body: { orderNumber, lines } });
    return String(body.rma);
  };
  const newest = async (rma: string) => {
    const { body } = await read(rma);
    return (body.decisions as { facts: CustomsFacts; answer: ReturnCustoms; authorisation?: string }[]).at(-1);
  };

  beforeAll(async () => {
    const lane = { exporterOfRecord: gb, importerOfRecord: { ...gb, country: 'DE', number: 'DE1234567890123' } };
    await app.call(putCustomsLane, { who: compliance(), params: { brand: 'lumen', lane: 'GB-EU' }, body: lane });
    await keep();
  });

  test('is counted once, whatever is decided again; its period runs from the export that is planned', async () => {
    const rma = await repair();
    await complete(rma, known);
    expect(await newest(rma)).toMatchObject({
      authorisation,
      facts: { dates: { exported: '2026-11-20' }, authorisation: { number: 'GB-OPR-1', periodEnd: '2027-05-20' } },
      answer: { standing: 'known', route: 'outward_processing' },
    });
    expect(await used()).toBe(1);
  });

  test.each<[string, (rma: string) => Promise<{ status: number }>]>([
    ['its customer cancels', (rma) => app.call(cancelReturn, { who: customer, params: { rma }, body: {} })],
    [
      'an agent cancels',
      (rma) => app.call(cancelReturn, { who: agent, params: { rma }, body: { reason: 'It was asked for twice.' } }),
    ],
  ])('gives its use back when %s', async (_, end) => {
    const rma = await repair();
    const before = await used();
    await complete(rma, known);
    expect(await used()).toBe(Number(before) + 1);
    expect(await end(rma)).toMatchObject({ status: 200 });
    expect(await used()).toBe(before);
    expect((await newest(rma))?.authorisation).toBe(authorisation);
  });

  test('covers no more returns than it allows; what it covers already may be decided anew', async () => {
    const first = await repair({ flagged: true });
    const second = await repair();
    await keep(Number(await used()) + 1);
    for (const facts of [known, {}]) {
      await complete(first, facts);
      expect(await newest(first)).toMatchObject({ authorisation, answer: { standing: 'known' } });
    }
    await complete(second, known);
    expect(await newest(second)).toMatchObject({ answer: { standing: 'unknown' } });
    expect(await newest(second)).not.toHaveProperty('authorisation');
    const message = 'These goods were bought elsewhere.';
    await app.call(rejectReturn, { who: agent, params: { rma: first }, body: { message } });
    await complete(second);
    expect(await newest(second)).toMatchObject({ authorisation, answer: { standing: 'known' } });
  });
});
