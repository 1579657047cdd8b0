import { ProblemError } from '../contracts/errors.ts';
import type { KeptPaper } from '../contracts/kept-documents.ts';
import {
  type Evidence,
  type Head,
  type Instruction,
  type MachineStep,
  machineStep,
  type Portion,
  type Shipment,
  type Statement,
} from '../contracts/return.ts';
import type { CustomsDecision } from '../contracts/return-customs.ts';
import type { ReturnEvent, ReturnEventType } from '../contracts/return-event.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { hashEvent, startOfChain } from './event-chain.ts';
import { isFinal, isLegal, leadsTo, type Step, stageOf, states, type Turn } from './lifecycle.ts';
import { isToHavePapers, papersOf } from './papers-due.ts';
import { parcelsToVoid, withParcelsFor } from './parcels.ts';
import { dueDates } from './sla.ts';
import { isOverdue, withdrawalAfter, withdrawalDue } from './withdrawal.ts';

/** A return with everything that belongs to it, as a command reads it. */
export interface Return {
  head: Head;
  portions: readonly Portion[];
  shipments: readonly Shipment[];
  instructions: readonly Instruction[];
  evidence: readonly Evidence[];
  /** The person, and what was said. */
  statement: Statement;
}

/** Who acts, when, and how long the lifecycle machine may be silent before it is started again. */
export interface Context {
  now: Date;
  actor: { role: string; id: string };
  progressMinutes: number;
}

/** What a command decided: committed whole, with exactly one event, or not at all. */
export interface Change {
  before?: Return;
  after: Return;
  event: ReturnEvent;
  /** Decisions on its way over the border, kept beside it. */
  customs?: readonly CustomsDecision[];
  /** Papers that were made of it, kept beside it. */
  papers?: readonly KeptPaper[];
}

/** What a command says; the rest (version, hash, stage, due dates) follows from it. */
export interface Amendment {
  type: ReturnEventType;
  step?: Step;
  data?: Record<string, unknown>;
  /** Changed and new ones; found by their id. */
  portions?: readonly Portion[];
  shipments?: readonly Shipment[];
  instructions?: readonly Instruction[];
  evidence?: readonly Evidence[];
  statement?: Statement;
  /** New decisions on the way over the border. */
  customs?: readonly CustomsDecision[];
  /** New papers for customs. */
  papers?: readonly KeptPaper[];
  head?: { [Key in keyof Head]?: Head[Key] | undefined };
  /** Steps of the machine to start beside those of portions that newly wait for it. */
  starts?: readonly MachineStep[];
}

export const lifecycleActor = { role: 'system', id: 'lifecycle' } as const;

/**
 * The portions a step is legal for.
 * @throws ProblemError step-not-legal when there is none
 */
export function portionsFor(current: Return, step: Step, ids?: readonly string[]): Portion[] {
  const legal = current.portions.filter(
    (portion) => isLegal(step, portion.state) && (ids === undefined || ids.includes(portion.id)),
  );
  if (legal.length === 0) {
    const at = [...new Set(current.portions.map((portion) => portion.state))].join(', ');
    throw new ProblemError('step-not-legal', say('step_at_states', { step, states: at }));
  }
  return legal;
}

/**
 * The portions a person named, or all the step is legal for when none were named.
 * @throws ProblemError step-not-legal when one of those named is unknown, or the step is not legal for it
 */
export function namedPortions(current: Return, step: Step, ids: readonly string[] | undefined): Portion[] {
  const legal = portionsFor(current, step, ids);
  const other = ids?.filter((id) => !legal.some((portion) => portion.id === id)) ?? [];
  if (other.length > 0)
    throw new ProblemError('step-not-legal', say('step_with_portions', { step, portions: other.join(', ') }));
  return legal;
}

/** Makes the change to a return that an amendment says. Pure: time comes with the context. */
export function amend(current: Return, context: Context, amendment: Amendment): Change {
  const after: Return = {
    head: current.head,
    portions: replaced(current.portions, amendment.portions),
    shipments: replaced(current.shipments, amendment.shipments),
    instructions: replaced(current.instructions, amendment.instructions),
    evidence: replaced(current.evidence, amendment.evidence),
    statement: amendment.statement ?? current.statement,
  };
  return complete(current, after, context, amendment);
}

