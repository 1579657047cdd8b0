import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { sha256 } from './sha256.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** Links in messages: a random token, of which only the hash is kept. The token names its brand, nothing else. */

const stored = z.object({
  rma: z.string().optional(),
  draft: z.string().optional(),
  orderNumber: z.string(),
  createdAt: z.string(),
  expiresAt: z.number(),
});
export type GuestLink = z.infer<typeof stored> & { brand: string };

/** Days a link is good for, unless what it leads to ends before. */
export const linkDays = 60;

/** What a link leads to: a return, or a draft of one. */
export type LinkTarget = { brand: string; orderNumber: string } & (
  | { rma: string; draft?: never }
  | { draft: string; rma?: never }
);

/** Makes a link's token. @param random 24 random bytes */
export async function makeGuestLink(
  table: Table,
  { brand, ...to }: LinkTarget,
  random: Uint8Array,
  now: Date,
): Promise<string> {
  const token = `${brand}.${Buffer.from(random).toString('base64url')}`;
  await table.documents.send(
    new PutCommand({
      TableName: table.name,
      Item: {
        pk: partitions.guestLink(brand, sha256(token)),
        sk: sortKeys.only,
        ...to,
        createdAt: now.toISOString(),
        expiresAt: Math.floor(now.getTime() / 1000) + linkDays * 86_400,
      },
    }),
  );
  return token;
}

/** The link of a token, if it is known and not expired (the table's own expiry lags, so it is looked at here). */
export async function findGuestLink(table: Table, token: string, now: Date): Promise<GuestLink | undefined> {
  const brand = token.match(/^([a-z][a-z0-9-]{1,30})\.[\w-]{20,}$/)?.[1];
  if (!brand) return undefined;
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk: partitions.guestLink(brand, sha256(token)), sk: sortKeys.only },
    }),
  );
  if (!Item) return undefined;
  const link = stored.parse(Item);
  return link.expiresAt * 1000 > now.getTime() ? { ...link, brand } : undefined;
}
