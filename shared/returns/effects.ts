import { ProblemError } from '../contracts/errors.ts';
import type { Instruction, MachineStep, Portion } from '../contracts/return.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { meanwhile, shippedMeanwhile } from './cancellation.ts';
import {
  amend,
  type Change,
  type Context,
  isKept,
  isStalled,
  isUnsettled,
  machineSteps,
  portionsFor,
  type Return,
} from './change.ts';
import { movementFor } from './disposition.ts';
import { refundInstructions } from './refund.ts';
import { noted } from './review.ts';

/** The machine's and finance's part: instructions are sent once, settled, looked up, and lead the portions on. */

/** Id an outside system knows an instruction by; it never changes, so asking twice does it once. */
export function outsideId(current: Return, instruction: Pick<Instruction, 'id'>): string {
  return `${current.head.brand}/${current.head.rma}/${instruction.id}`;
}

const beingResolved = (current: Return) =>
  new Set(
    current.portions.filter(({ state }) => state === 'resolving' || state === 'resolution_failed').map(({ id }) => id),
  );

/**
 * Open instructions of portions that are being resolved, what was never sent first: one that takes long holds up no other.
 * The part of a refund whose other part failed is still among them.
 */
export function openEffects(current: Return): Instruction[] {
  const resolving = beingResolved(current);
  const asked = ({ state }: Instruction) => (state === 'requested' ? 0 : 1);
  return current.instructions
    .filter((one) => isUnsettled(one) && one.portions.some((id) => resolving.has(id)))
    .toSorted((a, b) => asked(a) - asked(b));
}

/** Failed instructions that no other was sent instead of. */
function failures({ instructions }: Pick<Return, 'instructions'>): Instruction[] {
  const replaced = new Set(instructions.map(({ replaces }) => replaces));
  return instructions.filter(({ id, state }) => state === 'failed' && !replaced.has(id));
}

/** An instruction sent so recently, and not answered, may still be in somebody else's hands: it is left alone. */
const inFlightSeconds = 30;

export function isInFlight({ state, reference, at }: Instruction, now: Date): boolean {
  return state === 'sent' && !reference && now.getTime() - Date.parse(at) < inFlightSeconds * 1000;
}

/** Whether the instruction has to be sent to an outside system, or is an outcome that is recorded. */
export function isSent({ kind }: Instruction): boolean {
  return kind === 'refund' || kind === 'cancel_order';
}

/** Marks an instruction as sent, before it is: from here on it is looked up before it is sent again. */
export function markSent(current: Return, context: Context, instruction: Instruction): Change {
  const { reference: _, ...unanswered } = instruction;
  return amend(current, context, {
    type: 'return.effect_sent',
    instructions: [{ ...unanswered, state: 'sent', attempts: instruction.attempts + 1, at: context.now.toISOString() }],
    data: {
      instruction: instruction.id,
      kind: instruction.kind,
      ...(instruction.amount && { amount: instruction.amount }),
    },
  });
}

/** The provider has it and will settle it later: kept with its reference, it is in nobody's hands here any more. */
export function markPending(current: Return, context: Context, instruction: Instruction, reference: string): Change {
  return amend(current, context, {
    type: 'return.effect_sent',
    instructions: [{ ...instruction, reference }],
    data: { instruction: instruction.id, kind: instruction.kind, pending: true, reference },
  });
}

/** Nobody knows what became of it: it will be looked up. */
export function markUnknown(current: Return, context: Context, instruction: Instruction): Change {
  return amend(current, context, {
    type: 'return.effect_sent',
    instructions: [{ ...instruction, state: 'unknown', at: context.now.toISOString() }],
    data: { instruction: instruction.id, kind: instruction.kind, unknown: true },
  });
}

/**
 * Portions that these instructions were the last for: goods go on to their disposition, with the stock movement fixed in
 * the same commit; what the customer keeps is closed. What was taken out of its order is refunded now, and not before.
 */
