import type { DueKind, Head, Portion, PortionState } from '../contracts/return.ts';

/**
 * What must happen by when (product row 3.1), counted 24 × 7. A clock runs while any portion is in one of its states.
 * It stands still, keeping what is left, while it is the customer's turn. Evidence has as long as its reason says.
 */
interface Clock {
  states: readonly PortionState[];
  hours: number;
  /** `breach` is raised once and leaves the return where it is; `expire` ends the portions that still wait. */
  whenOver: 'breach' | 'expire';
  standsStillIn?: readonly PortionState[];
  /** Counts from the request only, and is over with the first answer to it. */
  onlyAtRequest?: true;
}

const day = 24;
const afterShipment: readonly PortionState[] = [
  'in_transit',
  'shipment_exception',
  'arrived',
  'quarantined',
  'disputed',
  'resolving',
  'resolution_failed',
  'resolved',
];

/** Kinds with clocks of their own: the machine's, and those of a withdrawal (`withdrawal.ts`). */
type Clocked = Exclude<DueKind, 'progress' | 'send_back' | 'refund'>;

export const clocks: Record<Clocked, Clock> = {
  acknowledge: { states: ['under_review'], hours: 4, whenOver: 'breach', onlyAtRequest: true },
  authorize: {
    states: ['under_review', 'awaiting_customs'],
    hours: 24,
    whenOver: 'breach',
    standsStillIn: ['awaiting_answer'],
  },
  receive: { states: ['arrived'], hours: 4, whenOver: 'breach' },
  inspect: { states: ['quarantined'], hours: 24, whenOver: 'breach' },
  resolve: { states: ['disputed', 'resolution_failed'], hours: 2 * day, whenOver: 'breach' },
  cycle: { states: afterShipment, hours: 7 * day, whenOver: 'breach' },
  answer: { states: ['awaiting_answer'], hours: 14 * day, whenOver: 'expire' },
  evidence: { states: ['awaiting_evidence'], hours: 14 * day, whenOver: 'expire' },
  label: { states: ['awaiting_shipment'], hours: 30 * day, whenOver: 'expire' },
};

/** States a clock of the `expire` kind ends when it runs out. */
export function expiredBy(kind: DueKind): readonly PortionState[] {
  return isClocked(kind) && clocks[kind].whenOver === 'expire' ? clocks[kind].states : [];
}

const isClocked = (kind: DueKind): kind is Clocked => Object.hasOwn(clocks, kind);

/** Whether a due date is raised once it has passed, and ends nothing. */
export const isRaised = (kind: DueKind): boolean =>
  kind !== 'progress' && (!isClocked(kind) || clocks[kind].whenOver === 'breach');

/** What a clock looks at: what was withdrawn never expires, the contract has ended all the same. */
const seenBy = ({ whenOver }: Clock, portions: readonly Portion[]): readonly Portion[] =>
  whenOver === 'expire' ? portions.filter(({ withdrawal }) => !withdrawal) : portions;

type Times = Pick<Head, 'due' | 'paused'>;

/**
 * The due dates after a change.
 * @param before due dates and portions before it (undefined for a new return)
 * @param after portions after it
 * @param now the time of the change
 */
export function dueDates(
  before: (Times & Pick<Head, 'breached'> & { portions: readonly Portion[] }) | undefined,
  after: readonly Portion[],
  now: Date,
): Times {
  const due: Head['due'] = {};
  const paused: NonNullable<Head['paused']> = {};
  const isIn = (portions: readonly Portion[], wanted: readonly PortionState[] = []) =>
    portions.some((portion) => wanted.includes(portion.state));

  for (const [name, clock] of Object.entries(clocks)) {
    const kind = name as keyof typeof clocks;
    const ran = before !== undefined && isIn(seenBy(clock, before.portions), clock.states);
    const runs = isIn(seenBy(clock, after), clock.states);
    if (kind === 'evidence' && runs) {
      due[kind] = evidenceUntil(after) ?? before?.due[kind] ?? hoursFrom(now, clock.hours);
      continue;
    }
    const left = before?.paused?.[kind];
    const wasDue = before?.due[kind];
    const anew = hoursFrom(now, clock.hours);
    // Raised while the return was here before the customer's turn: the rest of the stay is the same miss.
    const raised = clock.standsStillIn !== undefined && before?.breached.includes(kind);
    if (runs && ran) {
      // Already raised ones have no date any more, and get none. What ends portions gives later ones their whole time.
      if (wasDue) due[kind] = clock.whenOver === 'expire' && someEnter(before.portions, after, clock) ? anew : wasDue;
    } else if (runs && left !== undefined) {
      due[kind] = new Date(now.getTime() + left * 1000).toISOString();
    } else if (runs && !raised && !(clock.onlyAtRequest && before)) {
      due[kind] = anew;
    } else if (!runs && isIn(after, clock.standsStillIn)) {
      if (wasDue) paused[kind] = Math.max(0, Math.floor((Date.parse(wasDue) - now.getTime()) / 1000));
      else if (left !== undefined) paused[kind] = left;
    }
  }
  return Object.keys(paused).length > 0 ? { due, paused } : { due };
}

const hoursFrom = (now: Date, hours: number) => new Date(now.getTime() + hours * 3_600_000).toISOString();

/** Evidence is waited for as long as the reason of a portion says: the first that is over is due. */
function evidenceUntil(portions: readonly Portion[]): string | undefined {
  const waiting = portions.filter(({ state }) => clocks.evidence.states.includes(state));
  return waiting.flatMap(({ evidenceDue }) => evidenceDue?.until ?? []).sort()[0];
}

/** Whether a portion is in a state of the clock that was in none of them before. */
function someEnter(before: readonly Portion[], after: readonly Portion[], { states }: Clock): boolean {
  const there = new Set(before.filter(({ state }) => states.includes(state)).map(({ id }) => id));
  return after.some(({ id, state }) => states.includes(state) && !there.has(id));
}

/** The next date anything is due, or undefined. */
export function nextDue(due: Head['due']): string | undefined {
  return Object.values(due).sort()[0];
}
