import { ProblemError } from '../contracts/errors.ts';
import type { Instruction, Portion } from '../contracts/return.ts';
import { amend, type Change, type Context, isKept, portionsFor, type Return } from './change.ts';
import { movementFor } from './disposition.ts';
import { noted } from './review.ts';

/** The machine's and finance's part: instructions are sent once, settled, looked up, and lead the portions on. */

/** Id an outside system knows an instruction by; it never changes, so asking twice does it once. */
export function outsideId(current: Return, instruction: Pick<Instruction, 'id'>): string {
  return `${current.head.brand}/${current.head.rma}/${instruction.id}`;
}

const open = new Set<Instruction['state']>(['requested', 'sent', 'unknown']);

/** Open instructions of portions that are being resolved, oldest first. */
export function openEffects(current: Return): Instruction[] {
  const resolving = new Set(current.portions.filter(({ state }) => state === 'resolving').map(({ id }) => id));
  return current.instructions.filter(
    ({ kind, state, portions }) =>
      kind !== 'stock_movement' && open.has(state) && portions.some((id) => resolving.has(id)),
  );
}

/** Whether the instruction has to be sent to an outside system, or is an outcome that is recorded. */
export function isSent({ kind }: Instruction): boolean {
  return kind === 'refund';
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
 * An instruction succeeded. Portions all of whose instructions have are resolved: goods go on to their disposition, with
 * the stock movement fixed in the same commit; what the customer keeps is closed.
 */
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
  const ids = new Set(settled.map(({ id }) => id));
  const waiting = new Set(
    current.instructions
      .filter(({ id, kind, state }) => !ids.has(id) && kind !== 'stock_movement' && open.has(state))
      .flatMap(({ portions }) => portions),
  );
  const portions = current.portions
    .filter(
      ({ id, state }) => state === 'resolving' && !waiting.has(id) && settled.some((one) => one.portions.includes(id)),
    )
    .map((portion): Portion => ({ ...portion, state: isKept(portion) ? 'closed' : 'resolved' }));
  const movements = portions
    .filter(({ state }) => state === 'resolved')
    .map((portion, i) => movementFor(portion, `${current.head.version + 1}-${i + 1}`, at));
  return amend(current, context, {
    type: 'return.effect_settled',
    step: 'resolve',
    portions,
    instructions: [...settled, ...movements],
    data: {
      instructions: settled.map(({ id, kind, amount }) => ({ id, kind, ...(amount && { amount }) })),
      ...(reference && { reference }),
    },
  });
}

/** An instruction failed for good: finance decides. */
export function fail(current: Return, context: Context, instruction: Instruction, failure: string): Change {
  const portions = portionsFor(current, 'fail', instruction.portions).map((portion) => ({
    ...portion,
    state: 'resolution_failed' as const,
  }));
  return amend(current, context, {
    type: 'return.effect_failed',
    step: 'fail',
    portions,
    instructions: [{ ...instruction, state: 'failed', failure, at: context.now.toISOString() }],
    data: { instruction: instruction.id, kind: instruction.kind, failure },
  });
}

/**
 * Finance has a failed instruction sent again: as a new one, with an id of its own.
 * @throws ProblemError step-not-legal when it has not failed
 */
export function retryEffect(current: Return, context: Context, instructionId: string, reason: string): Change {
  const failed = current.instructions.find(({ id, state }) => id === instructionId && state === 'failed');
  const again = current.instructions.some(({ replaces }) => replaces === instructionId);
  if (!failed || again)
    throw new ProblemError('step-not-legal', `Instruction ${instructionId} has not failed, or was sent again already.`);
  const portions = portionsFor(current, 'retry', failed.portions).map((portion) => ({
    ...portion,
    state: 'resolving' as const,
  }));
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
      kind === 'stock_movement' && open.has(state) && portions.some((id) => resolved.has(id)),
  );
}
