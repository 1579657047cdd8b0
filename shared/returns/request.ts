import type { BatchShipping } from '../contracts/batches.ts';
import type { Channel, PolicyUsed } from '../contracts/decision.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import type { Order, Person } from '../contracts/order.ts';
import type { Evidence, Head, Portion, PortionState } from '../contracts/return.ts';
import type { GoodsRoute } from '../contracts/sites.ts';
import { isAssumed } from './answers.ts';
import type { DecidedLine, DecidedRequest } from './assess.ts';
import { begin, type Change, type Context, type Return } from './change.ts';
import { decidedData, decisionOf } from './customs.ts';
import { isUnplaced } from './destinations.ts';
import { isComplete } from './evidence.ts';
import type { PlannedParcel } from './packing.ts';
import { inParcels } from './parcels.ts';
import { instructionsFor, withRefund } from './refund.ts';
import { isHeld, withdrawalTold } from './withdrawal.ts';

/** What a return is made of, beside the decision. */
export interface Requested {
  rma: string;
  order: Order;
  person: Person;
  request: ReturnRequest;
  decided: DecidedRequest;
  channel: Channel;
  /** The batch it is asked for in. */
  batch?: { id: string; shipping: BatchShipping };
  /** The statement made by the function to withdraw, if it was: its id, and who made it. */
  withdrawal?: {
    id: string;
    name: string;
    /** When it was told, where an earlier return carries out a part of it; now, when left out. */
    toldAt?: Date;
  };
  /** Files that are there already: those of a draft. Left out: all that is demanded is expected. */
  evidence?: readonly Evidence[];
}

/** Makes a return of a decided request: its first event, with the facts the decision was made on (none personal). */
export function requestReturn(requested: Requested, context: Context): Change {
  const { order, decided, request } = requested;
  const at = context.now.toISOString();
  const demanded = demandedTypes(decided);
  const evidence =
    requested.evidence ?? demanded.map((type, i): Evidence => ({ id: `E${i + 1}`, type, state: 'expected', at }));
  const shown = isComplete(evidence, demanded.length);
  // What only customs hold back waits for compliance, and not for an agent.
  const reviewed = decided.lines.some(
    ({ decision, customs, destination }) =>
      decision.outcome === 'review' || (decision.holds !== undefined && !customs) || isUnplaced(destination),
  );
  const first = decided.lines.map((line, i) =>
    firstPortion(line, String(i + 1), { reviewed, shown, now: context.now }),
  );
  const portions = inParcels(first, decided.parcels);
  const doubts = decided.lines.flatMap(({ decision }, i) =>
    decision.problems.length > 0 ? [[String(i + 1), decision.problems] as const] : [],
  );
  const purchases = decided.lines.flatMap(({ request: { purchase } }, i) =>
    purchase ? [[String(i + 1), purchase] as const] : [],
  );
  const statement: Return['statement'] = {
    person: { ...requested.person, ...request.contact },
    descriptions: Object.fromEntries(
      decided.lines.flatMap(({ request: { description } }, i) => (description ? [[String(i + 1), description]] : [])),
    ),
    ...(purchases.length > 0 && { purchases: Object.fromEntries(purchases) }),
    ...(doubts.length > 0 && { doubts: Object.fromEntries(doubts) }),
    conversation: [],
    ...(requested.withdrawal && { withdrawal: { name: requested.withdrawal.name } }),
  };
  const withdrawal =
    portions.some((portion) => portion.withdrawal) &&
    withdrawalTold(decided.where, requested.withdrawal?.toldAt ?? context.now, portions, requested.withdrawal?.id);
  const head: Head = {
    brand: order.brand,
    rma: requested.rma,
    version: 0,
    lastHash: '',
    stage: 'request',
    orderNumber: order.orderNumber,
    customerId: order.customerId,
    ...(order.company && { company: order.company }),
    ...(request.purchaseOrder && { purchaseOrder: request.purchaseOrder }),
    ...inBatch(requested),
    currency: order.currency,
    locale: request.locale ?? order.locale,
    channel: requested.channel,
    createdAt: at,
    updatedAt: at,
    due: {},
    breached: [],
    restarts: 0,
    evidenceDemanded: demanded.length,
    ...(withdrawal && { withdrawal }),
    problems: [...new Set(decided.lines.flatMap(({ decision }) => decision.problems.map(({ code }) => code)))],
  };
  const resolving = portions.filter(({ state }) => state === 'resolving');
  const made: Return = {
    head,
    portions,
    shipments: [],
    instructions: instructionsFor(resolving, 1, at),
    evidence,
    statement,
  };
  const customs = decided.lines.flatMap(({ customs: line }, i) =>
    line ? [decisionOf(String(i + 1), 1, line, context)] : [],
  );
  return begin(made, context, {
    type: 'return.requested',
    step: 'request',
    customs,
    data: {
      orderNumber: order.orderNumber,
      ...(order.origin && { origin: order.origin }),
      channel: requested.channel,
      ...(order.company && { company: order.company }),
      ...(request.purchaseOrder && { purchaseOrder: request.purchaseOrder }),
      ...inBatch(requested),
      outcome: decided.outcome,
      lines: decided.lines.map(({ request: asked, facts, law, decision, portion, destination }, i) => ({
        id: String(i + 1),
        lineId: portion.lineId,
        sku: portion.sku,
        title: portion.title,
        quantity: portion.quantity,
        reason: portion.reason,
        ...(portion.brandReason && { brandReason: portion.brandReason }),
        resolution: portion.resolution,
        outcome: decision.outcome,
        state: first[i]?.state,
        policy: policyKept(decision.policy),
        language: decided.language,
        ...(decided.withdraws && { withdraws: true }),
        ...(isAssumed(asked) && { wishAssumed: true }),
        rules: decision.rules.map(({ id }) => id),
        tried: decision.tried,
        ...(decision.checks.length > 0 && { checks: decision.checks.map(({ id }) => id) }),
        ...(decision.holds && { holds: decision.holds }),
        problems: decision.problems.map(({ code }) => code),
        ...(portion.withdrawal && { withdrawal: true }),
        ...(decision.entitlement && { covered: decision.entitlement.covered, tier: decision.entitlement.tier }),
        ...(destination && { destination: routeKept(destination) }),
        facts,
        law,
        // What a decision is worth cannot be told without them: backtests compare money, too.
        paid: { goods: portion.paid.goods, delivery: portion.paid.delivery },
        ...(decision.terms && { terms: decision.terms }),
      })),
      evidence: shown
        ? []
        : evidence
            .slice(0, demanded.length)
            .filter(isMissing)
            .map(({ type }) => type),
      ...(evidence.some(isThere) && {
        files: evidence.filter(isThere).map(({ id, contentType, sha256 }) => ({ evidence: id, contentType, sha256 })),
      }),
      ...(withdrawal && { withdrawal: { ...withdrawal, mayBeHeldBack: isHeld({ withdrawal }, portions) } }),
      ...(customs.length > 0 && { customs: decidedData(customs) }),
      ...(decided.parcels && { parcels: decided.parcels.map((parcel) => parcelKept(parcel, portions)) }),
    },
  });
}