/** Makes the first change of a return: its request. */
export function begin(first: Return, context: Context, amendment: Amendment): Change {
  return complete(undefined, first, context, amendment);
}

function complete(before: Return | undefined, decided: Return, context: Context, amendment: Amendment): Change {
  const { step } = amendment;
  const at = context.now.toISOString();
  const was = new Map(before?.portions.map((portion) => [portion.id, portion]));
  const authorized = decided.portions.filter(
    ({ id, state }) => state === 'authorized' && was.get(id)?.state !== 'authorized',
  );
  const draft = { ...decided, shipments: withParcelsFor(authorized, decided.shipments, at, decided.head.consignment) };
  for (const portion of draft.portions) {
    const unchanged = was.get(portion.id)?.state === portion.state;
    const allowed = step !== undefined && leadsTo(step, portion.state);
    const stays = before?.portions.some((one) => one.lineId === portion.lineId && one.state === portion.state);
    if (!unchanged && !allowed && !stays)
      throw new Error(`The step ${step ?? '(none)'} cannot lead to ${portion.state}`);
  }
  const entered = draft.portions.filter(
    (portion) => states[portion.state].starts && was.get(portion.id)?.state !== portion.state,
  );
  const givenUp = parcelsToVoid(draft.shipments).length > parcelsToVoid(before?.shipments ?? []).length;
  const amendedPapers = { ...draft, head: { ...draft.head, ...(amendment.head as Partial<Head>) } };
  const papersDue = isToHavePapers(amendedPapers) && (!before || String(papersOf(before)) !== String(papersOf(draft)));
  const restarts = entered.length > 0 || givenUp || papersDue ? 0 : (amendment.head?.restarts ?? draft.head.restarts);
  const times = dueDates(before && { ...before.head, portions: before.portions }, draft.portions, context.now);
  const amended: Head = { ...draft.head, ...(amendment.head as Partial<Head>) };
  const withdrawal = withdrawalAfter(amended, draft.portions, context.now, before?.portions);
  const standing = { withdrawal, breached: amended.breached };
  const head: Head = {
    ...amended,
    ...(withdrawal && { withdrawal }),
    version: draft.head.version + 1,
    updatedAt: at,
    stage: stageOf(draft.portions.map((portion) => portion.state)),
    due: {
      ...times.due,
      ...withdrawalDue(standing, draft.portions),
      ...progressDue({ ...draft, head: amended }, context, restarts),
    },
    paused: times.paused,
    restarts,
  };
  const starts = inOrder([
    ...startsOf(entered, context),
    ...(givenUp ? (['void_label'] as const) : []),
    ...(!before && isToBeAcknowledged(head) ? (['acknowledge_withdrawal'] as const) : []),
    ...(papersDue ? (['prepare_customs_documents'] as const) : []),
    ...(amendment.starts ?? []),
  ]);
  const content: Omit<ReturnEvent, 'hash'> = {
    brand: head.brand,
    rma: head.rma,
    seq: head.version,
    type: amendment.type,
    at,
    actor: context.actor,
    data: amendment.data ?? {},
    stage: head.stage,
    ...(starts.length > 0 && { starts }),
    previous: before ? head.lastHash : startOfChain,
  };
  const hash = hashEvent(content);
  return {
    ...(before && { before }),
    after: { ...draft, head: { ...head, lastHash: hash } },
    event: { ...content, hash },
    ...(amendment.customs && amendment.customs.length > 0 && { customs: amendment.customs }),
    ...(amendment.papers && { papers: amendment.papers }),
  };
}

/** Whether an effect has come neither to success nor to failure. Stock is moved by a step of its own. */
export function isUnsettled({ kind, state }: Pick<Instruction, 'kind' | 'state'>): boolean {
  return kind !== 'stock_movement' && (state === 'requested' || state === 'sent' || state === 'unknown');
}

/** Whether a withdrawal was stated by the function for it, and its acknowledgement is not made yet. */
export const isToBeAcknowledged = ({ withdrawal }: Pick<Head, 'withdrawal'>): boolean =>
  withdrawal?.id !== undefined && withdrawal.acknowledgement === undefined;

