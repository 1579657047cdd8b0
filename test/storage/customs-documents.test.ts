import { createHash } from 'node:crypto';
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, test } from 'vitest';
import { type CustomsDocument, customsDocument } from '../../shared/contracts/customs-documents.ts';
import { putCustomsLane } from '../../shared/contracts/customs-records.ts';
import { type DossierIndex, listDocuments, makeDossier } from '../../shared/contracts/dossier.ts';
import { createReturn } from '../../shared/contracts/intake.ts';
import type { KeptPaper } from '../../shared/contracts/kept-documents.ts';
import { completeCustomsFacts } from '../../shared/contracts/return-customs.ts';
import { approveReturn } from '../../shared/contracts/staff.ts';
import { trackReturn } from '../../shared/contracts/tracking.ts';
import { loadKeptPapers } from '../../shared/storage/kept-papers.ts';
import { putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { callOutside, type Fault, faults, inProcess, quickRetries, withFaults } from '../faults/table-faults.ts';
import { filesInMemory } from '../fixtures/files-in-memory.ts';
import { type App, createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { createMachine, type Machine } from './app/machine.ts';
import { customer, stored } from './app/returns.ts';
import { line, openShop, sold, today } from './app/shop.ts';

/** The papers of a return whose goods cross a customs border, made by the machine against the engine's table. */

let table: Table;
let app: App;
let machine: Machine;
const bucket = filesInMemory();
let orders = 0;

beforeAll(async () => {
  table = withFaults(withCounting(await freshTable({ retryStrategy: quickRetries })));
  app = await createApp(table, () => today, bucket.files);
  await openShop(table);
  const german = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' };
  const swiss = { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' };
  const broker = { name: 'Beispiel Zollagentur', powerOfAttorney: { from: '2026-01-01', until: '2027-12-31' } };
  for (const [lane, body] of [
    [
      'CH-EU',
      {
        exporterOfRecord: swiss,
        importerOfRecord: german,
        broker,
        deliveryTerms: { code: 'DAP', place: 'Musterstadt' },
      },
    ],
    ['EU-CH', { exporterOfRecord: german, importerOfRecord: swiss }],
  ] as const)
    await app.call(putCustomsLane, { who: compliance, params: { brand: 'lumen', lane }, body });
  const unreached = () => Object.assign(new Error('The storage did not answer'), { name: 'StorageUnreached' });
  machine = createMachine(table, () => today, {
    files: {
      putOnce: (...file) => callOutside(() => bucket.files.putOnce(...file), { unreached, lost: unreached }),
    },
  });
});

const compliance = { role: 'compliance' };
const papers = {
  description: 'Loudspeaker, active',
  originCountry: 'DE',
  cnCode: '85183000',
  value: { currency: 'EUR', minor: 20_000 },
  exportedOn: '2026-11-11',
  outboundInvoice: { reference: 'INV-4711', mrn: '26DE48510012345678' },
  inFreeCirculation: true,
  capMeasures: false,
  repaymentClaimed: false,
  dutyRate: { percent: '2' },
  importTaxPercent: '19',
};

async function ask({ flagged = false, country = 'CH' } = {}): Promise<string> {
  orders += 1;
  const orderNumber = `D-${orders}`;
  const goods = { ...line('1', 2, 10_000, [`S-${orders}A`, `S-${orders}B`]), customs: papers };
  const body = sold({ lines: [goods], ...(flagged && { customer: { flagged } }) });
  const shipTo = { name: 'Łucja Świątek', line1: 'Beispielweg 4', city: 'Musterstadt', country };
  await putOrder(table, 'lumen', orderNumber, { ...body, shipTo } as typeof body);
  const asked = { lineId: '1', quantity: 2, reason: 'customer_remorse', condition: 'unopened', serials: goods.serials };
  const answer = await app.call(createReturn, { who: customer, body: { orderNumber, lines: [asked] } });
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body));
  return String(answer.body.rma);
}

const kept = (rma: string) => loadKeptPapers(table, 'lumen', rma);
const versions = async (rma: string) => (await kept(rma)).map(({ kind, version }) => `${version} ${kind}`);
function read({ data }: KeptPaper): CustomsDocument {
  const bytes = bucket.stored.get(data.key);
  return customsDocument.parse(JSON.parse(new TextDecoder().decode(bytes)));
}
const paperOf = async (rma: string, kind: string, version: number) => {
  const found = (await kept(rma)).find((one) => one.kind === kind && one.version === version);
  if (!found) throw new Error(`There is no ${kind} of version ${version}`);
  return read(found);
};
const set = (version: number) =>
  ['pro_forma_invoice', 'packing_list', 'shippers_letter', 'broker_data_set', 'certificates'].map(
    (kind) => `${version} ${kind}`,
  );

describe('once the way is known and the parcel has its label', () => {
  test('the papers are made by the machine: as data and PDF, named by their hash', async () => {
    const rma = await ask();
    expect(await kept(rma)).toEqual([]);
    await machine.finish('lumen', rma);
    expect(await versions(rma)).toEqual(set(1));
    for (const { data, pdf } of await kept(rma))
      for (const { key, sha256, bytes } of [data, pdf]) {
        expect(key).toMatch(new RegExp(`^documents/lumen/${rma}/${sha256}\\.(json|pdf)$`));
        const file = bucket.stored.get(key) ?? new Uint8Array();
        expect(createHash('sha256').update(file).digest('hex')).toBe(sha256);
        expect(file.length).toBe(bytes);
      }
  });

  test('they say what order, customs decision and records say, and name what nobody told', async () => {
    const rma = await ask();
    await machine.finish('lumen', rma);
    const { trackingNumber } = (await stored(app, rma)).shipments[0] ?? {};
    expect(await paperOf(rma, 'pro_forma_invoice', 1)).toMatchObject({
      reference: rma,
      from: 'CH',
      to: 'DE',
      sender: { name: 'Łucja Świątek' },
      consignee: { name: 'Lumen Returns' },
      exporterOfRecord: { number: 'CHE-123.456.789' },
      importerOfRecord: { number: 'DE1234567890123' },
      refersTo: [{ invoice: 'INV-4711', mrn: '26DE48510012345678', exportedOn: '2026-11-11' }],
      lines: [
        {
          description: 'Loudspeaker, active',
          cnCode: '85183000',
          originCountry: 'DE',
          units: 2,
          serials: [`S-${orders}A`, `S-${orders}B`],
          unitValue: { currency: 'EUR', minor: 10_000 },
        },
      ],
      totals: [{ currency: 'EUR', minor: 20_000 }],
    });
    const letter = await paperOf(rma, 'shippers_letter', 1);
    expect(letter).toMatchObject({
      broker: { name: 'Beispiel Zollagentur', authorityUntil: '2027-12-31' },
      carriage: { trackingNumber },
      lines: [
        { ways: [{ jurisdiction: 'EU', at: 'destination', procedures: [{ code: '6110', additional: ['F05'] }, {}] }] },
      ],
      packs: [{ jurisdiction: 'EU' }],
    });
    expect(letter).toMatchObject({ incoterm: { code: 'DAP', place: 'Musterstadt' } });
    expect(letter.gaps.map(({ needed }) => needed)).toEqual(['whether there are batteries in it, and which']);
    const packed = (await kept(rma)).find(({ kind }) => kind === 'packing_list');
    expect(packed).toMatchObject({
      gaps: 3,
      toComplete: ['net mass in kg', 'gross mass in kg', 'whether there are batteries in it, and which'],
    });
  });

  test('goods that cross no border have none', async () => {
    const rma = await ask({ country: 'AT' });
    await machine.finish('lumen', rma);
    expect(await kept(rma)).toEqual([]);
  });
});

describe('decided anew', () => {
  test('they are made anew as a further version; those before it stay as they are', async () => {
    const rma = await ask({ flagged: true });
    await machine.finish('lumen', rma);
    expect(await versions(rma)).toEqual(set(1));
    const before = await kept(rma);
    const files = new Map(bucket.stored);
    const facts = { goods: { originCountry: 'CN' } };
    await app.call(completeCustomsFacts, { who: compliance, params: { rma }, body: { portion: '1', facts } });
    await machine.finish('lumen', rma);
    expect(await versions(rma)).toEqual([...set(1), ...set(2)]);
    expect((await kept(rma)).slice(0, before.length)).toEqual(before);
    for (const [key, bytes] of files) expect(bucket.stored.get(key)).toEqual(bytes);
    expect(await paperOf(rma, 'pro_forma_invoice', 1)).toMatchObject({ lines: [{ originCountry: 'DE' }] });
    expect(await paperOf(rma, 'pro_forma_invoice', 2)).toMatchObject({ version: 2, lines: [{ originCountry: 'CN' }] });

    await app.call(approveReturn, { who: { role: 'manager' }, params: { rma }, body: {} });
    await machine.finish('lumen', rma);
    expect(await versions(rma)).toEqual([...set(1), ...set(2), ...set(3)]);
    expect(await paperOf(rma, 'packing_list', 3)).toMatchObject({
      packages: 1,
      carriage: { carrier: 'Homeward Parcel' },
    });
    expect((await stored(app, rma)).head.papers?.version).toBe(3);
  });
});

describe('whatever happens to the process', () => {
  const step = async (rma: string) => {
    const { version: seq } = (await stored(app, rma)).head;
    return machine.run({ brand: 'lumen', rma, seq, step: 'prepare_customs_documents' });
  };
  const calls = Array.from({ length: 16 }, (_, i) => i + 1);

  test('it goes on: the papers are made once, each file is there, nothing is made twice', async () => {
    // Under review nothing else is to be done by the machine. Each fault meets every third call, and all of them each call.
    for (const fault of faults) {
      for (const call of calls.filter((one) => one % 3 === faults.indexOf(fault) % 3)) {
        const rma = await ask({ flagged: true });
        await inProcess({ [call]: fault satisfies Fault }, () => step(rma)).catch(() => undefined);
        for (let again = 0; again < 3; again += 1) await step(rma);
        expect(await versions(rma)).toEqual(set(1));
        for (const { data, pdf } of await kept(rma))
          for (const { key } of [data, pdf]) expect(bucket.stored.has(key)).toBe(true);
        const { head } = await stored(app, rma);
        expect(head.papers?.version).toBe(1);
        expect(head.due.progress).toBeUndefined();
      }
    }
  });

  test('two that run at once make one version', async () => {
    const rma = await ask({ flagged: true });
    const outcomes = await Promise.all([step(rma), step(rma)]);
    expect(outcomes.map(({ outcome }) => outcome).toSorted()).toEqual(['done', 'nothing_to_do']);
    expect(await versions(rma)).toEqual(set(1));
  });
});

describe('read by people', () => {
  const list = (rma: string, role = 'compliance', brand = 'lumen') =>
    app.call(listDocuments, { who: { role, id: 'C-1', brand }, params: { rma } });
  const dossier = (rma: string, role = 'compliance', brand = 'lumen') =>
    app.call<{ url: string; sha256: string; bytes: number; index: DossierIndex }>(makeDossier, {
      who: { role, id: 'C-1', brand },
      params: { rma },
    });

  test('each paper is listed with its version, what is to be completed, and links for a quarter of an hour', async () => {
    const rma = await ask({ flagged: true });
    expect((await list(rma)).body).toMatchObject({ beingMade: true, documents: [] });
    await machine.finish('lumen', rma);
    await app.call(completeCustomsFacts, { who: compliance, params: { rma }, body: { portion: '1', facts: {} } });
    await machine.finish('lumen', rma);
    const { status, body } = await list(rma);
    expect(status).toBe(200);
    expect(body).toMatchObject({ rma, beingMade: false, expiresAt: '2026-11-20T09:15:00.000Z' });
    const documents = body.documents as {
      version: number;
      latest: boolean;
      kind: string;
      data: { url: string; sha256: string };
    }[];
    expect(documents.map(({ version, kind, latest }) => `${version} ${kind} ${latest}`)).toEqual([
      ...set(1).map((one) => `${one} false`),
      ...set(2).map((one) => `${one} true`),
    ]);
    for (const { data } of documents) expect(data.url).toContain(`documents/lumen/${rma}/${data.sha256}.json`);
    expect(documents).toContainEqual(
      expect.objectContaining({
        kind: 'packing_list',
        title: 'Packing list',
        toComplete: expect.arrayContaining(['net mass in kg']),
      }),
    );
  });

  test('all that is kept comes as one zip with an index; asked for again, it is the same file', async () => {
    const rma = await ask();
    await machine.finish('lumen', rma);
    const { status, body } = await dossier(rma);
    expect(status).toBe(200);
    const key = `dossiers/lumen/${rma}/${body.sha256}.zip`;
    expect(body.url).toContain(key);
    const zip = bucket.stored.get(key) ?? new Uint8Array();
    expect(zip.length).toBe(body.bytes);
    const files = unzipSync(zip);
    expect(Object.keys(files)).toEqual(['index.txt', 'index.json', ...body.index.files.map(({ path }) => path)]);
    expect(JSON.parse(new TextDecoder().decode(files['index.json']))).toEqual(body.index);
    expect(body.index.files.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['customs/v0001/pro-forma-invoice.pdf', 'customs/decisions.json', 'labels/S1.pdf']),
    );
    for (const { sha256, path } of body.index.files)
      expect(
        createHash('sha256')
          .update(files[path] ?? new Uint8Array())
          .digest('hex'),
      ).toBe(sha256);
    const before = bucket.stored.size;
    expect((await dossier(rma)).body).toEqual(body);
    expect(bucket.stored.size).toBe(before);
  });

  test('a file that is gone is named in the index, and the rest is there', async () => {
    const rma = await ask();
    await machine.finish('lumen', rma);
    const [first] = await kept(rma);
    bucket.stored.delete(first?.pdf.key ?? '');
    const { status, body } = await dossier(rma);
    expect(status).toBe(200);
    expect(body.index.leftOut).toMatchObject([{ path: 'customs/v0001/pro-forma-invoice.pdf', why: 'missing' }]);
    expect(body.index.files.map(({ path }) => path)).toContain('customs/v0001/pro-forma-invoice.json');
  });

  test('what they ask of the table is a page each of return, papers and decisions; tracking reads none of them', async () => {
    const rma = await ask({ flagged: true });
    const { version: seq } = (await stored(app, rma)).head;
    const made = await counted(() => machine.run({ brand: 'lumen', rma, seq, step: 'prepare_customs_documents' }));
    const [commit] = made.asked.filter(({ command }) => command === 'TransactWriteItems');
    expect(commit?.puts.map(({ sortKey }) => sortKey).filter((key) => !key.startsWith('DOCUMENT#'))).toEqual([
      'HEAD',
      'EVENT#000002',
    ]);
    // Two units for each paper, whose items are below a kilobyte: the files are elsewhere.
    for (const { bytes } of commit?.puts.filter(({ sortKey }) => sortKey.startsWith('DOCUMENT#')) ?? [])
      expect(bytes).toBeLessThan(2048);
    const asked = async (work: () => Promise<unknown>) => (await counted(work)).asked.map(({ command }) => command);
    expect(await asked(() => list(rma))).toEqual(['Query', 'Query']);
    expect(await asked(() => dossier(rma))).toEqual(['Query', 'Query', 'Query']);
    const tracked = await counted(() => app.call(trackReturn, { who: { role: 'agent' }, params: { rma } }));
    const items = tracked.asked.reduce((sum, one) => sum + one.items, 0);
    expect(tracked.asked.map(({ command }) => command)).toEqual(['Query']);
    // Head, statement, portion, events: not the papers beside them.
    expect(items).toBe(5);
  });

  test('nobody else reads them, nor anybody of another brand, nor of a return there is not', async () => {
    const rma = await ask();
    for (const role of ['customer', 'warehouse', 'inspector', 'finance', 'integration', 'administrator']) {
      expect((await list(rma, role)).status).toBe(403);
      expect((await dossier(rma, role)).status).toBe(403);
    }
    expect((await dossier(rma, 'agent')).status).toBe(403);
    expect((await list(rma, 'agent')).status).toBe(200);
    for (const call of [list, dossier]) {
      expect((await call(rma, 'compliance', 'other')).status).toBe(404);
      expect((await call('7K3F-9XTB-2MQT')).status).toBe(404);
      expect((await call('nonsense')).status).toBe(404);
    }
  });
});