/** Which policy decided, and which was compared with it; why is a sentence that is made again. */
function policyKept({ because: _, ...policy }: PolicyUsed): PolicyUsed {
  return policy;
}

/** Where it goes, and every site that was looked at; why is a sentence of these. */
function routeKept({ why: _, ...route }: GoodsRoute): Omit<GoodsRoute, 'why'> {
  return route;
}

/** A parcel by the portions in it. */
function parcelKept({ contents, ...parcel }: PlannedParcel, portions: readonly Portion[]) {
  const ids = contents.map(({ line }) => String(line + 1));
  const inside = portions.filter(
    ({ id, splitFrom, parcel: own }) => ids.includes(splitFrom ?? id) && (own ?? parcel.number) === parcel.number,
  );
  return { ...parcel, portions: inside.map(({ id }) => id) };
}

/** The batch of a return; on a pallet it is the consignment as well. */
function inBatch({ batch }: Requested): Pick<Head, 'batch' | 'consignment'> {
  if (!batch) return {};
  return { batch: batch.id, ...(batch.shipping === 'pallet' && { consignment: batch.id }) };
}

const isThere = ({ state }: Evidence): boolean => state === 'attached';
const isMissing = (piece: Evidence): boolean => !isThere(piece);

/** Evidence of the whole return: of each type as many pieces as the line that demands most. */
export function demandedTypes(decided: DecidedRequest): Evidence['type'][] {
  if (decided.outcome === 'reject') return [];
  const types: Evidence['type'][] = [];
  for (const { demands } of decided.lines) {
    const demanded = [...demands.types];
    for (const known of types) {
      const i = demanded.indexOf(known);
      if (i >= 0) demanded.splice(i, 1);
    }
    types.push(...demanded);
  }
  return types;
}

/** What is known of the whole request: whether a person looks at it, and whether all evidence that is demanded is there. */
interface Whole {
  reviewed: boolean;
  shown: boolean;
}

function firstPortion(line: DecidedLine, id: string, { now, ...whole }: Whole & { now: Date }): Portion {
  const { portion, decision, demands } = line;
  const state = firstState(line, whole);
  const made: Portion = {
    ...portion,
    id,
    state,
    ...(state === 'awaiting_evidence' && { evidenceDue: dueOf(demands, now) }),
    ...(decision.outcome === 'reject' && {
      rejection: { rule: decision.rules[0]?.id ?? '', message: decision.message },
    }),
  };
  if (portion.resolution === 'cancel_order') return withRefund(made);
  if (decision.terms?.labelPayer !== 'none' || made.state === 'under_review' || made.state === 'rejected') return made;
  const kept: Portion = { ...made, disposition: 'kept_by_customer' };
  return made.state === 'resolving' ? withRefund(kept) : kept;
}

/** Days of 24 hours from the request on. */
const dueOf = ({ withinDays, without }: DecidedLine['demands'], now: Date): NonNullable<Portion['evidenceDue']> => ({
  until: new Date(now.getTime() + withinDays * 86_400_000).toISOString(),
  without,
});

function firstState(
  { decision: { outcome, holds }, portion, demands, destination }: DecidedLine,
  { reviewed, shown }: Whole,
): PortionState {
  if (outcome === 'reject') return 'rejected';
  // Later it may be on its way, whatever else is asked for.
  if (portion.resolution === 'cancel_order') return 'resolving';
  // What holds the label back is for a person to answer, also where the return itself is agreed. A withdrawal takes effect
  // when it is stated: it waits for no other line of the request.
  if (outcome === 'review' || (reviewed && !portion.withdrawal) || (holds && !portion.customs)) return 'under_review';
  if (isUnplaced(destination)) return 'under_review';
  if (demands.types.length > 0 && !shown) return 'awaiting_evidence';
  if (outcome === 'returnless') return 'resolving';
  return portion.customs?.held ? 'awaiting_customs' : 'authorized';
}
