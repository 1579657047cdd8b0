import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, test } from 'vitest';
import type { CustomsFacts } from '../../shared/contracts/customs.ts';
import {
  getCustomsAuthorisation,
  putCustomsAuthorisation,
  putCustomsLane,
} from '../../shared/contracts/customs-records.ts';
import { makeDossier } from '../../shared/contracts/dossier.ts';
import { cancelReturn, createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { completeCustomsFacts, readReturnCustoms } from '../../shared/contracts/return-customs.ts';
import type { ReturnCustoms } from '../../shared/contracts/return-customs-answer.ts';
import { approveReturn, rejectReturn } from '../../shared/contracts/staff.ts';
import { readActivity, readQueue } from '../../shared/contracts/tracking.ts';
import { putOrder } from '../../shared/storage/orders.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { customer, stored } from './app/returns.ts';
import { line, openShop, sold, today } from './app/shop.ts';

/** A return whose goods cross a customs border, from its preview to its label, against the engine's table. */

let table: Table;
let app: App;
let machine: Machine;
let orders = 0;

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => today);
  machine = createMachine(table, () => today);
  for (const brand of ['lumen', 'nobody']) await openShop(table, brand);
  const german = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' };
  const swiss = { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' };
  const put = (lane: string, body: object) =>
    app.call(putCustomsLane, { who: { role: 'compliance' }, params: { brand: 'lumen', lane }, body });
  await put('CH-EU', { exporterOfRecord: swiss, importerOfRecord: german });
  await put('EU-CH', { exporterOfRecord: german, importerOfRecord: swiss });
});

