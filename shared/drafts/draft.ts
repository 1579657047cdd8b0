import type { Channel } from '../contracts/decision.ts';
import {
  type ContactStep,
  type DraftPlace,
  type DraftStep,
  draftPlace,
  draftStep,
  type ProblemStep,
  type ProductStep,
  type PurchaseStep,
} from '../contracts/drafts.ts';
import type { StatedProduct } from '../contracts/purchase.ts';
import type { Evidence } from '../contracts/return.ts';

/** A return request on its way: what it holds, how far it came, and what becomes of it. Pure: time comes as an argument. */

/** What a customer said. It is kept apart, so that it can be erased; it goes with the draft's end. */
export interface DraftWords {
  contact?: ContactStep | undefined;
  purchase?: PurchaseStep | undefined;
  problem?: ProblemStep | undefined;
}

/** A piece of evidence of a draft: demanded by the reasons given, or added by the customer. */
export type DraftFile = Evidence & { wanted: 'demanded' | 'more' };

export interface Draft {
  brand: string;
  id: string;
  version: number;
  state: 'open' | 'submitted' | 'expired';
  /** The order it is of; of a product that no order system knows, the number its own order will have. */
  orderNumber: string;
  /** The product it is about, where it was begun with one in place of an order number. */
  stated?: StatedProduct | undefined;
  /** Whose order it is. */
  customerId: string;
  company?: string | undefined;
  channel: Channel;
  locale?: string | undefined;
  createdAt: string;
  updatedAt: string;
  /** Expires then. */
  until: string;
  /** Day it was begun, where the brand is: its counts are those of this day. */
  day: string;
  /** What became of each step, as far as it was met. */
  reached: Partial<Record<DraftPlace, 'started' | 'completed' | 'skipped' | 'abandoned'>>;
  product?: ProductStep | undefined;
  files: readonly DraftFile[];
  /** How often its link was mailed. */
  mailed: number;
  /** Links made until then lead nowhere any more. */
  linksRevokedAt?: string | undefined;
  words: DraftWords;
  /** The return it became, and under which ids its files are there. */
  rma?: string | undefined;
  moved?: Record<string, string> | undefined;
}

/** One more draft that has come so far. */
export interface Count {
  place: DraftPlace;
  what: 'started' | 'completed' | 'skipped' | 'abandoned';
}

/** A draft after a change, with what is counted of it: both are kept together, or neither. */
export interface DraftChange {
  before?: Draft;
  after: Draft;
  counts: Count[];
}

const day = 86_400_000;
/** Days a draft is kept since it was last saved, and at most. */
export const draftDays = { sinceSaved: 14, atMost: 60 } as const;

const untilFrom = (createdAt: string, now: Date): string =>
  new Date(
    Math.min(now.getTime() + draftDays.sinceSaved * day, Date.parse(createdAt) + draftDays.atMost * day),
  ).toISOString();

/** Where a draft stands: the first step that was never completed. */
export const standsAt = ({ reached }: Pick<Draft, 'reached'>): DraftPlace =>
  draftPlace.options.find((place) => reached[place] !== 'completed') ?? 'submit';

/** Whether nobody can go on with it: the table's own expiry lags, so it is looked at here. */
export const isOver = ({ state, until }: Pick<Draft, 'state' | 'until'>, now: Date): boolean =>
  state === 'expired' || (state === 'open' && until <= now.toISOString());

export type Begun = Pick<
  Draft,
  'brand' | 'id' | 'orderNumber' | 'stated' | 'customerId' | 'company' | 'channel' | 'locale' | 'day'
>;

export function startDraft(begun: Begun, now: Date): DraftChange {
  const at = now.toISOString();
  const first: DraftPlace = 'product';
  return {
    after: {
      ...begun,
      version: 1,
      state: 'open',
      createdAt: at,
      updatedAt: at,
      until: untilFrom(at, now),
      reached: { [first]: 'started' },
      files: [],
      mailed: 0,
      words: {},
    },
    counts: [{ place: first, what: 'started' }],
  };
}

/** What a step says of a draft. */
export type StepContent = Partial<Pick<Draft, 'product' | 'files'>> & { words?: DraftWords };

/** Saves a step: it is completed when it was saved for the first time, and then the next one is started. */
export function saveStep(before: Draft, step: DraftStep, { words, ...content }: StepContent, now: Date): DraftChange {
  const counts: Count[] = [];
  const reached = { ...before.reached };
  const mark = (place: DraftPlace, what: 'started' | 'completed') => {
    reached[place] = what;
    counts.push({ place, what });
  };
  if (reached[step] === undefined) mark(step, 'started');
  if (reached[step] !== 'completed') mark(step, 'completed');
  const next = standsAt({ reached });
  if (reached[next] === undefined) mark(next, 'started');
  return changed(
    before,
    { ...content, reached, words: words ? { ...before.words, ...words } : before.words },
    counts,
    now,
  );
}

/** A file was looked at: the draft lives on, and nothing is counted. */
export const withFiles = (before: Draft, files: readonly DraftFile[], now: Date): DraftChange =>
  changed(before, { files }, [], now);

/** A link is mailed so often and no more: whoever types an address should not fill a stranger's inbox. */
export const mostMails = 5;

/** Its link is mailed once more. */
export const withMail = (before: Draft, now: Date): DraftChange =>
  changed(before, { mailed: before.mailed + 1 }, [], now);

/** Its links lead nowhere any more, also once it has become a return. That prolongs nothing. */
export const withoutLinks = (before: Draft, now: Date): DraftChange => ({
  before,
  after: { ...before, version: before.version + 1, linksRevokedAt: now.toISOString() },
  counts: [],
});

/** It became a return: what it held is there now. */
export function submitted(before: Draft, rma: string, moved: Record<string, string>, now: Date): DraftChange {
  const skipped = draftStep.options.filter((step) => before.reached[step] === 'started');
  const counts: Count[] = [
    ...skipped.map((place) => ({ place, what: 'skipped' as const })),
    ...(before.reached.submit ? [] : [{ place: 'submit' as const, what: 'started' as const }]),
    { place: 'submit', what: 'completed' },
  ];
  const reached: Draft['reached'] = {
    ...before.reached,
    ...Object.fromEntries(skipped.map((step) => [step, 'skipped'])),
    submit: 'completed',
  };
  return ended(before, { state: 'submitted', reached, rma, moved }, counts, now);
}

/** It was left: counted at the step where it stood. @returns undefined while its time is not over, or it has ended */
export function expired(before: Draft, now: Date): DraftChange | undefined {
  if (before.state !== 'open' || !isOver(before, now)) return undefined;
  const place = standsAt(before);
  const reached = { ...before.reached, [place]: 'abandoned' as const };
  return ended(before, { state: 'expired', reached }, [{ place, what: 'abandoned' }], now);
}

const changed = (before: Draft, content: Partial<Draft>, counts: Count[], now: Date): DraftChange => ({
  before,
  after: {
    ...before,
    ...content,
    version: before.version + 1,
    updatedAt: now.toISOString(),
    until: untilFrom(before.createdAt, now),
  },
  counts,
});

/** What was said and sent goes with the end of a draft; what is left says what became of it. */
const ended = (before: Draft, content: Partial<Draft>, counts: Count[], now: Date): DraftChange => ({
  before,
  after: {
    ...before,
    ...content,
    version: before.version + 1,
    updatedAt: now.toISOString(),
    stated: undefined,
    product: undefined,
    files: [],
    words: {},
  },
  counts,
});
