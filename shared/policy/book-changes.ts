import { type FieldError, fieldError, ProblemError } from '../contracts/errors.ts';
import type { PolicyScope } from '../contracts/policy-scope.ts';
import { type Said, type SentenceCode, type SentenceValues, say } from '../contracts/sentences/catalogue.ts';
import { type Activation, conflictsIn, isEver, type PolicyBook, reignsOf, shippedPolicyId, sinceEver } from './book.ts';
import { nameInBook } from './scope.ts';

/** Changes of a brand's policy book. Each looks ahead only: what was in force until now stays as it was. */

/** A version that can be put in force. */
export interface PolicyVersionRef {
  policyId: string;
  version: string;
  title: string;
  scope?: PolicyScope | undefined;
}

export interface Period {
  /** Absent: now. */
  from?: string | undefined;
  until?: string | undefined;
}

/** A book as it is after a change, and the activation that was made or ended. */
export interface Changed {
  book: PolicyBook;
  activation: Activation;
}

/** An item of the table holds 400 KB; a thousand activations are a third of it. */
const mostActivations = 1000;

const invalid = <Code extends SentenceCode>(pointer: string, code: Code, ...values: SentenceValues<Code>) =>
  new ProblemError('invalid-request', undefined, { errors: [fieldError(pointer, code, ...values)] });
const refused = (detail: Said | undefined, errors?: readonly FieldError[]) =>
  new ProblemError('policy-book-conflict', detail, errors && { errors });

/**
 * Puts a version in force. The first change of a book also says what was in force before it: the shipped policy, since ever;
 * or, where the brand begins with its own, that one covers older orders too.
 * @param shipped the shipped policy as it is deployed
 * @throws ProblemError invalid-request with a pointer; policy-book-conflict where two policies would decide the same lines
 */
export function activate(
  book: PolicyBook,
  wish: PolicyVersionRef & Period & { coversOlderOrders?: boolean | undefined },
  now: Date,
  shipped: PolicyVersionRef,
): Changed {
  const at = now.toISOString();
  const from = wish.from ?? at;
  if (from < at) throw invalid('/from', 'in_the_past');
  if (wish.until !== undefined && wish.until <= from) throw invalid('/until', 'not_after_from');
  const begins = book.activations.length === 0;
  if (wish.coversOlderOrders && !(begins && from === at)) throw invalid('/coversOlderOrders', 'not_the_first');
  const before: PolicyBook =
    begins && !wish.coversOlderOrders
      ? { ...book, activations: [{ number: 1, ...refOf(shipped), from: sinceEver }] }
      : book;
  const running = heldBy(before, wish.policyId, from);
  if (running?.version === wish.version && running.until === wish.until)
    throw invalid('/version', 'in_force_already', { version: wish.version });
  const open = {
    ...before,
    activations: before.activations.map((one) => calledOff(one, wish.policyId, from, wish.until)),
  };
  const changed = added(open, { ...refOf(wish), from, ...(wish.until && { until: wish.until }) }, at);
  return wish.until === undefined ? changed : resumed(changed, before, wish.until, at);
}

/** What would have gone on within the time of a new activation does not any more: that one says itself what comes after it. */
const calledOff = (one: Activation, policyId: string, from: string, until: string | undefined): Activation =>
  one.resumes !== undefined && one.policyId === policyId && one.from > from && (until === undefined || one.from < until)
    ? { ...one, until: one.from }
    : one;

/** After an activation that is for a time, the version that would be in force then without it goes on. */
function resumed({ book, activation }: Changed, before: PolicyBook, until: string, at: string): Changed {
  const { policyId } = activation;
  const next = heldBy(before, policyId, until);
  if (!next || heldBy(book, policyId, until)) return { book, activation };
  const goesOn = { ...refOf(next), from: until, ...(next.until && { until: next.until }), resumes: next.number };
  return { book: { ...added(book, goesOn, at).book, version: book.version }, activation };
}

