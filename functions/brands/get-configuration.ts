import type { getConfiguration as contract } from '../../shared/contracts/brands.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { tagOf } from '../../shared/runtime/version-tag.ts';
import { loadBrand } from '../../shared/storage/brands.ts';
import type { Table } from '../../shared/storage/table.ts';

/** A brand's configuration; of its secrets, only whose there are. */
export function createGetConfiguration({ table }: { table: Table }) {
  return async ({ params }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const stored = await loadBrand(table, params.brand);
    if (!stored) throw new ProblemError('not-found');
    return { body: { brand: params.brand, ...stored }, headers: { etag: tagOf(stored.version) } };
  };
}
