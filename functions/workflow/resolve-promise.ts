import { alreadyShipped } from '../../shared/adapters/orders/port.ts';
import { TimedOut, Unavailable } from '../../shared/adapters/unanswered.ts';
import type { Instruction } from '../../shared/contracts/return.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import { type Change, type Context, lifecycleActor, type Return } from '../../shared/returns/change.ts';
import {
  fail,
  isInFlight,
  isSent,
  markPending,
  markSent,
  markUnknown,
  openEffects,
  refuseCancellation,
  settle,
} from '../../shared/returns/effects.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import { type OutsideAnswer, type OutsideDeps, outsideOf } from './outside.ts';

export interface ResolvePromiseDeps extends OutsideDeps {
  clock: Clock;
  progressMinutes: number;
}

/** After so many attempts that were certainly not sent, a person has to look. */
const mostAttempts = 8;

type Advance = 'succeeded' | 'failed' | 'waiting';

/**
 * Carries out what was promised: takes each open instruction once as far as it goes now, so that one that fails or takes
 * long holds up no other. Each refund and cancellation is marked as sent before it is sent; after a crash or a time-out it is looked up by
 * its id before anything else. Other resolutions are outcomes that are recorded.
 * @throws the first error of an instruction, after all were tried
 */
export function createResolvePromise(deps: ResolvePromiseDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const current = await loadReturn(deps.table, brand, rma);
    const states = new Set<Advance>();
    const errors: unknown[] = [];
    if (!current) return { outcome: 'nothing_to_do' };
    for (const effect of openEffects(current)) {
      try {
        states.add(await carryOut(deps, current, effect));
      } catch (error) {
        logger.error('instruction not carried out', { rma, instruction: effect.id, error: error as Error });
        errors.push(error);
      }
    }
    if (errors.length > 0) throw errors[0];
    // Goods that are resolved go on, whatever others wait for.
    if (states.has('succeeded')) return { outcome: 'done' };
    if (states.has('failed')) return { outcome: 'failed' };
    return { outcome: states.has('waiting') ? 'waiting' : 'nothing_to_do' };
  };
}

async function carryOut(deps: ResolvePromiseDeps, current: Return, effect: Instruction): Promise<Advance> {
  if (isSent(effect) && effect.amount?.minor !== 0) return advance(deps, current, effect);
  await record(deps, { brand: current.head.brand, rma: current.head.rma }, effect);
  return 'succeeded';
}

type Target = { brand: string; rma: string };

/** Commits what happened to an instruction, if it still stands as it was looked at. */
async function commit(
  { table, clock, progressMinutes }: ResolvePromiseDeps,
  target: Target,
  effect: Instruction,
  decide: (current: Return, context: Context, effect: Instruction) => Change,
): Promise<Instruction | undefined> {
  const now = clock();
  const context = { now, actor: lifecycleActor, progressMinutes };
  const done = await commandReturn(
    table,
    target,
    (current) => {
      const still = current.instructions.find(({ id }) => id === effect.id);
      return still?.state === effect.state && still.attempts === effect.attempts
        ? decide(current, context, still)
        : undefined;
    },
    { now },
  );
  return done?.change?.after.instructions.find(({ id }) => id === effect.id);
}

async function record(deps: ResolvePromiseDeps, target: Target, effect: Instruction): Promise<void> {
  await commit(deps, target, effect, (current, context, still) => settle(current, context, [still]));
}

/** Takes a refund or a cancellation as far as it goes now. */
async function advance(deps: ResolvePromiseDeps, current: Return, effect: Instruction): Promise<Advance> {
  const target = { brand: current.head.brand, rma: current.head.rma };
  const outside = outsideOf(deps, current, effect);
  if ('impossible' in outside) {
    await commit(deps, target, effect, (now, context, still) => fail(now, context, still, outside.impossible));
    return 'failed';
  }
  if (effect.state !== 'requested') {
    if (isInFlight(effect, deps.clock())) return 'waiting';
    const found = await reached(() => outside.lookUp());
    if (found === 'unavailable' || found === 'timed_out') return 'waiting';
    if (found.state !== 'not_found') return conclude(deps, target, effect, found);
    if (effect.attempts >= mostAttempts) {
      await commit(deps, target, effect, (now, context, still) => fail(now, context, still, 'provider_not_reached'));
      return 'failed';
    }
  }
  const sent = await commit(deps, target, effect, markSent);
  if (!sent) return 'waiting';
  const answer = await reached(() => outside.send());
  if (answer === 'timed_out' || answer === 'unavailable') {
    logger.warn('instruction not answered', { rma: target.rma, instruction: effect.id, kind: effect.kind, answer });
    await commit(deps, target, sent, markUnknown);
    return 'waiting';
  }
  return conclude(deps, target, sent, answer);
}

async function conclude(
  deps: ResolvePromiseDeps,
  target: Target,
  effect: Instruction,
  answer: OutsideAnswer,
): Promise<Advance> {
  if (answer.state === 'pending') {
    if (!effect.reference)
      await commit(deps, target, effect, (current, context, still) =>
        markPending(current, context, still, answer.reference),
      );
    return 'waiting';
  }
  if (answer.state === 'failed' && effect.kind === 'cancel_order' && answer.reason === alreadyShipped) {
    await commit(deps, target, effect, refuseCancellation);
    return 'succeeded';
  }
  await commit(deps, target, effect, (current, context, still) =>
    answer.state === 'failed'
      ? fail(current, context, still, answer.reason)
      : settle(current, context, [still], answer.reference),
  );
  return answer.state;
}

/** Asks an outside system; what is not an answer is a word. */
async function reached<Answer>(ask: () => Promise<Answer>): Promise<Answer | 'timed_out' | 'unavailable'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof TimedOut) return 'timed_out';
    if (error instanceof Unavailable) return 'unavailable';
    throw error;
  }
}
