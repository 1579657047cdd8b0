import { ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { Reach } from '../../infra/local/engine.ts';
import type { Issuer } from '../../infra/local/issuer.ts';
import { routes } from '../../shared/contracts/routes.ts';
import type { Consumption } from './bill.ts';
import { draftReturn } from './draft-life.ts';
import { environmentOf, type Place, startHost } from './host.ts';
import { createHouse, type Tally } from './house.ts';
import { openShop, plainReturn, rejectedReturn, returnlessReturn, sampleReturn } from './life.ts';
import { readMachine } from './machine.ts';
import { type Call, overhear } from './overhear.ts';
import type { Wiring } from './wiring.ts';
import { benchCustomer, kept, startReceiver } from './workplace.ts';

export interface Lived {
  readonly operations: Readonly<Record<string, Tally>>;
  readonly transitions: Readonly<Record<'plain' | 'returnless' | 'rejected', number>>;
  /** Of one plain domestic return. */
  readonly consumption: Consumption;
  readonly sample: { readonly rma: string; readonly orderNumber: string };
  /** Calls of the sample's operations. */
  readonly overheard: Readonly<Record<'create' | 'track' | 'list', readonly Call[]>>;
}

export interface LivesOptions {
  readonly reach: Reach;
  readonly bundles: string;
  readonly place: Place;
  readonly wiring: Pick<Wiring, 'takers' | 'kinds' | 'gathering'>;
  readonly issuer: Issuer;
  readonly afterwards: (work: () => Promise<void>) => void;
}

/** Takes returns through their lives, on the functions as they deploy and with everything overheard that they call. */
export async function countLives({ reach, bundles, place, wiring, issuer, afterwards }: LivesOptions): Promise<Lived> {
  const overheard = await overhear(reach.endpoint);
  afterwards(overheard.stop);
  const receiver = await startReceiver();
  afterwards(receiver.stop);
  const host = await startHost({ bundles, environment: environmentOf({ ...place, endpoint: overheard.url }) });
  afterwards(host.stop);
  const house = createHouse({ host, overheard, wiring, machine: readMachine('return-lifecycle') });
  const options = { house, issuer, erp: receiver.url };

  await openShop(options);
  const before = { kept: await kept(reach, place.table), logged: host.logged(), deliveries: receiver.received() };
  await plainReturn(options, 'LM-90001');
  const after = { kept: await kept(reach, place.table), logged: host.logged(), deliveries: receiver.received() };
  const plain = [...house.tallies].filter(([name]) => name !== 'set up the brand');
  const consumption: Consumption = {
    ...totalOf(plain),
    deliveries: after.deliveries - before.deliveries,
    logBytes: after.logged.bytes - before.logged.bytes,
    keptBytes: after.kept.bytes - before.kept.bytes,
    labelBytes: await bytesIn(reach, place.bucket, 'labels/'),
  };

  await returnlessReturn(options, 'LM-90002');
  await rejectedReturn(options, 'LM-90003');
  await draftReturn(options, 'LM-90005');
  const orderNumber = 'LM-90004';
  const rma = await sampleReturn(options, orderNumber, benchCustomer);
  const transitionsOf = (mine: (name: string) => boolean) =>
    [...house.tallies].reduce((sum, [name, { transitions }]) => sum + (mine(name) ? transitions : 0), 0);
  return {
    operations: Object.fromEntries([...house.tallies].filter(([name]) => !name.startsWith('sample: '))),
    transitions: {
      plain: plain.reduce((sum, [, { transitions }]) => sum + transitions, 0),
      returnless: transitionsOf((name) => name.startsWith('returnless: ')),
      rejected: transitionsOf((name) => name.startsWith('rejected: ')),
    },
    consumption,
    sample: { rma, orderNumber },
    overheard: {
      create: house.callsOf('sample: create'),
      track: house.callsOf('sample: track'),
      list: house.callsOf('sample: list'),
    },
  };
}

/** Areas of the operations of a plain return, which call a function each. */
const areaOf: Readonly<Record<string, string>> = {
  'put the order': 'putOrder',
  'look the order up': 'lookUpOrder',
  preview: 'previewReturn',
  create: 'createReturn',
  track: 'trackReturn',
  list: 'listReturns',
  'carrier: in_transit': 'easypostWebhook',
  'carrier: out_for_delivery': 'easypostWebhook',
  'carrier: delivered': 'easypostWebhook',
  'read a queue': 'readQueue',
  receive: 'receiveParcel',
  inspect: 'inspectGoods',
};

function totalOf(tallies: readonly (readonly [string, Tally])[]) {
  const sum = (of: (tally: Tally) => number) => tallies.reduce((total, [, tally]) => total + of(tally), 0);
  const calls: Record<string, number> = {};
  const called = (area: string, times: number) => {
    calls[area] = (calls[area] ?? 0) + times;
  };
  for (const [name, tally] of tallies) {
    const area = routes.find((route) => route.name === areaOf[name])?.area;
    if (!area) throw new Error(`No function is known for "${name}".`);
    called(area, tally.requests);
    for (const [behind, times] of Object.entries(tally.calls)) called(behind, times);
  }
  return {
    calls,
    requests: sum(({ requests }) => requests),
    answerBytes: sum(({ answerBytes }) => answerBytes),
    tableWrites: sum(({ request, behind }) => request.tableWrites + behind.tableWrites),
    indexWrites: sum(({ request, behind }) => request.indexWrites + behind.indexWrites),
    reads: sum(({ request, behind }) => request.reads + behind.reads),
    transitions: sum(({ transitions }) => transitions),
    segments: sum(({ segments }) => segments),
    busEvents: sum(({ busEvents }) => busEvents),
    queued: sum(({ queued }) => queued),
    filesPut: sum(({ filesPut }) => filesPut),
    gathered: sum(({ gathered }) => gathered),
    mails: sum(({ mails }) => mails),
  };
}

async function bytesIn(reach: Reach, bucket: string, Prefix: string): Promise<number> {
  const client = new S3Client(reach);
  const { Contents = [] } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix }));
  client.destroy();
  return Contents.reduce((sum, { Size = 0 }) => sum + Size, 0);
}
