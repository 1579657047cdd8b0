import { ProblemError } from '../../shared/contracts/errors.ts';
import type { exchangeGuestLink as contract } from '../../shared/contracts/orders.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { SignIn } from '../../shared/runtime/sign-in.ts';
import { findGuestLink } from '../../shared/storage/guest-links.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/** The token of a mailed link becomes a short bearer token, unless the link has expired or was revoked since. */
export function createExchangeGuestLink({ table, signIn }: { table: Table; signIn: SignIn }) {
  return async ({ body, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const link = await findGuestLink(table, body.token, now);
    const current = link && (await loadReturn(table, link.brand, link.rma));
    const revokedAt = current?.head.linksRevokedAt;
    if (!link || !current || (revokedAt && link.createdAt <= revokedAt)) throw new ProblemError('link-not-valid');
    const { brand, orderNumber, customerId } = current.head;
    return { body: { ...(await signIn.guestToken({ brand, orderNumber, customerId }, now)), rma: link.rma } };
  };
}
