import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type BrandConfiguration, brandConfiguration, type Partner, partner } from '../contracts/configuration.ts';
import { busy, ProblemError } from '../contracts/errors.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** A brand's configuration as administrators set it. */
const stored = z.object({ version: z.number(), configuration: brandConfiguration, secrets: z.array(partner) });
export type StoredBrand = z.infer<typeof stored>;

const key = (brand: string) => ({ pk: partitions.brand(brand), sk: sortKeys.configuration });

export async function loadBrand(table: Table, brand: string, ConsistentRead = false): Promise<StoredBrand | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: key(brand), ConsistentRead }),
  );
  return Item && stored.parse(Item);
}

/**
 * Keeps configurations for a short while: they change rarely, and requests need them always.
 * @param now the request's own time; nothing older than a minute is used
 */
export function createBrandReader(table: Table): (brand: string, now: Date) => Promise<BrandConfiguration | undefined> {
  const known = new Map<string, { at: number; configuration: BrandConfiguration }>();
  return async (brand, now) => {
    const kept = known.get(brand);
    if (kept && Math.abs(now.getTime() - kept.at) < 60_000) return kept.configuration;
    const found = await loadBrand(table, brand);
    if (!found) return undefined;
    known.set(brand, { at: now.getTime(), configuration: found.configuration });
    return found.configuration;
  };
}

/** Brands a process remembers; with more it begins anew. */
const mostKnown = 500;

/**
 * Whether a brand has a secret of a partner. Only a yes is kept: a brand that has just been given one is known at once.
 * @param now the request's own time
 */
export function createPartnerReader(table: Table): (brand: string, partner: Partner, now: Date) => Promise<boolean> {
  const known = new Map<string, number>();
  return async (brand, partner, now) => {
    const name = `${brand}/${partner}`;
    if (Math.abs(now.getTime() - (known.get(name) ?? 0)) < 60_000) return true;
    const found = (await loadBrand(table, brand))?.secrets.includes(partner) ?? false;
    if (known.size >= mostKnown) known.clear();
    if (found) known.set(name, now.getTime());
    return found;
  };
}

/** Longer than a function lives that puts a configuration (10 seconds): a brand is never taken from one still at work. */
const heldSeconds = 15;
const heldKey = (brand: string) => ({ pk: partitions.brand(brand), sk: 'CONFIGURATION~HELD' });

/**
 * Does the work of putting a brand's configuration while nobody else puts it: its secrets are kept elsewhere, so one
 * transaction cannot hold both.
 * @throws ProblemError busy when somebody else is just putting it
 */
export async function holdingBrand<Done>(
  table: Table,
  brand: string,
  owner: string,
  now: Date,
  work: () => Promise<Done>,
): Promise<Done> {
  const at = Math.floor(now.getTime() / 1000);
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...heldKey(brand), holder: owner, expiresAt: at + heldSeconds },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': at },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    throw busy(say('being_put'));
  }
  try {
    return await work();
  } finally {
    await letGo(table, brand, owner);
  }
}

async function letGo(table: Table, brand: string, owner: string): Promise<void> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: heldKey(brand),
        UpdateExpression: 'SET expiresAt = :over',
        ConditionExpression: 'holder = :owner',
        ExpressionAttributeValues: { ':over': 0, ':owner': owner },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}

/**
 * Stores a configuration as the next version.
 * @param expected version the caller has read; any when undefined
 * @throws ProblemError version-conflict when another version is stored
 */
export async function storeBrand(
  table: Table,
  brand: string,
  configuration: BrandConfiguration,
  secrets: readonly Partner[],
  expected: number | undefined,
): Promise<StoredBrand> {
  const before = await loadBrand(table, brand, true);
  const version = before?.version ?? 0;
  if (expected !== undefined && expected !== version) throw new ProblemError('version-conflict');
  const next: StoredBrand = {
    version: version + 1,
    configuration,
    secrets: [...new Set([...(before?.secrets ?? []), ...secrets])].sort(),
  };
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...key(brand), ...next },
        ConditionExpression: 'attribute_not_exists(pk) OR version = :version',
        ExpressionAttributeValues: { ':version': version },
      }),
    );
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ProblemError('version-conflict');
    throw error;
  }
  return next;
}
