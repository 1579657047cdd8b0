import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { BatchGetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderBody } from '../contracts/order.ts';
import { soldLines } from '../orders/kits.ts';
import type { KnownSerial, KnownSerials } from '../serials/known.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** What is known of serial numbers, each in a partition of its own: the open return it is in, where it was sold, and whose it is. */

/** Items of one BatchGetItem (DynamoDB quotas). */
const largestBatch = 100;
const looked = [sortKeys.claims, sortKeys.sold, sortKeys.registered] as const;
const serialsAtOnce = Math.floor(largestBatch / looked.length);

/** What is known of these serial numbers: one read for 33. */
export async function loadSerials(table: Table, brand: string, serials: readonly string[]): Promise<KnownSerials> {
  const known = new Map<string, KnownSerial>();
  const asked = [...new Set(serials)];
  const batches = Array.from({ length: Math.ceil(asked.length / serialsAtOnce) }, (_, i) =>
    asked
      .slice(i * serialsAtOnce, (i + 1) * serialsAtOnce)
      .flatMap((serial) => looked.map((sk) => ({ pk: partitions.serial(brand, serial), sk }))),
  );
  const front = partitions.serial(brand, '').length;
  const found = await Promise.all(batches.map((batch) => readBatch(table, batch)));
  for (const item of found.flat()) {
    const serial = String(item.pk).slice(front);
    known.set(serial, { ...known.get(serial), ...knownFrom(item) });
  }
  return known;
}

type Key = { pk: string; sk: string };

/** Reads until every key was looked at: under load the table answers a part, and names the rest. */
async function readBatch(table: Table, keys: readonly Key[]): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = [];
  let rest: readonly Key[] = keys;
  while (rest.length > 0) {
    const answer = await table.documents.send(
      new BatchGetCommand({ RequestItems: { [table.name]: { Keys: [...rest], ConsistentRead: true } } }),
    );
    items.push(...(answer.Responses?.[table.name] ?? []));
    rest = (answer.UnprocessedKeys?.[table.name]?.Keys ?? []) as Key[];
  }
  return items;
}

function knownFrom(item: Record<string, unknown>): KnownSerial {
  if (item.sk === sortKeys.claims) return { heldBy: String(item.rma) };
  if (item.sk === sortKeys.registered) return { registeredTo: String(item.owner) };
  return {
    soldOn: {
      orderNumber: String(item.orderNumber),
      lineId: String(item.lineId),
      customerId: String(item.customerId),
    },
  };
}

/** Writes at a time, when an order names many serial numbers. */
const atOnce = 25;

/**
 * Remembers where serial numbers were sold, before the order itself is put: whoever dies in between puts it again. Of two
 * orders that sold the same unit the one placed later holds it.
 */
export async function rememberSold(table: Table, brand: string, orderNumber: string, order: OrderBody): Promise<void> {
  const sold = soldLines(order).flatMap(({ id, serials }) => serials.map((serial) => ({ serial, lineId: id })));
  const customerId = order.customer.id;
  const write = async () => {
    for (let one = sold.pop(); one; one = sold.pop())
      await remember(table, partitions.serial(brand, one.serial), {
        orderNumber,
        lineId: one.lineId,
        customerId,
        placedAt: order.placedAt,
      });
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, sold.length) }, write));
}

async function remember(table: Table, pk: string, sale: { placedAt: string } & Record<string, string>): Promise<void> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { pk, sk: sortKeys.sold, ...sale },
        ConditionExpression: 'attribute_not_exists(pk) OR placedAt <= :placedAt',
        ExpressionAttributeValues: { ':placedAt': sale.placedAt },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
