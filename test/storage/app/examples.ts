import { BatchWriteCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { createRecord } from '../../../functions/evidence/record.ts';
import { savePolicyDraft, tryPolicy } from '../../../shared/contracts/policies.ts';
import { askCustomer } from '../../../shared/contracts/staff.ts';
import { startDraft } from '../../../shared/drafts/draft.ts';
import { newRmaNumber } from '../../../shared/returns/rma-number.ts';
import { saveDraft } from '../../../shared/storage/drafts.ts';
import { partitions } from '../../../shared/storage/table.ts';
import type { App } from './app.ts';
import { createMachine } from './machine.ts';
import { asked, inspect, openBox, receive, remorse } from './returns.ts';
import { configuration, line, sell, sold, today, withdrawable } from './shop.ts';

/** For each route with a body one that is well, and a return at the point where its command is legal. */

export type Point = 'review' | 'question' | 'evidence' | 'parcel' | 'dock' | 'dispute' | 'failed' | 'checks';

const contact = {
  email: 'Kim@Customer.example',
  phone: '+49 30 5550101',
  address: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', postalCode: '12345', country: 'DE' },
};
const EUR = (minor: number) => ({ currency: 'EUR', minor });

const request = {
  orderNumber: 'EX-2',
  lines: [
    { ...remorse({ packaging: 'missing' }), preference: 'refund', serials: [] },
    {
      lineId: '2',
      quantity: 1,
      reason: 'defective',
      preference: 'repair',
      description: { what: 'The left channel stays silent', since: 'Monday', tried: 'Another cable', errorCode: 'E7' },
    },
  ],
  contact,
  locale: 'de-DE',
  purchaseOrder: 'PO-4500012345',
  customerId: 'C-1',
};

/** For goods that nothing else here is about: put in force, it decides no other example. */
export const examplePolicy = {
  id: 'lamps',
  draft: {
    title: 'Returns of lamps',
    scope: { categories: ['lamps'] },
    windows: { standard: 30 },
    amounts: {},
    evidence: {},
    guards: [],
    rules: [
      { id: 'no-lamps', title: 'Lamps stay', when: 'quantity > 99', answer: { outcome: 'reject', message: 'No.' } },
    ],
    otherwise: { id: 'look', title: 'Somebody looks', answer: { outcome: 'review', message: 'We will look.' } },
    modifiers: [],
    wishNotOffered: 'answer',
  },
};

const party = { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' };
const movement = {
  on: '2026-11-02',
  origin: 'DE',
  destination: 'CH',
  activity: 'repair',
  goods: { value: EUR(9900), serials: ['LMX-F1'] },
  charges: { repair: EUR(2500) },
  rates: { duty: { percent: '3.7' }, importTaxPercent: '19' },
};

interface Example {
  at: Point;
  body: (rma: string) => unknown;
  /** 200 when left out. */
  status?: number;
  /** The first role that may, when left out. */
  role?: string;
}

export const examples: Record<string, Example> = {
  putOrder: { at: 'parcel', body: () => ({ ...sold(), shipping: { paid: EUR(490), tax: EUR(78) } }) },
  putRegisteredProduct: {
    at: 'parcel',
    body: () => ({
      updatedAt: today.toISOString(),
      owner: 'C-1',
      sku: 'LM-DOCK',
      title: 'Dock',
      installedOn: '2026-03-14',
      specification: { Colour: 'Graphite' },
      purchase: { on: '2026-03-12', dealer: 'D-1', paid: EUR(9900), country: 'DE' },
    }),
  },
  putDealer: {
    at: 'parcel',
    body: () => ({ name: 'Muster', country: 'DE', authorizations: [{ from: '2024-01-01', until: '2026-01-01' }] }),
  },
  lookUpOrder: { at: 'parcel', body: () => ({ orderNumber: 'ex-2', contact: 'kim@customer.example' }) },
  exchangeGuestLink: { at: 'parcel', body: () => ({ token: `lumen.${'a'.repeat(32)}` }), status: 401 },
  previewReturn: { at: 'parcel', body: () => request },
  createReturn: { at: 'parcel', body: () => request, status: 201 },
  startDraft: { at: 'parcel', body: () => ({ orderNumber: 'EX-2', locale: 'de' }), status: 201 },
  saveDraftProduct: { at: 'parcel', body: () => ({ lines: [{ lineId: '1', quantity: 2, condition: 'opened' }] }) },
  saveDraftContact: { at: 'parcel', body: () => contact },
  saveDraftPurchase: { at: 'parcel', body: () => ({ purchaseOrder: 'PO-1' }) },
  saveDraftProblem: {
    at: 'parcel',
    body: () => ({ lines: [{ lineId: '1', reason: 'defective', description: { what: 'kaputt' } }] }),
  },
  saveDraftFiles: { at: 'parcel', body: () => ({ more: ['document'] }) },
  addEvidence: { at: 'evidence', body: () => ({ type: 'photo' }), status: 201 },
  answerQuestion: { at: 'question', body: () => ({ text: 'It is the black one.' }) },
  cancelReturn: { at: 'parcel', body: () => ({ reason: 'I keep it' }) },
  stateWithdrawal: {
    at: 'parcel',
    body: () => ({
      name: 'Kim Muster',
      orderNumber: 'EX-3',
      lines: [{ lineId: '1', quantity: 1 }],
      email: 'kim@customer.example',
      locale: 'de',
    }),
  },
  finishChecks: { at: 'checks', body: () => ({ finding: 'The account is in order' }) },
  approveReturn: {
    at: 'review',
    role: 'manager',
    body: () => ({
      portions: ['1'],
      terms: {
        labelPayer: 'none',
        fees: [{ kind: 'restocking', amount: EUR(300) }],
        resolutions: ['refund', 'exchange'],
        evidence: [],
        refundsDelivery: true,
      },
      resolution: 'refund',
      reason: 'A good customer',
    }),
  },
  rejectReturn: { at: 'review', body: () => ({ portions: ['1'], message: 'It is not ours.' }) },
  askCustomer: { at: 'review', body: () => ({ text: 'Which colour is it?' }) },
  settleDispute: { at: 'dispute', body: () => ({ portions: ['1'], deduction: EUR(500), reason: 'Agreed' }) },
  receiveParcel: {
    at: 'parcel',
    body: (rma) => ({ code: rma.toLowerCase(), lines: [{ lineId: '1', quantity: 1, serials: ['LMX-F1'] }] }),
  },
  inspectGoods: {
    at: 'dock',
    body: () => ({
      portion: '1',
      findings: [
        { quantity: 1, grade: 'A', matchesClaim: true, packaging: 'original', accessoriesComplete: true },
        { quantity: 1, grade: 'D', matchesClaim: false, verifiedReason: 'damaged_in_transit', serial: 'LMX-F9' },
      ],
    }),
  },
  creditPrice: {
    at: 'parcel',
    body: () => ({ lineId: '1', amount: EUR(100), as: 'store_credit', reason: 'A scratch that the customer keeps' }),
    status: 201,
  },
  retryEffect: { at: 'failed', body: () => ({ reason: 'The account is open again' }) },
  settleByHand: { at: 'failed', body: () => ({ reference: 'TRANSFER-1', reason: 'Paid by transfer' }) },
  putConfiguration: {
    at: 'parcel',
    body: () => ({
      configuration: { ...configuration, logo: 'https://lumen.example/logo.png' },
      secrets: { easypost: ['a secret word'] },
    }),
  },
  createBatch: {
    at: 'parcel',
    body: () => ({
      csv: 'orderNumber;line;reason;quantity\nEX-2;1;wrong_item;2\n',
      mode: 'good_ones',
      shipping: 'parcels',
      purchaseOrder: 'PO-1',
      locale: 'de',
    }),
    status: 202,
  },
  putCompany: {
    at: 'parcel',
    body: () => ({
      name: 'Acme Rentals',
      tier: 'gold',
      resolution: 'store_credit',
      purchaseOrderRequired: true,
      consolidatedPallets: true,
    }),
  },
  determineCustoms: { at: 'parcel', body: () => movement },
  valueCustoms: { at: 'parcel', body: () => ({ jurisdiction: 'EU', route: 'outward_processing', facts: movement }) },
  putCustomsLane: { at: 'parcel', body: () => ({ exporterOfRecord: party, importerOfRecord: party }) },
  putCustomsAuthorisation: {
    at: 'parcel',
    body: () => ({
      number: 'OPO-1',
      holder: party,
      kind: 'full',
      jurisdiction: 'EU',
      procedures: ['outward_processing'],
      from: '2026-01-01',
      until: '2026-12-31',
    }),
  },
  // Its goods cross no border.
  completeCustomsFacts: {
    at: 'parcel',
    body: () => ({ portion: '1', facts: { returned: { unaltered: true }, goods: { cnCode: '85183000' } } }),
    status: 409,
  },
  savePolicyDraft: { at: 'parcel', body: () => examplePolicy.draft },
  checkPolicy: { at: 'parcel', body: () => ({ document: examplePolicy.draft }) },
  tryPolicy: {
    at: 'parcel',
    body: () => ({
      ...tryPolicy.body.parse(tryPolicy.body.meta()?.example),
      document: examplePolicy.draft,
      locale: 'de',
    }),
  },
  activatePolicy: {
    at: 'parcel',
    body: () => ({ version: '2', reason: 'It was time.', acceptWarnings: true }),
    status: 201,
  },
  endActivation: { at: 'parcel', body: () => ({ reason: 'It is over.' }) },
  // By then nothing of it is in force any more.
  rollBackPolicy: { at: 'parcel', body: () => ({ version: '1', reason: 'It was better.' }), status: 409 },
  startBacktest: {
    at: 'parcel',
    role: 'manager',
    body: () => ({ policyId: 'default', from: '2026-10-01', to: '2026-10-02', includeUnsealed: true }),
    status: 202,
  },
  replayDeliveries: { at: 'parcel', body: (rma) => ({ rma, from: 1 }), status: 202 },
};

/** The instruction that failed, at the point where one has. */
export const failedInstruction = '4-1';

/** A draft that others write on. */
export const exampleDraft = 'D-00000000000000000001';

/** A return at each point. */
export async function returnsAtPoints(app: App): Promise<Record<Point, string>> {
  const { table } = app;
  await sell(table, 'EX-1', {
    lines: [line('1', 30, 3900), line('2', 9, 2700)],
    payments: { 'pay-ex:declines': 141_300 },
  });
  await sell(table, 'EX-2', { lines: [line('1', 1000, 3900), line('2', 1000, 2900)] });
  await sell(table, 'EX-3', { lines: [withdrawable('1', 90, 3900)], customer: { flagged: true } });
  const begun = {
    brand: 'lumen',
    id: exampleDraft,
    orderNumber: 'EX-2',
    customerId: 'C-1',
    channel: 'portal' as const,
    day: '2026-11-20',
  };
  await saveDraft(table, startDraft(begun, today));
  for (const title of ['Lamps as they were', examplePolicy.draft.title])
    await app.call(savePolicyDraft, {
      who: { role: 'manager' },
      params: { brand: 'lumen', policyId: examplePolicy.id },
      body: { ...examplePolicy.draft, title },
    });
  const machine = createMachine(table, () => today);
  const parcel = async () => {
    const rma = await asked(app, 'EX-1', remorse({ quantity: 2 }));
    await machine.finish('lumen', rma);
    return rma;
  };
  const received = async () => {
    const rma = await parcel();
    await receive(app, rma);
    return rma;
  };
  const question = await asked(app, 'EX-1', openBox());
  await app.call(askCustomer, { who: { role: 'agent' }, params: { rma: question }, body: { text: 'Which colour?' } });
  const [dispute, failed] = [await received(), await received()];
  await inspect(app, dispute, { quantity: 2, matchesClaim: false });
  await inspect(app, failed, { quantity: 2 });
  await machine.finish('lumen', failed);
  const evidence = await asked(app, 'EX-1', remorse({ reason: 'wrong_item' }));
  await createRecord({ table, clock: () => today, progressMinutes: 5 })(
    { brand: 'lumen', rma: evidence, evidenceId: 'E1' },
    { state: 'refused', reason: 'too_dark' },
  );
  return {
    review: await asked(app, 'EX-1', openBox({ quantity: 2 })),
    question,
    evidence,
    parcel: await parcel(),
    dock: await received(),
    dispute,
    failed,
    checks: await asked(app, 'EX-3', remorse()),
  };
}

/** A likeness of a return with a number of its own, so that each request finds it as it was. */
export async function likenessOf({ table }: Pick<App, 'table'>, rma: string): Promise<string> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.return('lumen', rma) },
    }),
  );
  const own = newRmaNumber((count) => crypto.getRandomValues(new Uint8Array(count)));
  const items: Record<string, unknown>[] = JSON.parse(JSON.stringify(Items).replaceAll(rma, own));
  const puts = items.map((Item) => ({ PutRequest: { Item } }));
  await table.documents.send(new BatchWriteCommand({ RequestItems: { [table.name]: puts } }));
  return own;
}
