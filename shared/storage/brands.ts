import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type BrandConfiguration, brandConfiguration, type Partner, partner } from '../contracts/configuration.ts';
import { ProblemError } from '../contracts/errors.ts';
import { partitions, type Table } from './table.ts';

/** A brand's configuration as administrators set it. */
const stored = z.object({ version: z.number(), configuration: brandConfiguration, secrets: z.array(partner) });
export type StoredBrand = z.infer<typeof stored>;

const key = (brand: string) => ({ pk: partitions.brand(brand), sk: 'CONFIGURATION' });

export async function loadBrand(table: Table, brand: string): Promise<StoredBrand | undefined> {
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key: key(brand) }));
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
  const before = await loadBrand(table, brand);
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
