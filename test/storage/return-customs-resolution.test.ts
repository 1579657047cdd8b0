import { describe, expect, test } from 'vitest';
import type { CustomsFacts } from '../../shared/contracts/customs.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import type { ReturnCustoms } from '../../shared/contracts/return-customs-answer.ts';
import { approveReturn } from '../../shared/contracts/staff.ts';
import { agent, euro, openBorder, type Wish } from './app/border.ts';
import { customer, stored } from './app/returns.ts';

/** What goods go over the border for: as their return is decided, and as an agent approves it. */

const { app, order, read, complete, queue } = await openBorder();

describe('what the goods go over the border for', () => {
  const newest = async (rma: string) =>
    ((await read(rma)).body.decisions as { version: number; facts: CustomsFacts; answer: ReturnCustoms }[]).at(-1);
  const asked = async (wanted: object, wish: Wish = {}) => {
    const description = { what: 'It hums', since: 'Yesterday', tried: 'Another cable' };
    const lines = [{ lineId: '1', quantity: 1, reason: 'defective', condition: 'opened', description, ...wanted }];
    const orderNumber = await order({ country: 'GB', ...wish });
    const { body } = await app.call(createReturn, { who: customer, body: { orderNumber, lines } });
    if (!body.rma) throw new Error(JSON.stringify(body));
    return String(body.rma);
  };
  const approve = (rma: string, body: object) => app.call(approveReturn, { who: agent, params: { rma }, body });

  test.each([
    ['a repair, where nothing was wished for and that is offered', '2026-08-20T09:00:00.000Z', 'repair', 'repair'],
    ['a return, where money is', undefined, 'refund', 'return'],
  ])('is %s', async (_, deliveredAt, resolution, activity) => {
    const wish = { ...(deliveredAt && { deliveredAt }) };
    const rma = await asked({}, wish);
    expect((await stored(app, rma)).portions[0]).toMatchObject({ resolution });
    expect((await newest(rma))?.facts.activity).toBe(activity);
  });

  test('is asked anew when an agent approves something else: the label is held for it, and compliance is told', async () => {
    const rma = await asked({ preference: 'refund' }, { flagged: true });
    expect(await newest(rma)).toMatchObject({
      version: 1,
      facts: { activity: 'return', goods: { value: euro(10_000) } },
    });
    expect((await approve(rma, { resolution: 'repair' })).status).toBe(200);
    const again = await newest(rma);
    expect(again).toMatchObject({
      version: 2,
      facts: {
        activity: 'repair',
        goods: { valueBeforeExport: euro(10_000) },
        dates: { exported: '2026-11-20', firstExported: '2026-11-11' },
        firstExport: { inFreeCirculation: true, repayment: false, proof: true },
      },
      answer: { standing: 'unknown' },
    });
    expect(again?.facts.goods).not.toHaveProperty('value');
    expect(again?.facts).not.toHaveProperty('proofOfExport');
    expect(again?.facts.assumed).toContain('/goods/valueBeforeExport');
    expect(again?.facts.assumed?.filter((one) => one.startsWith('/returned/'))).toEqual([]);
    expect((await stored(app, rma)).portions[0]).toMatchObject({
      resolution: 'repair',
      state: 'awaiting_customs',
      customs: { version: 2, held: true },
    });
    expect(await queue()).toContain(rma);
  });

  test('then what compliance stated of the return is no statement of the repair', async () => {
    const rma = await asked({ preference: 'refund' }, { flagged: true, customs: null });
    await complete(rma, {
      goods: { value: euro(9000), cnCode: '85183000' },
      dates: { exported: '2026-11-12' },
      proofOfExport: true,
    });
    expect((await approve(rma, { resolution: 'repair' })).status).toBe(200);
    const { facts } = (await newest(rma)) ?? {};
    expect(facts).toMatchObject({
      goods: { cnCode: '85183000', valueBeforeExport: euro(9000) },
      dates: { exported: '2026-11-20', firstExported: '2026-11-12' },
      firstExport: { proof: true },
    });
    await complete(rma, {});
    expect((await newest(rma))?.facts.dates).toEqual(facts?.dates);
  });

  test.each<[string, object, object]>([
    ['what was asked for is approved', { preference: 'repair' }, { resolution: 'repair' }],
    ['nothing else is said', { preference: 'repair' }, {}],
    ['money is given in another way', { preference: 'refund' }, { resolution: 'store_credit' }],
  ])('is not asked again where %s', async (_, wanted, approval) => {
    const rma = await asked(wanted, { flagged: true });
    expect((await approve(rma, approval)).status).toBe(200);
    expect((await newest(rma))?.version).toBe(1);
  });

  test('nor where compliance said what happens with them', async () => {
    const rma = await asked({ preference: 'refund' }, { flagged: true });
    await complete(rma, { activity: 'demonstration' });
    expect((await approve(rma, { resolution: 'repair' })).status).toBe(200);
    expect(await newest(rma)).toMatchObject({ version: 2, facts: { activity: 'demonstration' } });
  });
});
