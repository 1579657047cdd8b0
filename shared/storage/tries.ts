import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ProblemError } from '../contracts/errors.ts';
import { sha256 } from './sha256.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** Counts tries, so that nobody finds an order by trying: per order and per address, in windows of a quarter of an hour. */

const windowSeconds = 900;
export const mostTries = { order: 10, address: 50 };

export interface Tries {
  order: string;
  /** Address a try comes from; of IPv6 all of one network count as one. */
  address: string;
}

/** Adds to both counts. @returns what they are then */
async function add(table: Table, brand: string, tries: Tries, count: 1 | -1, now: Date) {
  const window = String(Math.floor(now.getTime() / 1000 / windowSeconds));
  const subjects = { order: tries.order, address: networkOf(tries.address) };
  const counted = (['order', 'address'] as const).map(async (kind) => {
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: partitions.tries(brand, `${kind}:${sha256(subjects[kind])}`, window), sk: sortKeys.only },
        UpdateExpression: 'ADD #count :count SET expiresAt = if_not_exists(expiresAt, :expires)',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: {
          ':count': count,
          ':expires': Math.floor(now.getTime() / 1000) + 2 * windowSeconds,
        },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return { kind, count: Number(Attributes?.count) };
  });
  return Promise.all(counted);
}

/**
 * Counts a try before it is made: of many at once no more get through than one after the other.
 * @throws ProblemError too-many-tries
 */
export async function countTry(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  const counts = await add(table, brand, tries, 1, now);
  if (counts.some(({ kind, count }) => count > mostTries[kind]))
    throw new ProblemError('too-many-tries', undefined, { headers: { 'retry-after': String(windowSeconds) } });
}

/** Takes a try back that was none: who made it knew what they asked for. */
export async function forgiveTry(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  await add(table, brand, tries, -1, now);
}

/**
 * The network an address counts as. A home or a server is given a whole /64 of IPv6 at least (RFC 6177), so that counting
 * single addresses would count nothing; IPv4 written as IPv6 is IPv4.
 */
export function networkOf(address: string): string {
  if (!address.includes(':')) return address;
  const ipv4 = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (ipv4) return ipv4;
  const [front = '', back] = address.toLowerCase().split('%')[0]?.split('::') ?? [];
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const head = groups(front);
  const tail = groups(back);
  const zeros = back === undefined ? [] : Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0');
  const whole = [...head, ...zeros, ...tail].map((group) => group.replace(/^0+(?=.)/, ''));
  return `${whole.slice(0, 4).join(':')}::/64`;
}
