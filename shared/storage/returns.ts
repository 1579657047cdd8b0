import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { ReturnEvent } from '../contracts/return-event.ts';
import type { Change, Return } from '../returns/change.ts';
import { heldBy } from '../returns/claims.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { claimWrites } from './claims.ts';
import { authorisationWrites } from './customs-records.ts';
import { everyItem } from './every-item.ts';
import { rememberAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { paperWrites } from './kept-papers.ts';
import { type NewOrder, newOrderWrites } from './orders.ts';
import {
  cardOf,
  companyItem,
  eventsFrom,
  headItem,
  type Item,
  portionItem,
  queuedFor,
  returnFrom,
} from './return-items.ts';
import { giveRoomBack } from './site-counts.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { largestTransaction, type NamedWrite, type Outcome, transact } from './transaction.ts';

/** Reading a return, and committing a change to it: state, event, claims and idempotency in one transaction. */

async function readRange(table: Table, brand: string, rma: string, from: string, to: string): Promise<Item[]> {
  const items: Item[] = [];
  const range = everyItem(table, {
    KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
    ExpressionAttributeValues: { ':pk': partitions.return(brand, rma), ':from': from, ':to': to },
    ConsistentRead: true,
  });
  for await (const item of range) items.push(item as Item);
  return items;
}

/** A return as a command needs it: one Query, without the events. */
export async function loadReturn(table: Table, brand: string, rma: string): Promise<Return | undefined> {
  return returnFrom(await readRange(table, brand, rma, 'EVIDENCE', '~'));
}

/** A return with its events: one Query. */
export async function loadWithEvents(
  table: Table,
  brand: string,
  rma: string,
): Promise<{ current: Return; events: ReturnEvent[] } | undefined> {
  const items = await readRange(table, brand, rma, 'EVENT', '~');
  const current = returnFrom(items);
  return current && { current, events: eventsFrom(items) };
}

/** The events of a return after a number, in order. */
export async function eventsAfter(table: Table, brand: string, rma: string, seq: number): Promise<ReturnEvent[]> {
  return eventsFrom(await readRange(table, brand, rma, sortKeys.event(seq + 1), 'EVENT#~'));
}

/** What goes into the same transaction as a change. */
export interface CommitOptions {
  idempotency?: IdempotencyKey;
  /** Version of the order's claims that taking units was decided on. */
  claimsVersion?: number;
  /** The order that is made with the return: no order system has it. */
  newOrder?: NewOrder;
  /** The return has its units, serials and uses of authorisations already: they were reserved for it. */
  claimed?: boolean;
  /** What else changes with it; refused, it stops the change. */
  also?: readonly NamedWrite[];
}

/**
 * Commits a change whole. When its own first try went through although an error came back, that counts as done: the event
 * that stands at its number is then this very one.
 * @returns done, or which conditions did not hold: `head`, `portion` … (somebody was faster), `idempotency`, `units`,
 * `serial:<number>`
 */
export async function commitChange(table: Table, change: Change, options: CommitOptions = {}): Promise<Outcome> {
  const writes = writesFor(table, change, options);
  const given = giveRoomBack(table, change);
  const room = writes.length + given.length > largestTransaction ? [] : given;
  try {
    let outcome = await transact(table, [...writes, ...room]);
    // Room that is not there to be given back, or not in this transaction, is no reason to keep a customer from cancelling.
    const isOnlyRoom = !outcome.done && outcome.refused.every((name) => room.some((one) => one.name === name));
    if (isOnlyRoom) outcome = await transact(table, writes);
    return !outcome.done && outcome.unsure && (await isCommitted(table, change)) ? { done: true } : outcome;
  } catch (error) {
    if (await isCommitted(table, change)) return { done: true };
    throw error;
  }
}

async function isCommitted(table: Table, { event }: Change): Promise<boolean> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk: partitions.return(event.brand, event.rma), sk: sortKeys.event(event.seq) },
      ConsistentRead: true,
    }),
  );
  return Item?.hash === event.hash;
}

