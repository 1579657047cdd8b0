import type { getCompany as getContract, putCompany as putContract } from '../../shared/contracts/companies.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf, versionWanted } from '../../shared/runtime/version-tag.ts';
import { loadCompany, storeCompany } from '../../shared/storage/companies.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Puts a company's account as its next version. */
export function createPutCompany({ table }: { table: Table }) {
  return async ({ params, body, header }: Request<typeof putContract>): Promise<Reply<typeof putContract>> => {
    const { brand, company } = params;
    const before = await loadCompany(table, brand, company);
    const version = before?.version ?? 0;
    const expected = versionWanted(header('if-match'), version);
    if (expected !== undefined && expected !== version) throw new ProblemError('version-conflict');
    const stored = await storeCompany(table, { brand, company }, body, before);
    return { body: { company, ...stored }, headers: { etag: tagOf(stored.version) } };
  };
}

export function createGetCompany({ table }: { table: Table }) {
  return async ({ params }: Request<typeof getContract>): Promise<Reply<typeof getContract>> => {
    const stored = await loadCompany(table, params.brand, params.company);
    if (!stored) throw new ProblemError('not-found');
    return { body: { company: params.company, ...stored }, headers: { etag: tagOf(stored.version) } };
  };
}
