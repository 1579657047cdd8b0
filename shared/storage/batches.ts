import * as z from 'zod';
import type { Principal } from '../access/principal.ts';
import { dueAfter, type Group, isOver } from '../batches/progress.ts';
import type { RowFault } from '../batches/rows.ts';
import { batchMode, batchShipping, batchState } from '../contracts/batches.ts';
import * as v from '../contracts/values.ts';
import { asker, principalOf } from './asker.ts';
import { batchExpiry, readGroup, storedFault } from './batch-groups.ts';
import { everyItem } from './every-item.ts';
import { type FirstAnswer, firstAnswer, rememberAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { loadParts, packed, packParts } from './large-bodies.ts';
import { batchDueShard, partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, transact } from './transaction.ts';

/**
 * Batches: the file as it came, packed; the head; and an item for each group of rows that was worked off, written in the
 * transaction that worked it off. Whatever ends a worker, the next one goes on from there.
 */

const faults = z.array(z.object({ row: z.number(), ...storedFault })).transform((all) => all as RowFault[]);

const storedHead = z.object({
  brand: v.brand,
  id: v.batchId,
  mode: batchMode,
  shipping: batchShipping,
  state: batchState,
  by: asker,
  purchaseOrder: z.string().optional(),
  /** Rows that hold something. */
  rows: z.number(),
  createdAt: z.string(),
  reservedUntil: z.string().optional(),
  /** How often it was told of since it last moved. */
  told: z.number(),
  /** Who pays for the label of the consignment is settled. */
  labelSettled: z.boolean().optional(),
  csv: packed,
  /** Faults of rows that could not be read, where there are any. */
  unread: packed.optional(),
});
export type BatchHead = z.infer<typeof storedHead>;
export type BatchKey = Pick<BatchHead, 'brand' | 'id'>;

export interface StoredBatch {
  head: BatchHead;
  groups: Group[];
}

const placeOf = ({ brand, id }: BatchKey) => partitions.batch(brand, id);

/** Who asked, as a principal again. */
export const askerOf = ({ brand, by }: Pick<BatchHead, 'brand' | 'by'>): Principal => principalOf(brand, by);

export type NewBatch = Omit<BatchHead, 'csv' | 'unread' | 'told' | 'labelSettled'>;

/**
 * Keeps a batch, once for a key: from then on it is worked off, whatever happens to who sent it.
 * @returns the batch's id, or that of the one the same request made before
 * @throws ProblemError idempotency-key-reused, busy
 */
export async function keepBatch(
  table: Table,
  batch: NewBatch,
  sent: { csv: string; unread: readonly RowFault[]; idempotency: IdempotencyKey },
  now: Date,
): Promise<string> {
  const before = await firstAnswer(table, sent.idempotency, now);
  if (before) return before.made;
  const pk = placeOf(batch);
  const expiresAt = batchExpiry(now);
  const csv = await packParts(pk, sent.csv, expiresAt);
  const unread = sent.unread.length > 0 ? await packParts(pk, JSON.stringify(sent.unread), expiresAt) : undefined;
  const head = {
    pk,
    sk: sortKeys.head,
    // Its insertion is what its worker is told of.
    kind: 'inbox',
    provider: 'batch',
    ...batch,
    told: 0,
    csv: csv.packed,
    ...(unread && { unread: unread.packed }),
    ...(!isOver(batch.state) && { dueShard: batchDueShard, dueAt: dueAfter(batch, 0, now) }),
    expiresAt,
  };
  const answer: FirstAnswer = { made: batch.id, seq: 0 };
  const outcome = await transact(table, [
    ...[head, ...csv.items, ...(unread?.items ?? [])].map((Item) => ({
      name: 'batch',
      write: { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    })),
    rememberAnswer(table, sent.idempotency, answer, now),
  ]);
  if (outcome.done) return batch.id;
  // Somebody was faster with the same key: or we were ourselves, and never heard of it.
  return (await firstAnswer(table, sent.idempotency, now))?.made ?? batch.id;
}

/** A batch with its groups: one Query. */
export async function loadBatch(table: Table, { brand, id }: BatchKey): Promise<StoredBatch | undefined> {
  const groups: Group[] = [];
  let head: BatchHead | undefined;
  const items = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :groups AND :head',
    ExpressionAttributeValues: {
      ':pk': partitions.batch(brand, id),
      ':groups': sortKeys.group(0),
      ':head': sortKeys.head,
    },
    ConsistentRead: true,
  });
  for await (const item of items)
    if (item.sk === sortKeys.head) head = storedHead.parse(item);
    else groups.push(await readGroup(item));
  return head && { head, groups };
}

export const loadFile = (table: Table, head: BatchHead): Promise<string> => loadParts(table, placeOf(head), head.csv);

export async function loadUnread(table: Table, head: BatchHead): Promise<RowFault[]> {
  return head.unread ? faults.parse(JSON.parse(await loadParts(table, placeOf(head), head.unread))) : [];
}

/** The condition that a batch still is in the state its worker saw: what comes too late is refused. */
export function stillIn(table: Table, head: BatchHead): NamedWrite {
  return {
    name: 'batch',
    write: {
      ConditionCheck: {
        TableName: table.name,
        Key: { pk: placeOf(head), sk: sortKeys.head },
        ConditionExpression: '#state = :state',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': head.state },
      },
    },
  };
}

/** The same, and with it the label of the consignment is settled: by nobody else. */
export function settleLabel(table: Table, head: BatchHead): NamedWrite {
  return {
    name: 'batch',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk: placeOf(head), sk: sortKeys.head },
        UpdateExpression: 'SET labelSettled = :yes',
        ConditionExpression: '#state = :state AND attribute_not_exists(labelSettled)',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':state': head.state, ':yes': true },
      },
    },
  };
}