function writesFor(table: Table, change: Change, options: CommitOptions): NamedWrite[] {
  const { before, after, event } = change;
  const pk = partitions.return(event.brand, event.rma);
  const put = (name: string, Item: Item, condition: object = {}): NamedWrite => ({
    name,
    write: { Put: { TableName: table.name, Item, ...condition } },
  });
  const changed = <One extends { id: string }>(was: readonly One[] | undefined, is: readonly One[]) =>
    is.filter((one) => !was?.includes(one));
  const read = <One extends { id: string }>(was: readonly One[] | undefined, { id }: One) =>
    was?.find((one) => one.id === id);
  const portions = after.portions.filter(
    (one) => !before?.portions.includes(one) || queuedFor(before, one) !== queuedFor(after, one),
  );
  return [
    put('head', headItem(after), stillAs(before?.head, ['version'])),
    put('event', { pk, sk: sortKeys.event(event.seq), kind: 'event', ...event }),
    ...portions.map((one) =>
      put('portion', portionItem(after, one), stillAs(read(before?.portions, one), ['state', 'quantity'])),
    ),
    ...changed(before?.shipments, after.shipments).map((one) =>
      put(
        'shipment',
        { pk, sk: sortKeys.shipment(one.id), ...one },
        stillAs(read(before?.shipments, one), ['state', 'statusAt']),
      ),
    ),
    ...changed(before?.instructions, after.instructions).map((one) =>
      put(
        'instruction',
        { pk, sk: sortKeys.instruction(one.id), ...one },
        stillAs(read(before?.instructions, one), ['state', 'attempts']),
      ),
    ),
    ...changed(before?.evidence, after.evidence).map((one) =>
      put('evidence', { pk, sk: sortKeys.evidence(one.id), ...one }, stillAs(read(before?.evidence, one), ['state'])),
    ),
    ...(after.statement !== before?.statement
      ? [put('statement', { pk, sk: sortKeys.statement, ...after.statement })]
      : []),
    ...(options.newOrder ? newOrderWrites(table, options.newOrder, event.rma, heldBy(after.portions)) : []),
    ...(options.claimed ? [] : claimsOf(table, change, options)),
    ...trackingWrites(table, change),
    ...businessWrites(table, change),
    ...customsWrites(table, change),
    ...(options.claimed ? [] : authorisationWrites(table, event.brand, before?.portions ?? [], after.portions)),
    ...paperWrites(table, pk, change.papers),
    ...(options.idempotency
      ? [rememberAnswer(table, options.idempotency, { made: event.rma, seq: event.seq }, new Date(event.at))]
      : []),
    ...(options.also ?? []),
  ];
}

/**
 * The condition that an item is still as it was read, or was not there. The head's version alone would not do: a Query may
 * see a transaction half applied (DynamoDB developer guide, "Transaction isolation levels": read-committed), and so the
 * new head beside a portion as it was before.
 */
function stillAs<One extends object>(was: One | undefined, fields: readonly (keyof One & string)[]): object {
  if (!was) return { ConditionExpression: 'attribute_not_exists(pk)' };
  return {
    ConditionExpression: fields.map((name) => `#${name} = :${name}`).join(' AND '),
    ExpressionAttributeNames: Object.fromEntries(fields.map((name) => [`#${name}`, name])),
    ExpressionAttributeValues: Object.fromEntries(fields.map((name) => [`:${name}`, was[name]])),
  };
}

/** Units and serials, taken or given back as the portions' states say; a new order comes with its units taken. */
function claimsOf(table: Table, { before, after }: Change, { claimsVersion, newOrder }: CommitOptions): NamedWrite[] {
  const is = heldBy(after.portions);
  const was = newOrder ? { ...is, serials: [] } : heldBy(before?.portions ?? []);
  return claimWrites(table, after.head, was, is, claimsVersion);
}

/** The card in its company's list, where it shows something new; and where a purchase order is looked up, once. */
function businessWrites(table: Table, { before, after }: Change): NamedWrite[] {
  const { brand, rma, orderNumber, customerId, company, purchaseOrder, createdAt } = after.head;
  const put = (name: string, Item: Item): NamedWrite => ({ name, write: { Put: { TableName: table.name, Item } } });
  const card = companyItem(after);
  const shown = before && canonicalJson(cardOf(before)) === canonicalJson(cardOf(after));
  const found = {
    sk: `${createdAt}#${rma}`,
    rma,
    orderNumber,
    customerId,
    requestedAt: createdAt,
    ...(company && { company }),
  };
  return [
    ...(card && !shown ? [put('company', card)] : []),
    ...(purchaseOrder && !before
      ? [put('purchaseOrder', { pk: partitions.purchaseOrder(brand, purchaseOrder), ...found })]
      : []),
  ];
}

/** Decisions on the way over the border, each once. */
function customsWrites(table: Table, { event, customs = [] }: Change): NamedWrite[] {
  const pk = partitions.return(event.brand, event.rma);
  return customs.map(
    (one): NamedWrite => ({
      name: 'customs',
      write: {
        Put: {
          TableName: table.name,
          Item: { pk, sk: sortKeys.customsDecision(one.portion, one.version), ...one },
          ConditionExpression: 'attribute_not_exists(pk)',
        },
      },
    }),
  );
}

/**
 * New shipments can be found by their tracking number; a number that another return has is never taken from it. That of a
 * consignment finds all returns in it.
 */
function trackingWrites(table: Table, { before, after }: Change): NamedWrite[] {
  const { brand, rma } = after.head;
  const known = new Set(before?.shipments.map(({ trackingNumber }) => trackingNumber));
  return after.shipments.flatMap(({ trackingNumber, consignment }) => {
    if (!trackingNumber || known.has(trackingNumber)) return [];
    const sk = consignment === undefined ? sortKeys.only : sortKeys.inConsignment(rma);
    const Put = {
      TableName: table.name,
      Item: { pk: partitions.tracking(brand, trackingNumber), sk, rma },
      ConditionExpression: 'attribute_not_exists(pk) OR rma = :rma',
      ExpressionAttributeValues: { ':rma': rma },
    };
    return [{ name: 'tracking', write: { Put } }];
  });
}
