import { type Principal, sees } from '../../shared/access/principal.ts';
import { ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { type Draft, isOver } from '../../shared/drafts/draft.ts';
import { requestOf, type StepError, stepErrors, type Told } from '../../shared/drafts/request.ts';
import { decideLoaded } from '../../shared/intake/assessor.ts';
import type { CustomsReader } from '../../shared/intake/customs-of.ts';
import type { LoadedRequest, Outlook, RequestLoader } from '../../shared/intake/load-request.ts';
import type { Slots } from '../../shared/intake/upload-slots.ts';
import type { Locales } from '../../shared/notifications/language.ts';
import { soldLines } from '../../shared/orders/kits.ts';
import type { PolicyBook } from '../../shared/policy/book.ts';
import type { DecidedRequest } from '../../shared/returns/assess.ts';
import { refusalsIn } from '../../shared/returns/refusals-in.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';
import type { Table } from '../../shared/storage/table.ts';

/** What every route of a draft needs. */
export interface DraftDeps {
  table: Table;
  load: RequestLoader;
  readBook(brand: string, now: Date): Promise<PolicyBook>;
  policies: PolicyReader;
  readCustoms: CustomsReader;
  slots: Slots;
}

export interface Asker {
  principal: Principal;
  now: Date;
  speaks: Locales;
}

/** @throws ProblemError not-found out of the caller's sight, draft-expired */
export function refuseOutOfSight(draft: Draft | undefined, { principal, now }: Asker): asserts draft is Draft {
  if (!draft || !sees(principal, draft)) throw new ProblemError('not-found');
  if (isOver(draft, now)) throw new ProblemError('draft-expired');
}

/** @throws the same; step-not-legal once it was submitted */
export function refuseEnded(draft: Draft | undefined, asker: Asker): asserts draft is Draft {
  refuseOutOfSight(draft, asker);
  if (draft.state === 'submitted')
    throw new ProblemError('step-not-legal', say('draft_submitted', { rma: draft.rma ?? '' }));
}

/** Whose a product is was found out when its draft was begun: whoever has the link goes on for them. */
export const outlookOf = ({ id, stated, customerId }: Draft): Outlook =>
  stated ? { fresh: id, owner: customerId } : {};

/** A draft with all it is about, and what is still to be told or put right. */
export interface Looked {
  draft: Draft;
  loaded: LoadedRequest;
  errors: readonly StepError[];
  /** What it would be answered now, once that was asked. */
  decided?: Promise<DecidedRequest>;
}

/** Looks at a draft as at the whole request it is on its way to. */
export async function lookAt(
  { load }: Pick<DraftDeps, 'load'>,
  draft: Draft,
  { principal, now }: Asker,
): Promise<Looked> {
  return lookedAt(draft, await load(requestOf(draft), principal, now, outlookOf(draft)));
}

/** The same of what was loaded for its request before. */
export function lookedAt(draft: Draft, loaded: LoadedRequest): Looked {
  const titles = new Map(soldLines(loaded.stored.order).map(({ id, title }) => [id, title]));
  const titleOf = (lineId: string) => draft.stated?.title ?? titles.get(lineId) ?? lineId;
  return { draft, loaded, errors: stepErrors(draft, wrongIn(loaded), titleOf) };
}

/** What a whole request would be refused for. */
export const wrongIn = ({ request, missing, given }: LoadedRequest): Told[] => [
  ...missing.map((one) => ({ ...one, as: 'invalid-request' as const })),
  ...refusalsIn(request, given),
];

/** @throws ProblemError invalid-request or not-returnable, with all fields that are wrong in that way */
export function refuseAll(wrong: readonly Told[]): void {
  for (const type of ['invalid-request', 'not-returnable'] as const)
    refuse(
      type,
      wrong.filter(({ as }) => as === type).map(({ as: _, ...error }) => error),
    );
}

/** Whether it would be taken as it is: products and their problems are told, and nothing is wrong. */
export const isReady = ({ draft, errors }: Looked): boolean =>
  draft.product !== undefined && draft.words.problem !== undefined && errors.length === 0;

/** What it would be answered now; undefined while it is not ready. */
export function decidedOf(
  { readBook, ...deciding }: DraftDeps,
  looked: Looked,
  { now }: Asker,
): Promise<DecidedRequest> | undefined {
  if (!isReady(looked)) return undefined;
  const { draft, loaded } = looked;
  looked.decided ??= readBook(draft.brand, now).then((book) =>
    decideLoaded(deciding, requestOf(draft), loaded, { book, at: now }),
  );
  return looked.decided;
}
