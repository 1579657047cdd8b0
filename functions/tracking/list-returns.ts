import type { Principal } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { listReturns as contract } from '../../shared/contracts/tracking.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { returnsOfCompany, returnsOfCustomer } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

/** One's own returns, or one's company's, newest first; a guest's are those of the order. */
export function createListReturns({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ principal, query }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, id: customerId, orderNumber } = principal;
    const company = companyAsked(principal, query.whose);
    const scope = JSON.stringify(['returns', brand, customerId, orderNumber, company]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = company
      ? await returnsOfCompany(table, { brand, company }, query.limit, start)
      : await returnsOfCustomer(table, { brand, customerId, orderNumber }, query.limit, start);
    return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}

/** Whose employee asks, unless it is for their own. */
function companyAsked({ company }: Principal, whose: 'own' | 'company' | undefined): string | undefined {
  if (whose === 'own') return undefined;
  if (whose === 'company' && company === undefined) throw new ProblemError('not-allowed', say('no_company'));
  return company;
}
