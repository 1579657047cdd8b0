import { putCustomsLane } from '../../../shared/contracts/customs-records.ts';
import { createReturn } from '../../../shared/contracts/intake.ts';
import { completeCustomsFacts, readReturnCustoms } from '../../../shared/contracts/return-customs.ts';
import { readQueue } from '../../../shared/contracts/tracking.ts';
import { putOrder } from '../../../shared/storage/orders.ts';
import { freshTable } from '../../engine/table.ts';
import { createApp } from './app.ts';
import { createMachine } from './machine.ts';
import { customer } from './returns.ts';
import { line, openShop, sold, today } from './shop.ts';

/** A shop in Germany that sells to Switzerland, and the goods that come back; a second one that has nobody of record. */

export const euro = (minor: number) => ({ currency: 'EUR', minor });
/** All that an order system can know of goods that went to Switzerland. */
export const papers = {
  originCountry: 'DE',
  cnCode: '85183000',
  value: euro(20_000),
  exportedOn: '2026-11-11',
  outboundInvoice: { reference: 'INV-4711', mrn: '26DE48510012345678' },
  inFreeCirculation: true,
  capMeasures: false,
  repaymentClaimed: false,
  dutyRate: { percent: '2' },
  importTaxPercent: '19',
};

export interface Wish {
  brand?: string;
  country?: string;
  customs?: object | null;
  /** A person looks at what it asks for. */
  flagged?: boolean;
  deliveredAt?: string;
}

export const unopened = { lineId: '1', quantity: 1, reason: 'customer_remorse', condition: 'unopened' };
export const agent = { role: 'agent' };
export const compliance = (brand = 'lumen') => ({ role: 'compliance', brand });

export async function openBorder() {
  const table = await freshTable();
  const app = await createApp(table, () => today);
  const machine = createMachine(table, () => today);
  let orders = 0;
  for (const brand of ['lumen', 'nobody']) await openShop(table, brand);
  const german = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' };
  const swiss = { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' };
  const put = (lane: string, body: object) =>
    app.call(putCustomsLane, { who: { role: 'compliance' }, params: { brand: 'lumen', lane }, body });
  await put('CH-EU', { exporterOfRecord: swiss, importerOfRecord: german });
  await put('EU-CH', { exporterOfRecord: german, importerOfRecord: swiss });

  async function order({
    brand = 'lumen',
    country = 'CH',
    customs = papers,
    flagged,
    deliveredAt,
  }: Wish = {}): Promise<string> {
    orders += 1;
    const lines = [{ ...line('1', 2, 10_000), ...(customs && { customs }) }];
    const body = sold({ lines, ...(flagged && { customer: { flagged } }) });
    const shipTo = { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', country };
    const fulfilments = body.fulfilments.map((one) => ({ ...one, ...(deliveredAt && { deliveredAt }) }));
    await putOrder(table, brand, `X-${orders}`, { ...body, fulfilments, shipTo } as typeof body);
    return `X-${orders}`;
  }
  const request = async (wish: Wish = {}) => ({ orderNumber: await order(wish), lines: [unopened] });

  const ask = async (wish: Wish = {}): Promise<string> => {
    const who = { ...customer, brand: wish.brand ?? 'lumen' };
    const { status, body } = await app.call(createReturn, { who, body: await request(wish) });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return String(body.rma);
  };
  const read = (rma: string, brand = 'lumen') =>
    app.call(readReturnCustoms, { who: compliance(brand), params: { rma } });
  const complete = (rma: string, facts: object = {}, call: { brand?: string; key?: string } = {}) =>
    app.call(completeCustomsFacts, {
      who: compliance(call.brand),
      params: { rma },
      body: { portion: '1', facts },
      ...(call.key && { key: call.key }),
    });
  const entries = async (brand: string) => {
    const query = { limit: '100' };
    const { body } = await app.call(readQueue, { who: compliance(brand), params: { role: 'compliance' }, query });
    return body.items as { rma: string; customs?: object }[];
  };
  const queue = async (brand = 'lumen') => (await entries(brand)).map(({ rma }) => rma);
  const waits = async (rma: string, brand = 'lumen') => (await entries(brand)).find((one) => one.rma === rma)?.customs;
  return { table, app, machine, order, request, ask, read, complete, queue, waits };
}
