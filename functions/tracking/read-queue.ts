import { ProblemError } from '../../shared/contracts/errors.ts';
import type { readQueue as contract } from '../../shared/contracts/tracking.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { queueOfRole } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

/** What waits for a role at a site, most urgent first. Everybody sees the queue of their own roles, managers see all. */
export function createReadQueue({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ principal, params, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { role } = params;
    const { site } = query;
    if (!principal.roles.includes(role) && !principal.roles.includes('manager')) throw new ProblemError('not-allowed');
    const scope = JSON.stringify(['queue', principal.brand, role, ...(site ? [site] : [])]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await queueOfRole(table, { brand: principal.brand, role, site }, query.limit, start);
    return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}
