import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProblemError } from '../contracts/errors.ts';
import { type Order, type OrderBody, type Person, person } from '../contracts/order.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import type { Claims } from '../orders/claims.ts';
import type { Credits } from '../orders/credits.ts';
import type { Held } from '../returns/claims.ts';
import { asKept } from './as-kept.ts';
import { cancellationOf, isCancellation } from './claims.ts';
import { rememberSold } from './serials.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, transact } from './transaction.ts';

/** Orders: what was bought, who bought it (apart, so that it can be erased), and what of it is spoken for. */

const storedClaims = z.object({
  version: z.number(),
  holders: z.record(z.string(), z.record(z.string(), z.array(z.number()))),
  /** Price-only credits, in minor units by line and slot. */
  credits: z.record(z.string(), z.record(z.string(), z.number())).default({}),
});

export interface StoredOrder {
  order: Order;
  person: Person;
  claims: Claims;
  /** What was credited of the price of units that stay with the customer. */
  credits: Credits;
  /** Version of the claims that were read: taking units is conditional on it. */
  claimsVersion: number;
}

/** An order with its person and claims: one Query. */
export async function loadOrder(table: Table, brand: string, orderNumber: string): Promise<StoredOrder | undefined> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND sk BETWEEN :claims AND :order',
      ExpressionAttributeValues: {
        ':pk': partitions.order(brand, orderNumber),
        ':claims': sortKeys.claims,
        ':order': sortKeys.orderPerson,
      },
      ConsistentRead: true,
    }),
  );
  const found = new Map(Items.map((item) => [item.sk, item]));
  const order = found.get(sortKeys.order);
  if (!order) return undefined;
  const claims = storedClaims.parse(found.get(sortKeys.claims) ?? { version: 0, holders: {} });
  return {
    order: asKept<Order>(order),
    person: person.catch({}).parse(asKept(found.get(sortKeys.orderPerson) ?? {})),
    claims: bySlot(claims.holders),
    credits: claims.credits,
    claimsVersion: claims.version,
  };
}

function bySlot(holders: z.infer<typeof storedClaims>['holders']): Required<Claims> {
  const claims: Required<Claims> = { units: {}, cancellations: {} };
  for (const [holder, lines] of Object.entries(holders)) {
    const kind = isCancellation(holder) ? claims.cancellations : claims.units;
    for (const [lineId, slots] of Object.entries(lines))
      for (const slot of slots) kind[lineId] = { ...kind[lineId], [String(slot)]: holder };
  }
  return claims;
}

/** An item of the table holds 400 KB (DynamoDB quotas); JSON is never shorter than what it takes there. */
const largestOrder = 400_000;

/**
 * Puts an order as it now stands. Order, person and the version of its claims change together, so that nobody takes units
 * of an order that is just being changed.
 * @returns false when the stored version is the same or a later one: then nothing changed
 * @throws ProblemError too-large when it cannot be kept in one piece
 */
export async function putOrder(table: Table, brand: string, orderNumber: string, body: OrderBody): Promise<boolean> {
  const { customer, shipTo, ...rest } = body;
  const pk = partitions.order(brand, orderNumber);
  const order: Order = {
    ...rest,
    brand,
    orderNumber,
    customerId: customer.id,
    flagged: customer.flagged,
    business: customer.business,
    ...(customer.company && { company: customer.company }),
    ...(customer.tier && { tier: customer.tier }),
    locale: customer.locale,
    ...(shipTo && { shipToCountry: shipTo.country }),
  };
  if (Buffer.byteLength(JSON.stringify(order)) > largestOrder)
    throw new ProblemError('too-large', say('order_most_bytes', { max: largestOrder }));
  const personItem: Person = {
    ...(customer.email && { email: customer.email }),
    ...(customer.phone && { phone: customer.phone }),
    ...(shipTo && { address: shipTo }),
  };
  await rememberSold(table, brand, orderNumber, body);
  const outcome = await transact(table, [
    {
      name: 'order',
      write: {
        Put: {
          TableName: table.name,
          Item: { pk, sk: sortKeys.order, ...order },
          ConditionExpression: 'attribute_not_exists(pk) OR updatedAt < :updatedAt',
          ExpressionAttributeValues: { ':updatedAt': body.updatedAt },
        },
      },
    },
    {
      name: 'person',
      write: { Put: { TableName: table.name, Item: { pk, sk: sortKeys.orderPerson, ...personItem } } },
    },
    {
      name: 'claims',
      write: {
        Update: {
          TableName: table.name,
          Key: { pk, sk: sortKeys.claims },
          UpdateExpression:
            'SET version = if_not_exists(version, :zero) + :one, holders = if_not_exists(holders, :none)',
          ExpressionAttributeValues: { ':zero': 0, ':one': 1, ':none': {} },
        },
      },
    },
  ]);
  return outcome.done;
}

/** The credits of an order as they now stand, decided on a version of its claims: both share one cap. */
export function creditWrite(
  table: Table,
  { brand, orderNumber }: Pick<Order, 'brand' | 'orderNumber'>,
  credits: Credits,
  claimsVersion: number,
): NamedWrite {
  return {
    name: 'credits',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk: partitions.order(brand, orderNumber), sk: sortKeys.claims },
        UpdateExpression: 'SET credits = :credits, version = :next',
        ConditionExpression: 'version = :version',
        ExpressionAttributeValues: { ':credits': credits, ':version': claimsVersion, ':next': claimsVersion + 1 },
      },
    },
  };
}

export interface NewOrder {
  order: Order;
  person: Person;
  /** Of the order it corrects, of which nothing is taken; 0 where there was none. */
  claimsVersion: number;
}

/**
 * An order made with a return, its units taken by it already. Another request may have made the same order, or taken units of
 * the one that is corrected: then none of this is written.
 */
export function newOrderWrites(
  table: Table,
  { order, person: who, claimsVersion }: NewOrder,
  rma: string,
  { units, cancelled }: Held,
): NamedWrite[] {
  const pk = partitions.order(order.brand, order.orderNumber);
  const none = { ConditionExpression: 'attribute_not_exists(pk)' };
  const corrects = claimsVersion > 0;
  const put = (name: string, Item: Record<string, unknown>, condition: object = corrects ? {} : none): NamedWrite => ({
    name,
    write: { Put: { TableName: table.name, Item, ...condition } },
  });
  const asRead = {
    ConditionExpression: 'version = :version',
    ExpressionAttributeValues: { ':version': claimsVersion },
  };
  const holders = {
    ...(Object.keys(units).length > 0 && { [rma]: units }),
    ...(Object.keys(cancelled).length > 0 && { [cancellationOf(rma)]: cancelled }),
  };
  return [
    put('order', { pk, sk: sortKeys.order, ...order }),
    put('person', { pk, sk: sortKeys.orderPerson, ...who }),
    put('units', { pk, sk: sortKeys.claims, version: claimsVersion + 1, holders }, corrects ? asRead : none),
  ];
}