/**
 * Steps of the machine for these portions, in the order the machine takes them.
 * @param beside of the same return, where all that is left to do is asked for: a part of a refund whose other part failed,
 *   labels to give back, a withdrawal to acknowledge, and papers for customs
 */
export function machineSteps(
  portions: readonly Portion[],
  {
    head,
    instructions,
    shipments,
  }: Pick<Return, 'instructions' | 'shipments'> & { head?: Pick<Head, 'withdrawal' | 'papers'> } = {
    instructions: [],
    shipments: [],
  },
): MachineStep[] {
  const unsettled = new Set(instructions.filter(isUnsettled).flatMap((one) => one.portions));
  const wanted = portions.flatMap((portion): MachineStep[] => {
    const starts =
      portion.state === 'resolution_failed' && unsettled.has(portion.id) ? 'resolve' : states[portion.state].starts;
    if (!starts) return [];
    return [starts === 'resolve' && isKept(portion) ? 'resolve_kept' : starts];
  });
  return inOrder([
    ...wanted,
    ...(parcelsToVoid(shipments).length > 0 ? (['void_label'] as const) : []),
    ...(head && isToBeAcknowledged(head) ? (['acknowledge_withdrawal'] as const) : []),
    ...(head && isToHavePapers({ head, portions, shipments }) ? (['prepare_customs_documents'] as const) : []),
  ]);
}

function inOrder(wanted: readonly MachineStep[]): MachineStep[] {
  return machineStep.options.filter((step) => wanted.includes(step));
}

/** Restarts after which whoever waits for the machine is shown to a person too: 16 hours, where it has 5 minutes at first. */
export const patience = 8;

/** Whether the machine was started again so often without getting further that a person should know of it. */
export function isStalled({ restarts }: Pick<Head, 'restarts'>): boolean {
  return restarts >= patience;
}

/**
 * Whose turn it is with a portion. What a carrier, a payment provider or a stock system holds up for long stands in the
 * queue of whoever can see to it, while the machine goes on trying.
 */
export function turnOf({ head, shipments }: Pick<Return, 'head' | 'shipments'>, portion: Portion): Turn {
  const { turn, whenStalled } = states[portion.state];
  // Nobody of the staff has it in hand: then an agent looks into what was routed to them, or asks where the goods are.
  if (turn === 'machine' || turn === 'carrier' || turn === 'customer')
    if ((portion.checks?.length ?? 0) > 0 || isOverdue(head, portion)) return 'agent';
  if (!isStalled(head)) return turn;
  if (turn === 'nobody' && parcelsToVoid(shipments).some(({ portions }) => portions.includes(portion.id)))
    return 'agent';
  return whenStalled ?? turn;
}

/** Goods the customer keeps, and those that were never shipped, are never expected, received or disposed of. */
export function isKept({ disposition, resolution }: Pick<Portion, 'disposition' | 'resolution'>): boolean {
  return disposition === 'kept_by_customer' || resolution === 'cancel_order';
}

/** A segment that resolves goes on to the disposition itself: that needs no second segment. */
function startsOf(entered: readonly Portion[], context: Context): MachineStep[] {
  const steps = machineSteps(entered);
  return context.actor.id === lifecycleActor.id ? steps.filter((step) => step !== 'dispose') : steps;
}

function progressDue(draft: Return, context: Context, restarts: number): Head['due'] {
  if (machineSteps(draft.portions, draft).length === 0) return {};
  const minutes = context.progressMinutes * 2 ** Math.min(restarts, 6);
  return { progress: new Date(context.now.getTime() + minutes * 60_000).toISOString() };
}

function replaced<Item extends { id: string }>(items: readonly Item[], changed: readonly Item[] = []): readonly Item[] {
  if (changed.length === 0) return items;
  const byId = new Map(changed.map((item) => [item.id, item]));
  const kept = items.map((item) => byId.get(item.id) ?? item);
  return [...kept, ...changed.filter((item) => !items.some((one) => one.id === item.id))];
}

/** Whether every portion has come to its end. */
export function isClosed(current: Pick<Return, 'portions'>): boolean {
  return current.portions.every((portion) => isFinal(portion.state));
}
