import { channelOf, isStaff } from '../../shared/access/principal.ts';
import type { startDraft as contract } from '../../shared/contracts/drafts.ts';
import { busy, inLanguagesOf, ProblemError } from '../../shared/contracts/errors.ts';
import type { ReturnRequest } from '../../shared/contracts/intake.ts';
import { type Draft, startDraft } from '../../shared/drafts/draft.ts';
import { newDraftId } from '../../shared/drafts/draft-id.ts';
import type { LoadedRequest } from '../../shared/intake/load-request.ts';
import { whereTyped } from '../../shared/intake/product-asked.ts';
import { statedLine } from '../../shared/orders/stated-order.ts';
import { dayAt } from '../../shared/policy/days.ts';
import { brandZone } from '../../shared/policy/zones.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadDraft, saveDraft } from '../../shared/storage/drafts.ts';
import { makeGuestLink } from '../../shared/storage/guest-links.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import { replyWith } from './draft-view.ts';
import { type DraftDeps, type Looked, lookedAt, refuseAll, wrongIn } from './look-at-draft.ts';

/** @throws ProblemError invalid-request or not-returnable, for what is wrong with the product: no step can mend it */
function refuseProduct(request: ReturnRequest, loaded: LoadedRequest): void {
  const own = whereTyped(request, wrongIn(loaded)).filter(({ pointer }) => pointer.startsWith('/product'));
  inLanguagesOf(loaded.locales, () => refuseAll(own));
}

/** A draft, with what it is about where that was just loaded. */
interface Begun {
  draft: Draft;
  looked?: Looked;
}

/** Begins a draft, and answers with the link by which it is taken up again; staff have it mailed instead. */
export function createStartDraft(deps: DraftDeps & { randomBytes(count: number): Uint8Array }) {
  const { table, load, randomBytes } = deps;

  /** @returns the draft; where this key was used before, that of the first request */
  async function begin({ principal, body, idempotency, now }: Request<typeof contract>): Promise<Begun> {
    const { brand } = principal;
    const first = async () => {
      const answer = await firstAnswer(table, idempotency, now);
      const draft = answer && (await loadDraft(table, brand, answer.made));
      if (answer && !draft) throw new ProblemError('draft-expired');
      return draft && { draft };
    };
    const id = newDraftId(randomBytes);
    const { product, ...asked } = body;
    const stated = product && { product, lines: [{ lineId: statedLine, quantity: 1, serials: [], reason: '' }] };
    const request = { ...asked, lines: [], ...stated };
    let loaded: LoadedRequest;
    try {
      loaded = await load(request, principal, now, { fresh: id });
      if (product) refuseProduct(request, loaded);
    } catch (error) {
      // Of a product that is on its way back by now, the first request with this key may have begun a draft.
      const before = product && error instanceof ProblemError && (await first());
      if (before) return before;
      throw error;
    }
    const { orderNumber, customerId, company } = loaded.stored.order;
    const begun = {
      brand,
      id,
      orderNumber,
      ...(product && { stated: product }),
      customerId,
      ...(company && { company }),
      channel: channelOf(principal),
      ...(body.locale && { locale: body.locale }),
      day: dayAt(now, brandZone(loaded.brand)),
    };
    const remembered = rememberAnswer(table, idempotency, { made: begun.id, seq: 1 }, now);
    const change = startDraft(begun, now);
    const outcome = await saveDraft(table, change, [remembered]);
    if (outcome.done) return { draft: change.after, looked: lookedAt(change.after, loaded) };
    const before = await first();
    if (!before) throw busy();
    return before;
  }

  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, now } = request;
    const { draft, looked } = await begin(request);
    const { brand, id, orderNumber, until } = draft;
    const { body, headers } = await replyWith(deps, draft, request, looked);
    const link = !isStaff(principal) && {
      token: await makeGuestLink(table, { brand, draft: id, orderNumber }, randomBytes(24), now),
      expiresAt: until,
    };
    return { body: { draft: body, ...(link && { link }) }, headers };
  };
}
