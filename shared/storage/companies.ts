import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type CompanyAccount, companyAccount } from '../contracts/companies.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { storeVersioned } from './versioned.ts';

/** Companies' accounts, as integrations and administrators set them. */
const stored = z.object({ version: z.number(), account: z.object(companyAccount.shape) });
export type StoredCompany = z.infer<typeof stored>;

const keyOf = (brand: string, company: string) => ({
  pk: partitions.company(brand, company),
  sk: sortKeys.only,
});

export async function loadCompany(table: Table, brand: string, company: string): Promise<StoredCompany | undefined> {
  const Key = keyOf(brand, company);
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item && stored.parse(Item);
}

/** Stores an account as the next version. @throws ProblemError version-conflict when it was changed since it was read */
export const storeCompany = (
  table: Table,
  { brand, company }: { brand: string; company: string },
  account: CompanyAccount,
  before: StoredCompany | undefined,
): Promise<StoredCompany> => storeVersioned(table, keyOf(brand, company), { account }, before);

/** Accounts a process remembers; with more it begins anew. */
const mostKnown = 500;

export type CompanyReader = (brand: string, company: string, now: Date) => Promise<CompanyAccount | undefined>;

/**
 * Keeps accounts for a short while: an order of a company needs its account always. One that is missing is looked for
 * again each time, so that it counts as soon as it is put.
 * @param now the request's own time; nothing older than a minute is used
 */
export function createCompanyReader(table: Table): CompanyReader {
  const known = new Map<string, { at: number; account: CompanyAccount }>();
  return async (brand, company, now) => {
    const name = `${brand}/${company}`;
    const kept = known.get(name);
    if (kept && Math.abs(now.getTime() - kept.at) < 60_000) return kept.account;
    const found = await loadCompany(table, brand, company);
    if (!found) return undefined;
    if (known.size >= mostKnown) known.clear();
    known.set(name, { at: now.getTime(), account: found.account });
    return found.account;
  };
}