/**
 * Ends an activation, or calls it off before it has begun.
 * @param ends absent: now
 * @throws ProblemError not-found, invalid-request, policy-book-conflict
 */
export function endActivation(book: PolicyBook, policyId: string, number: number, ends: string | undefined, now: Date) {
  const at = now.toISOString();
  const activation = book.activations.find((one) => one.number === number && one.policyId === policyId);
  if (!activation) throw new ProblemError('not-found');
  if (policyId === shippedPolicyId) throw refused(say('shipped_never_ends'));
  const reign = reignsOf(book).get(activation);
  if (!reign || (reign.until !== undefined && reign.until <= at))
    throw refused(say('activation_over', { activation: number }));
  if (ends !== undefined && ends < at) throw invalid('/at', 'in_the_past');
  const until = [ends ?? at, reign.from].toSorted().at(-1) ?? at;
  if (reign.until !== undefined && until > reign.until) throw invalid('/at', 'after_its_end', { until: reign.until });
  const ended = { ...activation, until };
  /** What goes on after it does so earlier. */
  const follows = (one: Activation) =>
    one.resumes !== undefined && one.policyId === policyId && one.from === activation.until && isEver(one);
  return checked(
    book,
    book.activations.map((one) => (one === activation ? ended : follows(one) ? { ...one, from: until } : one)),
    ended,
    at,
  );
}

/**
 * Goes back to a version that was in force before, from now on, until when the present one would have ended.
 * @param version absent: the one in force before the present one
 * @throws ProblemError policy-book-conflict, invalid-request
 */
export function rollBack(book: PolicyBook, policyId: string, version: string | undefined, now: Date): Changed {
  const at = now.toISOString();
  const current = heldBy(book, policyId, at);
  if (!current) throw refused(say('nothing_to_roll_back'));
  const earlier = [...reignsOf(book)]
    .filter(([one, { from }]) => one.policyId === policyId && from <= at && one.version !== current.version)
    .toSorted(([, a], [, b]) => (a.from < b.from ? 1 : -1))
    .map(([one]) => one);
  if (version === undefined && !earlier[0]) throw refused(say('no_earlier_version', { activation: current.number }));
  const back = version === undefined ? earlier[0] : earlier.find((one) => one.version === version);
  if (!back) throw invalid('/version', 'never_in_force', { version: version ?? '' });
  return added(book, { ...refOf(back), from: at, ...(current.until && { until: current.until }) }, at);
}

/** The activation of one policy that is in force at an instant. */
function heldBy(book: PolicyBook, policyId: string, at: string): Activation | undefined {
  for (const [one, { from, until }] of reignsOf(book))
    if (one.policyId === policyId && from <= at && (until === undefined || at < until)) return one;
  return undefined;
}

const refOf = ({ policyId, version, title, scope }: PolicyVersionRef) => ({
  policyId,
  version,
  title,
  ...(scope && { scope }),
});

function added(book: PolicyBook, one: Omit<Activation, 'number'>, at: string): Changed {
  const number = book.activations.reduce((most, { number: taken }) => Math.max(most, taken), 0) + 1;
  const activation = { number, ...one };
  return checked(book, [...book.activations, activation], activation, at);
}

/** The next version of the book. @throws ProblemError policy-book-conflict with both names */
function checked(book: PolicyBook, activations: readonly Activation[], activation: Activation, at: string): Changed {
  if (activations.length > mostActivations)
    throw new ProblemError('too-many-items', say('most_activations', { max: mostActivations }));
  const next: PolicyBook = { version: book.version + 1, activations };
  const conflicts = conflictsIn(next, at);
  if (conflicts.length > 0) {
    const errors = conflicts
      .slice(0, 20)
      .map(({ one, other, from }) =>
        fieldError('/from', 'scope_overlap', { one: nameInBook(one), other: nameInBook(other), from }),
      );
    throw refused(undefined, errors);
  }
  return { book: next, activation };
}
