import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { plainTrackingNumber } from '../adapters/carrier/tracking-update.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { Shipment } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { queueEntry, returnCard } from '../contracts/tracking.ts';
import { dueIn } from './due-items.ts';
import { everyItem } from './every-item.ts';
import { companySubjectOf, dueShards, indexes, partitions, queueOf, sortKeys, subjectOf, type Table } from './table.ts';

/** Finding returns: by what is scanned, by whose they are, by whose turn it is, by what is due. */

type Start = Record<string, unknown>;

async function pointer(table: Table, pk: string, sk: string): Promise<string | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item ? String(Item.rma) : undefined;
}

/** Returns that come back under a tracking number: one, or all those of a consignment. */
export async function returnsByTracking(table: Table, brand: string, trackingNumber: string): Promise<string[]> {
  const found: string[] = [];
  const pointers = everyItem(table, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': partitions.tracking(brand, trackingNumber) },
    ConsistentRead: true,
  });
  for await (const { rma } of pointers) found.push(String(rma));
  return found;
}

/**
 * What a scanner read, where it is no return's number: a tracking number, else the serial of a unit in an open return.
 * @throws ProblemError not-found for a consignment, as it does not say which of its returns is meant
 */
export async function returnByScan(
  table: Table,
  brand: string,
  code: string,
): Promise<{ rma: string; trackingNumber?: string; serial?: string } | undefined> {
  const trackingNumber = plainTrackingNumber(code);
  const [sent, ...others] = await returnsByTracking(table, brand, trackingNumber);
  if (others.length > 0)
    throw new ProblemError('not-found', say('code_of_consignment', { returns: others.length + 1 }));
  if (sent) return { rma: sent, trackingNumber };
  const serial = code.trim().toUpperCase();
  const held = await pointer(table, partitions.serial(brand, serial), sortKeys.claims);
  return held ? { rma: held, serial } : undefined;
}

/**
 * Remembers the newest time a carrier confirmed a parcel's state at, without an event: nothing happened. Where the parcel
 * moved meanwhile, or a newer time is known, nothing is written.
 */
export async function rememberConfirmed(
  table: Table,
  { brand, rma }: { brand: string; rma: string },
  { id, state }: Pick<Shipment, 'id' | 'state'>,
  at: string,
): Promise<void> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: partitions.return(brand, rma), sk: sortKeys.shipment(id) },
        UpdateExpression: 'SET statusAt = :at',
        ConditionExpression: '#state = :state AND statusAt < :at',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':at': at, ':state': state },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

interface IndexPage {
  index: string;
  key: readonly [name: string, value: string];
  /** How many are looked at; without it, as many as the table answers at once (1 MB). */
  limit?: number;
  forward: boolean;
  start?: Start | undefined;
  orderNumber?: string | undefined;
}

async function page(table: Table, { index, key, limit, forward, start, orderNumber }: IndexPage) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: index,
      KeyConditionExpression: '#key = :key',
      ...(orderNumber !== undefined && { FilterExpression: 'card.orderNumber = :order' }),
      ExpressionAttributeNames: { '#key': key[0] },
      ExpressionAttributeValues: { ':key': key[1], ...(orderNumber !== undefined && { ':order': orderNumber }) },
      ScanIndexForward: forward,
      ...(limit !== undefined && { Limit: limit }),
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items, next: LastEvaluatedKey };
}

/**
 * Returns of a customer, newest first: one Query. A guest sees those of one order only: they are picked out among all the
 * customer's, and no page is empty while more may follow.
 */
export async function returnsOfCustomer(
  table: Table,
  owner: { brand: string; customerId: string; orderNumber?: string | undefined },
  limit: number,
  start?: Start,
) {
  const key = ['subject', subjectOf(owner.brand, owner.customerId)] as const;
  const query = { index: indexes.whoseReturns, key, forward: false } as const;
  const { orderNumber } = owner;
  const found = orderNumber
    ? await ofOneOrder((from) => page(table, { ...query, start: from, orderNumber }), limit, start)
    : await page(table, { ...query, limit, start });
  return { items: found.items.map(({ card }) => returnCard.parse(card)), next: found.next };
}

/** Returns of a company's orders, newest first: one Query. */
export async function returnsOfCompany(
  table: Table,
  { brand, company }: { brand: string; company: string },
  limit: number,
  start?: Start,
) {
  const key = ['subject', companySubjectOf(brand, company)] as const;
  const found = await page(table, { index: indexes.whoseReturns, key, limit, forward: false, start });
  return { items: found.items.map(({ card }) => returnCard.parse(card)), next: found.next };
}

const byPurchaseOrder = z.object({
  rma: z.string(),
  orderNumber: z.string(),
  customerId: z.string(),
  company: z.string().optional(),
  requestedAt: z.string(),
});

/**
 * A page of what is known under a purchase order, oldest first, whosever it is: one Query. Two companies may use the same
 * reference, so who asks is shown only what they see.
 */
export async function returnsOfPurchaseOrder(
  table: Table,
  brand: string,
  purchaseOrder: string,
  limit: number,
  start?: Start,
) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.purchaseOrder(brand, purchaseOrder) },
      Limit: limit,
      ConsistentRead: true,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map((item) => byPurchaseOrder.parse(item)), next: LastEvaluatedKey };
}

/** Reads on until a page is full or nothing is left; where more was found, the next page begins after the last item kept. */
async function ofOneOrder(read: (start?: Start) => ReturnType<typeof page>, limit: number, start?: Start) {
  const items: Record<string, unknown>[] = [];
  let next = start;
  do {
    const found = await read(next);
    items.push(...found.items);
    next = found.next;
  } while (next && items.length < limit);
  const last = items[limit - 1];
  if (items.length > limit && last) {
    const { pk, sk, subject, subjectSort } = last;
    next = { pk, sk, subject, subjectSort };
  }
  return { items: items.slice(0, limit), next };
}

/** What waits for a role at a site, most urgent first: one Query. */
export async function queueOfRole(
  table: Table,
  { brand, role, site }: { brand: string; role: string; site?: string | undefined },
  limit: number,
  start?: Start,
) {
  const found = await page(table, {
    index: indexes.waitingForRole,
    key: ['queue', queueOf(brand, role, site)],
    limit,
    forward: true,
    start,
  });
  return { items: found.items.map(({ card }) => queueEntry.parse(card)), next: found.next };
}

/** Returns of all brands for which something is due by now, in every shard. */
export async function* dueReturns(table: Table, now: Date): AsyncGenerator<{ brand: string; rma: string }> {
  for (let shard = 0; shard < dueShards; shard += 1)
    for await (const { brand, id } of dueIn(table, `DUE#${shard}`, now)) yield { brand, rma: id };
}
