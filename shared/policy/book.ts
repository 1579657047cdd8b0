import type { PolicyScope } from '../contracts/policy-scope.ts';
import { fits, isAmbiguous, isWithin, type LinePlace } from './scope.ts';

/**
 * A brand's policy book: which version of which policy is in force from when to when. Nothing of it that lies in the past
 * ever changes, so that the policy an order was placed under can be found for ever.
 */

/** One version of a policy put in force. */
export interface Activation {
  /** Its number in the book, from 1 on. */
  readonly number: number;
  readonly policyId: string;
  readonly version: string;
  readonly title: string;
  readonly scope?: PolicyScope | undefined;
  /** Decides from this instant on, until the next activation of the same policy, or `until`. */
  readonly from: string;
  readonly until?: string | undefined;
  /** The activation that goes on here, after one that was for a time. */
  readonly resumes?: number | undefined;
}

export interface PolicyBook {
  /** How often it was changed: the condition of the next change. */
  readonly version: number;
  readonly activations: readonly Activation[];
}

/** The shipped policy: in force wherever a brand has none of its own. */
export const shippedPolicyId = 'default';

/** Since when the shipped policy is in a book. */
export const sinceEver = '0001-01-01T00:00:00.000Z';

export const emptyBook: PolicyBook = { version: 0, activations: [] };

/** When an activation is in force: from, and until (absent: without an end). Undefined: never, it was called off. */
export interface Reign {
  readonly from: string;
  readonly until?: string;
}

/** The reign of each activation. Of two that begin at one instant the later one in the book counts. */
export function reignsOf({ activations }: PolicyBook): Map<Activation, Reign> {
  const reigns = new Map<Activation, Reign>();
  for (const own of Map.groupBy(activations.filter(isEver), ({ policyId }) => policyId).values()) {
    const inOrder = own.toSorted((a, b) => compare(a.from, b.from) || a.number - b.number);
    inOrder.forEach((one, i) => {
      const next = inOrder[i + 1]?.from;
      const until = earlier(one.until, next);
      if (until === undefined || until > one.from) reigns.set(one, { from: one.from, ...(until && { until }) });
    });
  }
  return reigns;
}

/** What is called off before it begins was never in force, and ends nobody else's reign. */
export const isEver = ({ from, until }: Activation) => until === undefined || until > from;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
const earlier = (a: string | undefined, b: string | undefined) =>
  a === undefined || (b !== undefined && b < a) ? b : a;

const holdsAt = ({ from, until }: Reign, at: string) => from <= at && (until === undefined || at < until);

export type Standing = 'over' | 'in_force' | 'scheduled' | 'called_off';

/** Every activation as it stands at an instant, with the end that it really has or had; in the order they were made. */
export function standingsAt(book: PolicyBook, at: string): (Activation & { state: Standing })[] {
  const reigns = reignsOf(book);
  return book.activations.map((one) => {
    const reign = reigns.get(one);
    if (!reign) return { ...one, state: 'called_off' };
    const state = holdsAt(reign, at) ? 'in_force' : reign.from > at ? 'scheduled' : 'over';
    return { ...one, ...reign, state };
  });
}

/**
 * The activation that decides a line at an instant: the narrowest that fits it. For what is older than every policy that
 * fits, the first of them. Undefined where the book has none for it: then the shipped policy decides.
 */
export function activationAt(book: PolicyBook, at: string, line: LinePlace): Activation | undefined {
  const fitting = [...reignsOf(book)].filter(([{ scope }]) => fits(scope, line));
  const inForce = fitting.filter(([, reign]) => holdsAt(reign, at)).map(([one]) => one);
  if (inForce.length > 0) return narrowest(inForce);
  if (fitting.some(([, { from }]) => from <= at)) return undefined;
  const first = fitting.map(([, { from }]) => from).toSorted()[0];
  return narrowest(fitting.filter(([, { from }]) => from === first).map(([one]) => one));
}

/** Of policies that fit one line: the one within all others. The shipped policy gives way to every policy of the brand. */
function narrowest(fitting: readonly Activation[]): Activation | undefined {
  const own = fitting.filter(({ policyId }) => policyId !== shippedPolicyId);
  const among = own.length > 0 ? own : fitting;
  return among.find((one) => among.every((other) => isWithin(one.scope, other.scope)));
}

/** Two policies that would be in force together, and leave open which of them decides a line. */
export interface Conflict {
  readonly one: Activation;
  readonly other: Activation;
  /** When both begin to be in force. */
  readonly from: string;
}

/** The conflicts of a book from an instant on. */
export function conflictsIn(book: PolicyBook, from: string): Conflict[] {
  const coming = [...reignsOf(book)].filter(
    ([{ policyId }, { until }]) => policyId !== shippedPolicyId && (until === undefined || until > from),
  );
  return coming.flatMap(([one, reign], i) =>
    coming.slice(i + 1).flatMap(([other, theirs]) => {
      const begins = [from, reign.from, theirs.from].toSorted().at(-1) ?? from;
      const together = holdsAt(reign, begins) && holdsAt(theirs, begins);
      return together && one.policyId !== other.policyId && isAmbiguous(one.scope, other.scope)
        ? [{ one, other, from: begins }]
        : [];
    }),
  );
}
