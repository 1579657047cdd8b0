import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { CreateTableCommand, DynamoDBClient, ScanCommand } from '@aws-sdk/client-dynamodb';
import { CreateBucketCommand, S3Client } from '@aws-sdk/client-s3';
import { CreateSecretCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type Shop, shops } from '../../infra/local/catalogue.ts';
import type { Reach } from '../../infra/local/engine.ts';
import { callEngine } from '../../infra/local/engine-call.ts';
import { type Issuer, issueToken } from '../../infra/local/issuer.ts';
import { verifySender } from '../../infra/local/seed.ts';
import type { TableShape } from '../engine/table-shape.ts';
import type { Place } from './host.ts';
import type { Asked } from './house.ts';
import { itemBytes, type StoredItem } from './units.ts';

/** What the bench needs of an engine: an empty table, a bucket, a bus and a secret, all with a name of its own. */
export async function makePlace(reach: Reach, shape: TableShape, issuer: Issuer, name: string): Promise<Place> {
  const tables = new DynamoDBClient(reach);
  const files = new S3Client(reach);
  const secrets = new SecretsManagerClient(reach);
  await tables.send(new CreateTableCommand({ ...shape, TableName: name }));
  await files.send(new CreateBucketCommand({ Bucket: name }));
  await callEngine(reach, { service: 'events', target: 'AWSEvents.CreateEventBus', body: { Name: name } });
  const { ARN = '' } = await secrets.send(
    new CreateSecretCommand({ Name: `${name}-signing`, SecretString: 'made-up-signing-key-of-the-bench'.repeat(2) }),
  );
  await verifySender(reach, lumen.configuration.sender);
  for (const client of [tables, files, secrets]) client.destroy();
  const machine = 'arn:aws:states:us-east-1:000000000000:stateMachine:bench';
  return { endpoint: reach.endpoint, table: name, bucket: name, bus: name, machine, signingSecret: ARN, issuer };
}

/** Bytes and number of the items in a table, index entries apart. */
export async function kept(
  reach: Reach,
  table: string,
): Promise<{ items: number; bytes: number; expiringBytes: number }> {
  const client = new DynamoDBClient(reach);
  const { Items = [] } = await client.send(new ScanCommand({ TableName: table }));
  client.destroy();
  const bytes = (items: readonly StoredItem[]) => items.reduce((sum, item) => sum + itemBytes(item), 0);
  const all = Items as unknown as StoredItem[];
  return { items: all.length, bytes: bytes(all), expiringBytes: bytes(all.filter(({ expiresAt }) => expiresAt)) };
}

/** The brand the bench sells as: domestic sales in Germany. */
export const lumen: Shop = shops.find(({ brand }) => brand === 'lumen') ?? raise('The catalogue lost its first brand.');

function raise(sentence: string): never {
  throw new Error(sentence);
}

/** Whose returns are timed. */
export const benchCustomer = 'C-BENCH';

const easypostSecret = 'made-up-easypost-secret';
const erpSecret = `whsec_${Buffer.from('made-up secret of an ERP, 32 byte').toString('base64')}`;

/** Sets the brand's configuration, with an ERP that takes everything. */
export const configured = (token: string, erp: string): Asked => ({
  method: 'PUT',
  path: '/v1/brands/lumen/configuration',
  token,
  body: {
    configuration: { ...lumen.configuration, erp: { url: erp } },
    secrets: { easypost: [easypostSecret], erp: [erpSecret] },
  },
});

/** A token of the brand, for a role. */
export const tokenFor = (issuer: Issuer, role: string, subject = `${role}@lumen.example`): Promise<string> =>
  issueToken(issuer, { role, brand: 'lumen', subject });

/** An order of two lines, one of them below the limit of returnless refunds: delivered some days ago, to a customer of its own. */
export function orderOf(today: Date, deliveredDaysAgo: number, customer: string) {
  const [order] = Object.values(lumen.orders(today));
  if (!order) throw new Error('The catalogue lost its first order.');
  const ago = (days: number) => new Date(today.getTime() - days * 86_400_000).toISOString();
  return {
    ...order,
    placedAt: ago(deliveredDaysAgo + 3),
    updatedAt: ago(deliveredDaysAgo),
    fulfilments: (order.fulfilments ?? []).map((one) => ({
      ...one,
      shippedAt: ago(deliveredDaysAgo + 1),
      deliveredAt: ago(deliveredDaysAgo),
    })),
    customer: { ...order.customer, id: customer },
  };
}

/** A tracker event of EasyPost's, as long as theirs are, signed. */
export function trackerEvent(id: string, trackingNumber: string, status: string, at: Date): Asked {
  const detail = (minutes: number) => ({
    object: 'TrackingDetail',
    message: 'Processed through a facility on its way',
    description: null,
    status: 'in_transit',
    status_detail: 'arrived_at_facility',
    datetime: new Date(at.getTime() - minutes * 60_000).toISOString(),
    source: 'DemoPost',
    carrier_code: null,
    tracking_location: { object: 'TrackingLocation', city: 'Musterstadt', state: null, country: 'DE', zip: '12345' },
  });
  const body = JSON.stringify({
    id,
    object: 'Event',
    description: 'tracker.updated',
    mode: 'production',
    previous_attributes: { status: 'unknown' },
    pending_urls: ['https://returns.lumen.example/v1/webhooks/lumen/easypost'],
    completed_urls: [],
    created_at: at.toISOString(),
    result: {
      id: `trk_${id}`,
      object: 'Tracker',
      mode: 'production',
      tracking_code: trackingNumber,
      status,
      status_detail: status,
      carrier: 'DemoPost',
      created_at: at.toISOString(),
      updated_at: at.toISOString(),
      tracking_details: [0, 60, 300, 600, 900].map((minutes) => detail(minutes)),
    },
  });
  const mac = createHmac('sha256', easypostSecret.normalize('NFKD')).update(body).digest('hex');
  return {
    method: 'POST',
    path: '/v1/webhooks/lumen/easypost',
    headers: { 'x-hmac-signature': `hmac-sha256-hex=${mac}` },
    body,
  };
}

export interface Receiver {
  readonly url: string;
  received(): number;
  stop(): Promise<void>;
}

/** An ERP that takes every delivery. */
export async function startReceiver(): Promise<Receiver> {
  let count = 0;
  const server = createServer((request, response) => {
    count += 1;
    request.resume().on('end', () => response.writeHead(204).end());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}/events`,
    received: () => count,
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
