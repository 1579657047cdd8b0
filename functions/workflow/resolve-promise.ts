import {
  type PaymentProvider,
  PaymentTimedOut,
  PaymentUnavailable,
  type RefundState,
} from '../../shared/adapters/payment/port.ts';
import type { Instruction } from '../../shared/contracts/return.ts';
import type { Money } from '../../shared/contracts/values.ts';
import type { Segment, StepResult } from '../../shared/contracts/workflow.ts';
import { sum } from '../../shared/money/amount.ts';
import { type Change, type Context, lifecycleActor, type Return } from '../../shared/returns/change.ts';
import {
  fail,
  isInFlight,
  isSent,
  markPending,
  markSent,
  markUnknown,
  openEffects,
  outsideId,
  settle,
} from '../../shared/returns/effects.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface ResolvePromiseDeps {
  table: Table;
  clock: Clock;
  progressMinutes: number;
  paymentsOf(brand: string): PaymentProvider;
}

/** After so many attempts that were certainly not sent, a person has to look. */
const mostAttempts = 8;

type Advance = 'succeeded' | 'failed' | 'waiting';

/**
 * Carries out what was promised: takes each open instruction once as far as it goes now, so that one that fails or takes
 * long holds up no other. Each refund is marked as sent before it is sent; after a crash or a time-out it is looked up by
 * its id before anything else. Other resolutions are outcomes that are recorded.
 * @throws the first error of an instruction, after all were tried
 */
export function createResolvePromise(deps: ResolvePromiseDeps) {
  return async ({ brand, rma }: Segment): Promise<StepResult> => {
    const payments = deps.paymentsOf(brand);
    const current = await loadReturn(deps.table, brand, rma);
    const states = new Set<Advance>();
    const errors: unknown[] = [];
    if (!current) return { outcome: 'nothing_to_do' };
    for (const effect of openEffects(current)) {
      try {
        states.add(await carryOut(deps, payments, current, effect));
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

async function carryOut(
  deps: ResolvePromiseDeps,
  payments: PaymentProvider,
  current: Return,
  effect: Instruction,
): Promise<Advance> {
  if (isSent(effect) && effect.amount?.minor !== 0) return advance(deps, payments, current, effect);
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

/** Takes a refund as far as it goes now. */
async function advance(
  deps: ResolvePromiseDeps,
  payments: PaymentProvider,
  current: Return,
  effect: Instruction,
): Promise<Advance> {
  const target = { brand: current.head.brand, rma: current.head.rma };
  const { amount, tender } = effect;
  if (!amount || !tender) {
    await commit(deps, target, effect, (now, context, still) => fail(now, context, still, 'no_payment_known'));
    return 'failed';
  }
  const id = outsideId(current, effect);
  if (effect.state !== 'requested') {
    if (isInFlight(effect, deps.clock())) return 'waiting';
    const found = await reached(() => payments.lookUp({ id, tender }));
    if (found === 'unavailable' || found === 'timed_out') return 'waiting';
    if (found.state !== 'not_found') return conclude(deps, target, effect, found);
    if (effect.attempts >= mostAttempts) {
      await commit(deps, target, effect, (now, context, still) => fail(now, context, still, 'provider_not_reached'));
      return 'failed';
    }
  }
  const sent = await commit(deps, target, effect, markSent);
  if (!sent) return 'waiting';
  const paid = await paidWith(deps.table, current, tender, amount);
  const answer = await reached(() => payments.refund({ id, tender, amount, paid }));
  if (answer === 'timed_out' || answer === 'unavailable') {
    logger.warn('refund not answered', { rma: target.rma, instruction: effect.id, answer });
    await commit(deps, target, sent, markUnknown);
    return 'waiting';
  }
  return conclude(deps, target, sent, answer);
}

async function conclude(
  deps: ResolvePromiseDeps,
  target: Target,
  effect: Instruction,
  answer: RefundState,
): Promise<Advance> {
  if (answer.state === 'pending') {
    if (!effect.reference)
      await commit(deps, target, effect, (current, context, still) =>
        markPending(current, context, still, answer.reference),
      );
    return 'waiting';
  }
  await commit(deps, target, effect, (current, context, still) =>
    answer.state === 'failed'
      ? fail(current, context, still, answer.reason)
      : settle(current, context, [still], answer.reference),
  );
  return answer.state;
}

/** Asks the provider; what is not an answer is a word. */
async function reached<Answer>(ask: () => Promise<Answer>): Promise<Answer | 'timed_out' | 'unavailable'> {
  try {
    return await ask();
  } catch (error) {
    if (error instanceof PaymentTimedOut) return 'timed_out';
    if (error instanceof PaymentUnavailable) return 'unavailable';
    throw error;
  }
}

/** What was paid with a tender, as the order says: no provider is ever asked to give back more. */
async function paidWith(table: Table, { head }: Return, tender: string, amount: Money): Promise<Money> {
  const stored = await loadOrder(table, head.brand, head.orderNumber);
  const payments = stored?.order.payments.filter(({ reference }) => reference === tender) ?? [];
  return sum(
    amount.currency,
    payments.map((payment) => payment.amount),
  );
}