const euro = (minor: number) => ({ currency: 'EUR', minor });
/** All that an order system can know of goods that went to Switzerland. */
const papers = {
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

interface Wish {
  brand?: string;
  country?: string;
  customs?: object | null;
  /** A person looks at what it asks for. */
  flagged?: boolean;
  deliveredAt?: string;
}

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
const unopened = { lineId: '1', quantity: 1, reason: 'customer_remorse', condition: 'unopened' };
const request = async (wish: Wish = {}) => ({ orderNumber: await order(wish), lines: [unopened] });
const agent = { role: 'agent' };
const compliance = (brand = 'lumen') => ({ role: 'compliance', brand });

const ask = async (wish: Wish = {}): Promise<string> => {
  const who = { ...customer, brand: wish.brand ?? 'lumen' };
  const { status, body } = await app.call(createReturn, { who, body: await request(wish) });
  if (status !== 201) throw new Error(JSON.stringify(body));
  return String(body.rma);
};
const read = (rma: string, brand = 'lumen') => app.call(readReturnCustoms, { who: compliance(brand), params: { rma } });
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

describe('the way over the border comes before the label', () => {
  test('a preview shows the route, what it saves, who is of record and the law', async () => {
    const { body } = await app.call(previewReturn, { who: agent, body: await request() });
    expect(body).toMatchObject({
      outcome: 'approve',
      lines: [
        {
          customs: {
            standing: 'known',
            lane: 'CH-EU',
            route: 'returned_goods_relief',
            saves: { currency: 'EUR' },
            importerOfRecord: { number: 'DE1234567890123' },
            packs: [{ jurisdiction: 'EU' }],
            guards: [],
            lacks: [],
          },
        },
      ],
    });
    const [first] = body.lines as { customs: { basis: { citation: string }[] } }[];
    expect(first?.customs.basis.map(({ citation }) => citation).join()).toContain('Art. 203');
  });

  test('a customer sees the way, and not the file', async () => {
    const { body } = await app.call(previewReturn, { who: customer, body: await request() });
    const [first] = body.lines as { customs: object }[];
    expect(Object.keys(first?.customs ?? {}).toSorted()).toEqual([
      'advice',
      'lane',
      'route',
      'saves',
      'standing',
      'title',
    ]);
  });

  test('within the union nothing is asked', async () => {
    const { body } = await app.call(previewReturn, { who: agent, body: await request({ country: 'AT' }) });
    expect(body).toMatchObject({ outcome: 'approve' });
    expect((body.lines as object[])[0]).not.toHaveProperty('customs');
  });

  test('a known way goes on to its label, which carries the outbound papers', async () => {
    const rma = await ask();
    const current = await stored(app, rma);
    expect(current.portions[0]).toMatchObject({
      state: 'authorized',
      customs: { held: false, invoice: 'INV-4711', mrn: '26DE48510012345678' },
    });
    await machine.finish('lumen', rma);
    expect((await stored(app, rma)).portions[0]?.state).toBe('awaiting_shipment');
    expect(await complete(rma)).toMatchObject({ status: 409 });
  });
});

describe('a lane without an importer of record', () => {
  test('stops the return before its label, in the queue of compliance, with the reason; and goes on once there is one', async () => {
    const rma = await ask({ brand: 'nobody' });
    expect((await stored(app, rma, 'nobody')).portions[0]?.state).toBe('awaiting_customs');
    expect(await queue('nobody')).toEqual([rma]);
    expect(await waits(rma, 'nobody')).toEqual({
      lane: 'CH-EU',
      why: 'stopped',
      about: ['no_exporter_of_record', 'no_importer_of_record'],
    });
    const { body } = await read(rma, 'nobody');
    expect(body.decisions).toMatchObject([
      {
        version: 1,
        answer: {
          standing: 'unknown',
          guards: [{ reason: 'no_exporter_of_record' }, { reason: 'no_importer_of_record' }],
          stopped: expect.stringContaining('importer of record'),
        },
        replayed: { same: true },
      },
    ]);
    expect(await complete(rma, {}, { brand: 'nobody' })).toMatchObject({
      status: 200,
      body: { version: 2, portions: [{ state: 'awaiting_customs' }] },
    });
    const party = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' };
    const parties = { exporterOfRecord: party, importerOfRecord: party };
    for (const lane of ['CH-EU', 'EU-CH'])
      await app.call(putCustomsLane, { who: compliance('nobody'), params: { brand: 'nobody', lane }, body: parties });
    expect(await complete(rma, { returned: { samePerson: true } }, { brand: 'nobody' })).toMatchObject({
      body: { portions: [{ state: 'authorized' }] },
    });
    expect(await queue('nobody')).toEqual([]);
  });
});

describe('what is not known', () => {
  test('waits for compliance, who complete the facts once; every decision stays and can be made again', async () => {
    const rma = await ask({ customs: null });
    expect((await stored(app, rma)).portions[0]).toMatchObject({ state: 'awaiting_customs', customs: { held: true } });
    const before = await read(rma);
    const [first] = before.body.decisions as { answer: { lacks: string[] } }[];
    expect(first?.answer.lacks).toEqual(expect.arrayContaining(['/dates/exported', '/goods/inFreeCirculation']));
    const facts = {
      goods: { inFreeCirculation: true, capMeasures: false },
      dates: { exported: '2026-11-11' },
      proofOfExport: true,
    };
    const key = 'once';
    const answers = await Promise.all([complete(rma, facts, { key }), complete(rma, facts, { key })]);
    for (const { status, body } of answers) {
      expect(status).toBe(200);
      expect(body).toMatchObject({ version: 2, portions: [{ state: 'authorized' }] });
    }
    const { body } = await read(rma);
    expect(body.decisions).toMatchObject([
      { version: 1, answer: { standing: 'unknown' }, replayed: { same: true } },
      {
        version: 2,
        decidedBy: { role: 'compliance' },
        answer: { standing: 'known', route: 'returned_goods_relief' },
        replayed: { same: true },
        determination: { crossesBorder: true, chosen: { destination: 'returned_goods' } },
      },
    ]);
    const log = await app.call(readActivity, { who: compliance(), params: { rma } });
    expect(log.body).toMatchObject({ whole: true });
    await machine.finish('lumen', rma);
    expect((await stored(app, rma)).portions[0]?.state).toBe('awaiting_shipment');
  });

  test('stands in the queue of compliance with what is lacking, as it is by now', async () => {
    const rma = await ask({ customs: null });
    const lacking = async () => (await waits(rma)) as { why: string; about: string[] } | undefined;
    const before = await lacking();
    expect(before).toMatchObject({ lane: 'CH-EU', why: 'lacks', about: expect.arrayContaining(['/dates/exported']) });
    await complete(rma, { dates: { exported: '2026-11-11' } });
    const then = await lacking();
    expect(then?.about).not.toContain('/dates/exported');
    expect(then?.about.length).toBeGreaterThan(0);
    await complete(rma, { goods: { inFreeCirculation: true, capMeasures: false }, proofOfExport: true });
    expect(await lacking()).toBeUndefined();
    expect((await stored(app, rma)).portions[0]?.customs).not.toHaveProperty('waits');
  });

  test('is never waved through by an agent', async () => {
    const rma = await ask({ customs: null });
    const answer = await app.call(approveReturn, { who: agent, params: { rma }, body: {} });
    expect(answer.status).toBe(409);
    expect((await stored(app, rma)).shipments).toEqual([]);
  });

  test.each<[string, object, string, string]>([
    ['no day', { dates: { exported: '2026-02-30' } }, '/facts/dates/exported', 'not_a_day'],
    [
      'dates in the wrong order',
      { dates: { firstExported: '2026-11-02', exported: '2026-11-01' } },
      '/facts/dates/exported',
      'dates_out_of_order',
    ],
    [
      'an export after today',
      { dates: { exported: '2026-12-01', reimported: '2026-12-02' } },
      '/facts/dates/exported',
      'exported_after_the_day',
    ],
    ['a destination', { destination: 'US' }, '/facts/destination', 'unknown_field'],
    [
      'a currency without a rate',
      { charges: { repair: { currency: 'CHF', minor: 1 } }, goods: { value: euro(1) } },
      '/facts/charges/repair/currency',
      'rate_missing',
    ],
  ])('%s cannot be completed', async (_, facts, pointer, code) => {
    const rma = await ask({ customs: null });
    expect(await complete(rma, facts)).toMatchObject({ status: 400, body: { errors: [{ pointer, code }] } });
  });

  test('facts that were kept and contradict each other are shown with what is wrong, and can be put right', async () => {
    const rma = await ask({ customs: null });
    const asTheyWereKept = {
      Key: { pk: partitions.return('lumen', rma), sk: sortKeys.customsDecision('1', 1) },
      UpdateExpression: 'SET facts.dates = :dates, stated = :stated',
      ExpressionAttributeValues: {
        ':dates': { exported: '2031-01-01', reimported: '2026-11-20' },
        ':stated': { dates: { imported: '2031-02-01', exported: '2031-01-01' } },
      },
    };
    await table.documents.send(new UpdateCommand({ TableName: table.name, ...asTheyWereKept }));
    expect(await read(rma)).toMatchObject({
      status: 200,
      body: {
        decisions: [
          {
            errors: [
              {
                pointer: '/facts/dates/reimported',
                code: 'dates_out_of_order',
                detail: expect.stringContaining('before `exported`'),
              },
            ],
          },
        ],
      },
    });
    expect((await app.call(makeDossier, { who: compliance(), params: { rma } })).status).toBe(200);
    expect(await complete(rma)).toMatchObject({
      status: 400,
      body: { errors: expect.arrayContaining([expect.objectContaining({ pointer: '/facts/dates/exported' })]) },
    });
    expect(await complete(rma, { dates: { exported: '2026-11-11', imported: '2026-01-02' } })).toMatchObject({
      status: 200,
    });
    const { body } = await read(rma);
    expect((body.decisions as object[]).at(-1)).not.toHaveProperty('errors');
  });

  test('a day of export that is yet to come says nothing: the period is not taken to be kept', async () => {
    const rma = await ask({ customs: { ...papers, exportedOn: '2027-05-01' } });
    expect((await stored(app, rma)).portions[0]).toMatchObject({ state: 'awaiting_customs' });
    expect(await read(rma)).toMatchObject({
      status: 200,
      body: {
        decisions: [{ facts: { dates: { reimported: '2026-11-20' } }, answer: { lacks: expect.any(Array) } }],
      },
    });
    expect(await newestOf(rma)).toMatchObject({ lacks: expect.arrayContaining(['/dates/exported']) });
  });

  const askForRepair = async () => {
    const lines = [{ ...unopened, preference: 'repair' }];
    const { body } = await app.call(createReturn, { who: customer, body: { orderNumber: await order(), lines } });
    return String(body.rma);
  };
  const newestOf = async (rma: string) =>
    ((await read(rma)).body.decisions as { answer: ReturnCustoms }[]).at(-1)?.answer;

  test('a repair that nothing relieves is imported in full, and goes on: its cost, as far as it is known, is told', async () => {
    const rma = await askForRepair();
    const rates = { duty: { percent: '2' }, importTaxPercent: '19' };
    const { body } = await complete(rma, {
      firstExport: { unaltered: false, onlyNecessary: false },
      importForWork: { rates, inwardProcessing: false },
    });
    expect(body).toMatchObject({ portions: [{ state: 'authorized' }] });
    expect(await newestOf(rma)).toMatchObject({
      standing: 'known',
      route: 'plain_import',
      costs: { duty: euro(200), importTax: euro(1938), lacks: [] },
      otherImport: { territory: 'CH', standing: 'not_covered' },
    });
    expect((await read(rma)).body.decisions).toMatchObject([
      { replayed: { same: true } },
      { replayed: { same: true } },
    ]);
  });

  test('and by no rules here: compliance states the way and who cleared it, and that is kept', async () => {
    const cleared = { route: 'Swiss import at full duty', clearedBy: 'Sample Brokers, file 1', reason: 'Repaired' };
    const clear = (rma: string, facts: object) =>
      app.call(completeCustomsFacts, { who: compliance(), params: { rma }, body: { portion: '1', facts, cleared } });
    const rma = await askForRepair();
    const lacks = ['/firstExport/onlyNecessary', '/firstExport/unaltered'];
    expect(await newestOf(rma)).toMatchObject({ standing: 'unknown', lacks });
    expect((await clear(rma, {})).body).toMatchObject({ portions: [{ state: 'authorized' }] });
    expect(await newestOf(rma)).toMatchObject({ standing: 'known', cleared });

    const decidedHere = await ask({ customs: null });
    expect(await clear(decidedHere, {})).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/cleared', code: 'rules_decide_here' }] },
    });
  });

  test('is seen by nobody who need not, nor of another brand', async () => {
    const rma = await ask();
    for (const role of ['customer', 'warehouse', 'finance', 'integration'])
      expect((await app.call(readReturnCustoms, { who: { role, id: 'C-1' }, params: { rma } })).status).toBe(403);
    expect((await read(rma, 'nobody')).status).toBe(404);
  });
});

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
