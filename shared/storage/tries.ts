import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { ProblemError } from '../contracts/errors.ts';
import { sha256 } from './sha256.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/**
 * Counts tries, so that nobody finds an order by trying, and mails, so that nobody fills a stranger's inbox: by what they are
 * about and where they come from, in windows of time.
 */

const quarter = 900;
const day = 86_400;
export const mostTries = { order: 10, address: 50 };
/** Links mailed in a day for an order, whichever of its drafts they lead to, and to a mailbox, whoever's orders they are of. */
export const mostMailed = { order: 10, mailbox: 10 };

export interface Tries {
  order: string;
  /** Address a try comes from; of IPv6 all of one network count as one. */
  address: string;
}

interface Limit {
  kind: string;
  subject: string;
  most: number;
  seconds: number;
}

/** Adds to each count. @returns those that are above their limit then */
async function add(table: Table, brand: string, limits: readonly Limit[], count: 1 | -1, now: Date): Promise<Limit[]> {
  const at = Math.floor(now.getTime() / 1000);
  const counted = limits.map(async (limit) => {
    const { kind, subject, seconds } = limit;
    const window = String(Math.floor(at / seconds));
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: partitions.tries(brand, `${kind}:${sha256(subject)}`, window), sk: sortKeys.only },
        UpdateExpression: 'ADD #count :count SET expiresAt = if_not_exists(expiresAt, :expires)',
        ExpressionAttributeNames: { '#count': 'count' },
        ExpressionAttributeValues: { ':count': count, ':expires': at + 2 * seconds },
        ReturnValues: 'UPDATED_NEW',
      }),
    );
    return Number(Attributes?.count) > limit.most ? [limit] : [];
  });
  return (await Promise.all(counted)).flat();
}

function refuseAbove(above: readonly Limit[]): void {
  if (above.length === 0) return;
  const seconds = Math.max(...above.map((limit) => limit.seconds));
  throw new ProblemError('too-many-tries', undefined, { headers: { 'retry-after': String(seconds) } });
}

const limitsOf = ({ order, address }: Tries): Limit[] => [
  { kind: 'order', subject: order, most: mostTries.order, seconds: quarter },
  { kind: 'address', subject: networkOf(address), most: mostTries.address, seconds: quarter },
];

/**
 * Counts a try before it is made: of many at once no more get through than one after the other.
 * @throws ProblemError too-many-tries
 */
export async function countTry(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  refuseAbove(await add(table, brand, limitsOf(tries), 1, now));
}

/** Takes a try back that was none: who made it knew what they asked for. */
export async function forgiveTry(table: Table, brand: string, tries: Tries, now: Date): Promise<void> {
  await add(table, brand, limitsOf(tries), -1, now);
}

/**
 * Counts a mail before it is sent.
 * @param to its mailbox
 * @throws ProblemError too-many-tries
 */
export async function countMail(
  table: Table,
  brand: string,
  { order, to }: { order: string; to: string },
  now: Date,
): Promise<void> {
  const limits = [
    { kind: 'mailed-order', subject: order, most: mostMailed.order, seconds: day },
    { kind: 'mailed-to', subject: to.trim().toLowerCase(), most: mostMailed.mailbox, seconds: day },
  ];
  refuseAbove(await add(table, brand, limits, 1, now));
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
