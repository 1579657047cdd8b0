import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { byRow, type FaultList, listed } from '../batches/fault-lists.ts';
import type { Group } from '../batches/progress.ts';
import { outcome } from '../contracts/decision.ts';
import { pack, unpack } from './large-bodies.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** Rows of a batch that were worked off together, and what was decided of them while their units are reserved. */

type Place = { brand: string; id: string };

/** What was sent is forgotten after so long; the returns stay. */
const keptDays = 30;
export const batchExpiry = (now: Date): number => Math.floor(now.getTime() / 1000) + keptDays * 86_400;

const placeOf = ({ brand, id }: Place) => partitions.batch(brand, id);

/** What a fault says; columns and codes are our own words, written by us. */
export const storedFault = {
  column: z.string().optional(),
  code: z.string(),
  values: z.record(z.string(), z.union([z.string(), z.number(), z.record(z.string(), z.string())])).optional(),
};
const lists = z
  .array(z.object({ ...storedFault, rows: z.array(z.number()) }))
  .transform((all) => byRow(all as FaultList[]));

const storedGroup = z.object({
  first: z.number(),
  orderNumber: z.string(),
  rows: z.array(z.number()),
  state: z.enum(['made', 'reserved', 'checked', 'released', 'refused']),
  rma: z.string().optional(),
  outcome: outcome.optional(),
  faults: z.unknown(),
});

/** A group as its item says it. */
export async function readGroup(item: Record<string, unknown>): Promise<Group> {
  const { faults, ...group } = storedGroup.parse(item);
  const known = faults instanceof Uint8Array ? JSON.parse(await unpack(faults)) : faults;
  return { ...group, faults: lists.parse(known) };
}

/** Faults that say more than this are packed: the item beside them stays small, and a Query reads many. */
const mostPlain = 10_000;

/** A group of rows that nobody has worked off yet. */
export async function groupWrite(
  table: Table,
  batch: Place,
  { faults, ...group }: Group,
  now: Date,
): Promise<NamedWrite> {
  const said = listed(faults);
  const text = JSON.stringify(said);
  const Item = {
    pk: placeOf(batch),
    sk: sortKeys.group(group.first),
    ...group,
    faults: text.length > mostPlain ? await pack(text) : said,
    expiresAt: batchExpiry(now),
  };
  return {
    name: 'group',
    write: { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
  };
}

/** A reserved group comes to its end, and what was decided of it is not needed any more. */
export function endReserved(
  table: Table,
  batch: Place,
  { first }: Pick<Group, 'first'>,
  state: 'made' | 'released',
): NamedWrite[] {
  const pk = placeOf(batch);
  const end: NamedWrite = {
    name: 'group',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk, sk: sortKeys.group(first) },
        UpdateExpression: 'SET #state = :state',
        ConditionExpression: '#state = :reserved',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': state, ':reserved': 'reserved' },
      },
    },
  };
  const Key = { pk, sk: sortKeys.decided(first) };
  return [end, { name: 'decided', write: { Delete: { TableName: table.name, Key } } }];
}

/** What was decided of reserved rows, until it is confirmed or given back. Packed: of twenty lines it is large. */
export async function keepDecided(
  table: Table,
  batch: Place,
  first: number,
  decided: object,
  now: Date,
): Promise<NamedWrite> {
  const Item = {
    pk: placeOf(batch),
    sk: sortKeys.decided(first),
    decided: await pack(JSON.stringify(decided)),
    expiresAt: batchExpiry(now),
  };
  return { name: 'decided', write: { Put: { TableName: table.name, Item } } };
}

export async function loadDecided(table: Table, batch: Place, first: number): Promise<unknown> {
  const Key = { pk: placeOf(batch), sk: sortKeys.decided(first) };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item?.decided instanceof Uint8Array ? JSON.parse(await unpack(Item.decided)) : undefined;
}