function resolvedWith(current: Return, settled: readonly Instruction[], from: readonly Portion[], at: string) {
  const ids = new Set(settled.flatMap(({ id, replaces }) => [id, replaces]));
  const others = [...current.instructions.filter(isUnsettled), ...failures(current)].filter(({ id }) => !ids.has(id));
  const waiting = new Set(others.flatMap((one) => one.portions));
  const cancelled = settled.filter(({ kind }) => kind === 'cancel_order').flatMap((one) => one.portions);
  const seq = current.head.version + 1;
  const refunds = refundInstructions(
    from.filter(({ id }) => cancelled.includes(id)),
    seq,
    at,
  );
  const portions = from
    .filter(({ id }) => !waiting.has(id) && !cancelled.includes(id) && settled.some((one) => one.portions.includes(id)))
    .map((portion): Portion => ({ ...portion, state: isKept(portion) ? 'closed' : 'resolved' }));
  const movements = portions
    .filter(({ state }) => state === 'resolved')
    .map((portion, i) => movementFor(portion, `${seq}-${refunds.length + i + 1}`, at));
  // Portions whose refund comes now stay as they are: the machine has to be told.
  const starts: MachineStep[] = refunds.length > 0 ? ['resolve_kept'] : [];
  return { portions, next: [...refunds, ...movements], starts };
}

/** Instructions succeeded. Portions all of whose instructions have are resolved. */
export function settle(
  current: Return,
  context: Context,
  instructions: readonly Instruction[],
  reference?: string,
): Change {
  const at = context.now.toISOString();
  const settled = instructions.map(
    (one): Instruction => ({ ...one, state: 'succeeded', ...(reference && { reference }), at }),
  );
  const resolving = current.portions.filter(({ state }) => state === 'resolving');
  const { portions, next, starts } = resolvedWith(current, settled, resolving, at);
  return amend(current, context, {
    type: 'return.effect_settled',
    step: 'resolve',
    portions,
    instructions: [...settled, ...next],
    starts,
    data: {
      instructions: settled.map(({ id, kind, amount }) => ({ id, kind, ...(amount && { amount }) })),
      ...(reference && { reference }),
    },
  });
}

/**
 * Finance paid a refund by other means, or had the units taken out of the order by hand: one that failed (as it always does
 * where no payment is known), or one that the machine gets no further with. What was sent only now is left to its answer.
 * @param by.reference what the payment is known by where it was made
 * @throws ProblemError step-not-legal
 */
export function settleByHand(
  current: Return,
  context: Context,
  instructionId: string,
  by: { reference: string; reason: string },
): Change {
  const stuck = isStalled(current.head) ? openEffects(current).filter((one) => !isInFlight(one, context.now)) : [];
  const instruction = [...failures(current), ...stuck].find((one) => one.id === instructionId && isSent(one));
  if (!instruction) throw new ProblemError('step-not-legal', say('not_by_hand', { instruction: instructionId }));
  const at = context.now.toISOString();
  const { failure: _, ...rest } = instruction;
  // What failed stays failed: the payment made by hand is an instruction of its own.
  const instead = rest.state === 'failed' && { id: `${current.head.version + 1}-0`, replaces: rest.id, attempts: 0 };
  const settled: Instruction = {
    ...rest,
    ...instead,
    state: 'succeeded',
    reference: by.reference,
    byHand: true,
    at,
  };
  const own = portionsFor(current, 'settle_by_hand', instruction.portions);
  const { portions, next, starts } = resolvedWith(current, [settled], own, at);
  const failed = failures(current).filter(({ id }) => id !== instructionId);
  const goOn = own
    .filter(({ id }) => !portions.some((one) => one.id === id) && !failed.some((one) => one.portions.includes(id)))
    .map((portion): Portion => ({ ...portion, state: 'resolving' }));
  const { kind, amount } = settled;
  return amend(current, context, {
    type: 'return.effect_settled',
    step: 'settle_by_hand',
    portions: [...portions, ...goOn],
    instructions: [settled, ...next],
    starts,
    data: {
      instructions: [{ id: settled.id, kind, ...(amount && { amount }) }],
      reference: by.reference,
      byHand: true,
    },
    ...noted(current, context, 'agent', by.reason),
  });
}

/**
 * An instruction failed for good: finance decides. What else is open of the same goods goes on.
 * @throws ProblemError step-not-legal when it is not open any more
 */
