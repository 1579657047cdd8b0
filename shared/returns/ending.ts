import type { DueKind, Portion } from '../contracts/return.ts';
import { amend, type Change, type Context, machineSteps, patience, portionsFor, type Return } from './change.ts';
import { type Ending, endingWithdrawals } from './ending-withdrawals.ts';
import { isLegal } from './lifecycle.ts';
import { parcelsGivenUp } from './parcels.ts';
import { instructionsFor } from './refund.ts';
import { noted, startAgreed } from './review.ts';
import { expiredBy, isRaised } from './sla.ts';

/** How a return ends before its goods came: cancelled by a person, or expired; and what else a due date brings about. */

/**
 * Cancels all portions that are not on their way yet. The reason is kept with what people said.
 * @throws ProblemError also where staff would end a withdrawal: see `endingWithdrawals`
 */
export function cancel(
  current: Return,
  context: Context,
  reason?: string,
  override: Omit<Ending, 'reason'> = {},
): Change {
  const ending = endingWithdrawals(portionsFor(current, 'cancel'), current, context, { ...override, reason });
  const portions = ending.portions.map((portion) => ({ ...portion, state: 'cancelled' as const }));
  const ids = portions.map(({ id }) => id);
  return amend(current, context, {
    type: 'return.cancelled',
    step: 'cancel',
    portions,
    shipments: parcelsGivenUp(current.shipments, ids),
    data: { portions: ids, ...ending.data },
    ...noted(current, context, ['customer', 'guest'].includes(context.actor.role) ? 'customer' : 'agent', reason),
  });
}

/**
 * Does what a passed due date demands: raises a missed served level once, ends what waited too long, or starts the
 * lifecycle machine again.
 * @returns undefined when nothing is due (any more)
 */
export function passDueDate(current: Return, context: Context): Change | undefined {
  const now = context.now.toISOString();
  const [kind] = (Object.keys(current.head.due) as DueKind[])
    .filter((one) => (current.head.due[one] ?? now) <= now)
    .sort((a, b) => ((current.head.due[a] ?? '') < (current.head.due[b] ?? '') ? -1 : 1));
  if (!kind) return undefined;
  if (kind === 'progress') return requestProgress(current, context);
  if (isRaised(kind)) return raiseBreach(current, context, kind);
  if (kind === 'evidence') return missEvidence(current, context);
  const waiting = current.portions.filter(({ state }) => expiredBy(kind).includes(state));
  return expire(current, context, kind, waiting);
}

/** Ends portions that waited too long. */
function expire(current: Return, context: Context, kind: DueKind, waiting: readonly Portion[]): Change {
  const portions = waiting
    .filter(({ state, withdrawal }) => isLegal('expire', state) && !withdrawal)
    .map((portion) => ({ ...portion, state: 'expired' as const }));
  const ids = portions.map(({ id }) => id);
  return amend(current, context, {
    type: 'return.expired',
    step: 'expire',
    portions,
    shipments: parcelsGivenUp(current.shipments, ids),
    data: { kind, portions: ids },
  });
}

/**
 * Evidence has not come in time: what the reason says happens to the portions it is over for. Those that go another way
 * than the first of them are the next change's.
 */
function missEvidence(current: Return, context: Context): Change {
  const now = context.now.toISOString();
  // A return from before reasons said so ends, as its clock says.
  const endOf = ({ evidenceDue }: Portion) =>
    evidenceDue ?? { until: current.head.due.evidence ?? now, without: 'expire' };
  const over = current.portions
    .filter((portion) => isLegal('miss_evidence', portion.state) && endOf(portion).until <= now)
    .sort((a, b) => (endOf(a).until < endOf(b).until ? -1 : 1));
  const without = over[0] ? endOf(over[0]).without : 'expire';
  const missed = over.filter((portion) => endOf(portion).without === without);
  if (without === 'expire') return expire(current, context, 'evidence', missed);
  const portions = missed.map(
    (portion): Portion =>
      without === 'go_on' && portion.terms
        ? startAgreed(portion, portion.terms)
        : { ...portion, state: 'under_review' },
  );
  const resolving = portions.filter(({ state }) => state === 'resolving');
  return amend(current, context, {
    type: 'return.evidence_missed',
    step: 'miss_evidence',
    portions,
    instructions: instructionsFor(resolving, current.head.version + 1, now),
    data: { portions: portions.map(({ id }) => id), without },
  });
}

function raiseBreach(current: Return, context: Context, kind: DueKind): Change {
  const { [kind]: missed, ...due } = current.head.due;
  const without = { ...current, head: { ...current.head, due } };
  const change = amend(without, context, {
    type: 'return.sla_breached',
    data: { kind, dueAt: missed },
    head: { breached: [...current.head.breached, kind] },
  });
  return { ...change, before: current };
}

/** The machine was silent for too long: whatever happened to it, the return goes on from the table. */
function requestProgress(current: Return, context: Context): Change {
  const restarts = current.head.restarts + 1;
  return amend(current, context, {
    type: 'return.progress_requested',
    data: { restarts, ...(restarts === patience && { stalled: true }) },
    head: { restarts },
    starts: machineSteps(current.portions, current),
  });
}
