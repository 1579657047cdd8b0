import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, test } from 'vitest';
import { putCustomsLane } from '../../shared/contracts/customs-records.ts';
import { makeDossier } from '../../shared/contracts/dossier.ts';
import { createReturn, previewReturn } from '../../shared/contracts/intake.ts';
import { completeCustomsFacts, readReturnCustoms } from '../../shared/contracts/return-customs.ts';
import type { ReturnCustoms } from '../../shared/contracts/return-customs-answer.ts';
import { approveReturn } from '../../shared/contracts/staff.ts';
import { readActivity } from '../../shared/contracts/tracking.ts';
import { partitions, sortKeys } from '../../shared/storage/table.ts';
import { agent, compliance, euro, openBorder, papers, unopened } from './app/border.ts';
import { customer, stored } from './app/returns.ts';

/** A return whose goods cross a customs border, from its preview to its label, against the engine's table. */

const { table, app, machine, order, request, ask, read, complete, queue, waits } = await openBorder();

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
