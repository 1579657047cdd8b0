import type { Portion } from '../contracts/return.ts';
import type { ReturnEvent } from '../contracts/return-event.ts';
import type { ReturnCard } from '../contracts/tracking.ts';
import { type Return, turnOf } from '../returns/change.ts';
import type { Turn } from '../returns/lifecycle.ts';
import { nextDue } from '../returns/sla.ts';
import { asKept } from './as-kept.ts';
import { companySubjectOf, dueShard, partitions, queueOf, sortKeys, subjectOf } from './table.ts';

/** How the parts of a return lie in the table, there and back. */

/** What lies in items for indexes and the stream only. */
const beside = {
  head: ['subject', 'subjectSort', 'dueShard', 'dueAt', 'card'],
  portion: ['queue', 'queueSort', 'card'],
  event: ['kind'],
};

export type Item = Record<string, unknown>;

export function headItem(current: Return): Item {
  const { head: one } = current;
  const dueAt = nextDue(one.due);
  return {
    pk: partitions.return(one.brand, one.rma),
    sk: sortKeys.head,
    ...one,
    subject: subjectOf(one.brand, one.customerId),
    subjectSort: `${one.createdAt}#${one.rma}`,
    ...(dueAt && { dueShard: dueShard(one.rma), dueAt: `${dueAt}#${one.brand}#${one.rma}` }),
    card: cardOf(current),
  };
}

/** A return's card among those of its company; undefined where it has none. */
export function companyItem(current: Return): Item | undefined {
  const { brand, rma, company, createdAt } = current.head;
  if (!company) return undefined;
  return {
    pk: partitions.return(brand, rma),
    sk: sortKeys.companyCard,
    subject: companySubjectOf(brand, company),
    subjectSort: `${createdAt}#${rma}`,
    card: cardOf(current),
  };
}

/** What a list shows of a return. */
export function cardOf({ head: one, portions }: Pick<Return, 'head' | 'portions'>): ReturnCard {
  const [first, ...others] = portions;
  return {
    rma: one.rma,
    orderNumber: one.orderNumber,
    stage: one.stage,
    requestedAt: one.createdAt,
    summary: `${first?.title.slice(0, 60) ?? ''}${others.length > 0 ? ` + ${others.length}` : ''}`,
    quantity: portions.reduce((sum, { quantity }) => sum + quantity, 0),
    ...(one.purchaseOrder && { purchaseOrder: one.purchaseOrder }),
  };
}

/** Roles that have a queue; for each, the first portion that waits for it stands in the queue for the whole return. */
const queueing: readonly Turn[] = ['agent', 'manager', 'warehouse', 'inspector', 'finance', 'compliance'];

const queueDue = {
  under_review: 'authorize',
  awaiting_customs: 'authorize',
  shipment_exception: 'cycle',
  arrived: 'receive',
  quarantined: 'inspect',
  disputed: 'resolve',
  resolution_failed: 'resolve',
} as const;

/** Roles that have the goods in hand: they have a queue at each site. */
const atTheGoods: readonly Turn[] = ['warehouse', 'inspector'];

/** The queue that a portion would stand in: of whose turn it is, where that is. */
function queueFor(current: Return, one: Portion): string | undefined {
  const turn = turnOf(current, one);
  if (!queueing.includes(turn)) return undefined;
  return queueOf(current.head.brand, turn, atTheGoods.includes(turn) ? one.site : undefined);
}

/** The queue a portion stands in, if it is the one that stands there for its return. */
export function queuedFor(current: Return, one: Portion): string | undefined {
  const queue = queueFor(current, one);
  const first = queue && current.portions.find((other) => queueFor(current, other) === queue);
  return first && first.id === one.id ? queue : undefined;
}

export function portionItem(current: Return, one: Portion): Item {
  const { brand, rma, due, updatedAt } = current.head;
  const queue = queuedFor(current, one);
  const kind = queueDue[one.state as keyof typeof queueDue];
  const dueAt = (kind && due[kind]) ?? updatedAt;
  return {
    pk: partitions.return(brand, rma),
    sk: sortKeys.portion(one.id),
    ...one,
    ...(queue && {
      queue,
      queueSort: `${dueAt}#${rma}`,
      card: {
        rma,
        portion: one.id,
        state: one.state,
        dueAt,
        title: one.title.slice(0, 60),
        quantity: one.quantity,
        reason: one.reason,
        ...(one.site && { site: one.site }),
        ...(one.override && { override: one.override.code }),
        ...(one.state === 'awaiting_customs' && one.customs?.waits && { customs: one.customs.waits }),
      },
    }),
  };
}

/** What is left of a person and their words after an erasure. */
const erased: Return['statement'] = { person: {}, descriptions: {}, conversation: [] };

/** Puts a return together from the items of its partition; undefined when there is no head among them. */
export function returnFrom(items: readonly Item[]): Return | undefined {
  const found: { head?: Return['head']; statement?: Return['statement'] } = {};
  const parts = {
    portions: [] as Portion[],
    shipments: [] as Return['shipments'][number][],
    instructions: [] as Return['instructions'][number][],
    evidence: [] as Return['evidence'][number][],
  };
  for (const item of items) {
    const sk = String(item.sk);
    if (sk === sortKeys.head) found.head = asKept(item, beside.head);
    else if (sk === sortKeys.statement) found.statement = asKept(item);
    else if (sk.startsWith('PORTION#')) parts.portions.push(asKept(item, beside.portion));
    else if (sk.startsWith('SHIPMENT#')) parts.shipments.push(asKept(item));
    else if (sk.startsWith('INSTRUCTION#')) parts.instructions.push(asKept(item));
    else if (sk.startsWith('EVIDENCE#')) parts.evidence.push(asKept(item));
  }
  if (!found.head) return undefined;
  return { head: found.head, ...parts, statement: found.statement ?? erased };
}

/** The events among the items of a return's partition, in their order. */
export function eventsFrom(items: readonly Item[]) {
  return items
    .filter((item) => String(item.sk).startsWith('EVENT#'))
    .map((item) => asKept<ReturnEvent>(item, beside.event));
}
