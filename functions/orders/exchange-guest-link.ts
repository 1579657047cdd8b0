import { ProblemError } from '../../shared/contracts/errors.ts';
import type { exchangeGuestLink as contract } from '../../shared/contracts/orders.ts';
import { isOver } from '../../shared/drafts/draft.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { SignIn } from '../../shared/runtime/sign-in.ts';
import { loadDraft } from '../../shared/storage/drafts.ts';
import { findGuestLink } from '../../shared/storage/guest-links.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/**
 * The token of a link becomes a short bearer token, unless the link has expired or was revoked since. A link to a draft
 * leads to the return once there is one.
 */
export function createExchangeGuestLink({ table, signIn }: { table: Table; signIn: SignIn }) {
  return async ({ body, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const link = await findGuestLink(table, body.token, now);
    const draft = link?.draft ? await loadDraft(table, link.brand, link.draft) : undefined;
    if (link && draft?.linksRevokedAt && link.createdAt <= draft.linksRevokedAt)
      throw new ProblemError('link-not-valid');
    if (draft?.state === 'open' && !isOver(draft, now))
      return { body: { ...(await signIn.guestToken(draft, now)), draft: draft.id } };
    const rma = link?.rma ?? draft?.rma;
    const current = link && rma ? await loadReturn(table, link.brand, rma) : undefined;
    const revokedAt = current?.head.linksRevokedAt;
    if (!link || !rma || !current || (revokedAt && link.createdAt <= revokedAt))
      throw new ProblemError('link-not-valid');
    return { body: { ...(await signIn.guestToken(current.head, now)), rma } };
  };
}
