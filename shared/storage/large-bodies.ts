import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { sortKeys, type Table } from './table.ts';

/** Bodies too large for one item: packed, and kept in as many items beside the arrival as it takes. */

/** An item of the table holds 400 KB; the rest of an arrival is small. */
export const largestInItem = 380_000;
/** Nothing that was sent to us unpacks to more (Lambda takes 6 MB); what does was not packed here. */
const largestUnpacked = 8_000_000;

/** Where a packed body is: the hash is in the keys, so that two bodies under one id are never mixed. */
export const packed = z.object({ hash: z.string(), parts: z.int().min(1) });
export type Packed = z.infer<typeof packed>;

/** A text packed, for a part of an item. */
export const pack = (text: string): Promise<Uint8Array> => promisify(gzip)(text);

export const unpack = async (bytes: Uint8Array): Promise<string> =>
  (await promisify(gunzip)(bytes, { maxOutputLength: largestUnpacked })).toString('utf8');

/** A body packed, and the items that hold it in the partition `pk`. */
export async function packParts(pk: string, body: string, expiresAt: number) {
  const bytes = await pack(body);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 32);
  const parts = Math.ceil(bytes.length / largestInItem);
  const items = Array.from({ length: parts }, (_, i) => ({
    pk,
    sk: sortKeys.body(hash, i),
    part: bytes.subarray(i * largestInItem, (i + 1) * largestInItem),
    expiresAt,
  }));
  return { packed: { hash, parts }, items };
}

/** Keeps a body in parts. It is told of by nothing until the arrival itself is kept. */
export async function keepParts(table: Table, pk: string, body: string, expiresAt: number): Promise<Packed> {
  const { packed: where, items } = await packParts(pk, body, expiresAt);
  for (const Item of items) await table.documents.send(new PutCommand({ TableName: table.name, Item }));
  return where;
}

/** @throws Error when a part is not there any more */
export async function loadParts(table: Table, pk: string, { hash, parts }: Packed): Promise<string> {
  const read = Array.from({ length: parts }, async (_, i) => {
    const Key = { pk, sk: sortKeys.body(hash, i) };
    const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
    if (!(Item?.part instanceof Uint8Array)) throw new Error(`Part ${i} of a kept body is gone`);
    return Item.part;
  });
  return unpack(Buffer.concat(await Promise.all(read)));
}