export function fail(current: Return, context: Context, instruction: Instruction, failure: string): Change {
  refuseSettled(current, instruction);
  const portions = current.portions
    .filter(({ id, state }) => instruction.portions.includes(id) && state === 'resolving')
    .map((portion) => ({ ...portion, state: 'resolution_failed' as const }));
  return amend(current, context, {
    type: 'return.effect_failed',
    step: 'fail',
    portions,
    instructions: [{ ...instruction, state: 'failed', failure, at: context.now.toISOString() }],
    data: { instruction: instruction.id, kind: instruction.kind, failure },
  });
}

function refuseSettled(current: Return, { id }: Instruction): void {
  if (!openEffects(current).some((one) => one.id === id))
    throw new ProblemError('step-not-legal', say('instruction_not_open', { instruction: id }));
}

/**
 * The order system shipped meanwhile what it was to take out of the order: that can be returned once it is there, so its
 * units are let go of. No person need look at it. But what was withdrawn from stays so, though it came: the contract has
 * ended, and it is to come back and be paid back. A person looks at how, as nobody has asked for its way yet.
 * @throws ProblemError step-not-legal when it is not open any more
 */
export function refuseCancellation(current: Return, context: Context, instruction: Instruction): Change {
  refuseSettled(current, instruction);
  const portions = current.portions
    .filter(({ id, state }) => instruction.portions.includes(id) && state === 'resolving')
    .map((portion) => shippedMeanwhile(portion, current.head.locale.slice(0, 2)));
  const failure = meanwhile;
  return amend(current, context, {
    type: portions.some(({ withdrawal }) => withdrawal) ? 'return.effect_failed' : 'return.rejected',
    step: 'refuse_cancellation',
    portions,
    instructions: [{ ...instruction, state: 'failed', failure, at: context.now.toISOString() }],
    data: { portions: portions.map(({ id }) => id), instruction: instruction.id, failure },
  });
}

/**
 * Finance has a failed instruction sent again: as a new one, with an id of its own. The goods stay in finance's queue as
 * long as another instruction of theirs has failed.
 * @throws ProblemError step-not-legal when it has not failed
 */
export function retryEffect(current: Return, context: Context, instructionId: string, reason: string): Change {
  const [failed, ...others] = failures(current).toSorted(
    (a, b) => Number(b.id === instructionId) - Number(a.id === instructionId),
  );
  if (failed?.id !== instructionId)
    throw new ProblemError('step-not-legal', say('instruction_not_failed', { instruction: instructionId }));
  const own = portionsFor(current, 'retry', failed.portions);
  const portions = own
    .filter(({ id }) => !others.some((one) => one.portions.includes(id)))
    .map((portion) => ({ ...portion, state: 'resolving' as const }));
  const { failure: _, reference: __, ...rest } = failed;
  const next: Instruction = {
    ...rest,
    id: `${current.head.version + 1}-1`,
    state: 'requested',
    attempts: 0,
    at: context.now.toISOString(),
    replaces: failed.id,
  };
  return amend(current, context, {
    type: 'return.effect_retried',
    step: 'retry',
    portions,
    instructions: [next],
    data: { instruction: next.id, replaces: failed.id },
    starts: machineSteps(own, { instructions: [next], shipments: [] }),
    ...noted(current, context, 'agent', reason),
  });
}

/** Stock was moved: the portions it was for are closed. */
export function dispose(current: Return, context: Context, movements: readonly Instruction[]): Change {
  const at = context.now.toISOString();
  const moved = movements.flatMap(({ portions }) => portions);
  const portions = portionsFor(current, 'dispose', moved).map((portion) => ({ ...portion, state: 'closed' as const }));
  return amend(current, context, {
    type: 'return.disposed',
    step: 'dispose',
    portions,
    instructions: movements.map((one) => ({ ...one, state: 'succeeded', at })),
    data: { portions: portions.map(({ id, quantity, disposition }) => ({ id, quantity, disposition })) },
  });
}

/** Movements of portions that wait for their disposition. */
export function openMovements(current: Return): Instruction[] {
  const resolved = new Set(current.portions.filter(({ state }) => state === 'resolved').map(({ id }) => id));
  return current.instructions.filter(
    ({ kind, state, portions }) =>
      kind === 'stock_movement' && state === 'requested' && portions.some((id) => resolved.has(id)),
  );
}
