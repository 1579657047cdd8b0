import { ProblemError } from '../contracts/errors.ts';
import type { Inspection, Portion, PortionState } from '../contracts/return.ts';
import { amend, type Change, type Context, portionsFor, type Return } from './change.ts';
import { dispositionOf } from './disposition.ts';
import { isLegal, type Step } from './lifecycle.ts';
import { instructionsFor, withRefund } from './refund.ts';
import { split } from './split.ts';

/** The way of the goods: carrier, dock, inspection. */

const refused = (pointer: string, code: string, detail: string) =>
  new ProblemError('not-returnable', detail, { errors: [{ pointer, code, detail }] });

/** Numbers for portions that a split makes. */
function newIds(current: Return): () => string {
  let last = Math.max(...current.portions.map(({ id }) => Number(id)));
  return () => {
    last += 1;
    return String(last);
  };
}

/** What a carrier or 3PL says of a parcel, in our words. */
export interface CarrierNews {
  trackingNumber: string;
  status: 'in_transit' | 'arrived' | 'exception';
  /** The carrier's own time of it. */
  at: string;
  detail?: string | undefined;
}

const carrierSteps = {
  in_transit: { step: 'ship', to: 'in_transit', type: 'return.in_transit' },
  arrived: { step: 'arrive', to: 'arrived', type: 'return.arrived' },
  exception: { step: 'report_exception', to: 'shipment_exception', type: 'return.shipment_exception' },
} as const satisfies Record<string, { step: Step; to: PortionState; type: string }>;

/**
 * Moves a shipment as its carrier says. "Delivered" means arrived at the dock: not received, not counted, no refund.
 * @returns undefined when the news is older than what is known, or takes nothing further
 */
export function moveShipment(current: Return, context: Context, news: CarrierNews): Change | undefined {
  const shipment = current.shipments.find(({ trackingNumber }) => trackingNumber === news.trackingNumber);
  if (!shipment || news.at <= shipment.statusAt || shipment.state === 'arrived') return undefined;
  const { step, to, type } = carrierSteps[news.status];
  const portions = current.portions
    .filter(({ id, state }) => shipment.portions.includes(id) && isLegal(step, state))
    .map((portion) => ({ ...portion, state: to }));
  if (portions.length === 0) return undefined;
  return amend(current, context, {
    type,
    step,
    portions,
    shipments: [{ ...shipment, state: news.status, statusAt: news.at }],
    data: { trackingNumber: news.trackingNumber, at: news.at, portions: portions.map(({ id }) => id) },
  });
}

/** What was counted at the dock, by order line. */
export interface Counted {
  lineId: string;
  quantity: number;
  serials: readonly string[];
}

/**
 * Shares out what was counted over the portions it may belong to: where a serial was read, to the portion it is of; the
 * rest to the first that expect something more.
 */
function shareOut(expected: readonly Portion[], counted: readonly Counted[]) {
  const shares = new Map(expected.map(({ id }) => [id, { quantity: 0, serials: [] as string[] }]));
  const left = counted.map(({ quantity }) => quantity);
  const give = (i: number, portion: Portion, most: number, serials: readonly string[]) => {
    const share = shares.get(portion.id);
    if (!share) return;
    const quantity = Math.min(most, left[i] ?? 0, portion.quantity - share.quantity);
    share.quantity += quantity;
    share.serials.push(...serials.slice(0, quantity));
    left[i] = (left[i] ?? 0) - quantity;
  };
  for (const [i, { lineId, serials, quantity }] of counted.entries()) {
    const read = new Set(serials);
    if (read.size > quantity)
      throw refused(`/lines/${i}/serials`, 'too_many_serials', `${read.size} serial numbers for ${quantity} units.`);
    for (const portion of expected.filter((one) => one.lineId === lineId)) {
      const taken = shares.get(portion.id)?.serials ?? [];
      const own = portion.serials.filter((serial) => read.has(serial) && !taken.includes(serial));
      give(i, portion, own.length, own);
    }
  }
  for (const [i, { lineId }] of counted.entries()) {
    for (const portion of expected.filter((one) => one.lineId === lineId)) give(i, portion, portion.quantity, []);
    if (left[i])
      throw refused(
        `/lines/${i}/quantity`,
        'more_than_expected',
        `${left[i]} more of line ${lineId} came than this return expects. Set them aside and ask support.`,
      );
  }
  return shares;
}

/**
 * Takes what came into quarantine. Counts add up over parcels: what is still missing stays on its way.
 * @param counted what was counted; everything expected when undefined
 * @throws ProblemError not-returnable with a pointer when more came of a line than is expected
 */
export function receive(current: Return, context: Context, counted: readonly Counted[] | undefined): Change {
  const expected = portionsFor(current, 'receive');
  const id = newIds(current);
  const changed: Portion[] = [];
  const received: Portion[] = [];
  const shares = counted && shareOut(expected, counted);
  for (const portion of expected) {
    const { quantity, serials } = shares?.get(portion.id) ?? portion;
    if (quantity === 0) continue;
    const rest = portion.quantity - quantity;
    const parts = rest === 0 ? [portion] : split(portion, [rest, quantity], id, [[], serials]);
    const came = { ...(parts.at(-1) ?? portion), state: 'quarantined' as const };
    received.push(came);
    changed.push(...parts.slice(0, -1), came);
  }
  const split_ = received
    .filter(({ id: one }) => !current.portions.some((known) => known.id === one))
    .map(({ id: one }) => one);
  return amend(current, context, {
    type: 'return.received',
    step: 'receive',
    portions: changed,
    shipments: current.shipments
      .filter(({ direction, state }) => direction === 'inbound' && state !== 'cancelled')
      .slice(0, split_.length > 0 ? 1 : 0)
      .map((shipment) => ({ ...shipment, portions: [...shipment.portions, ...split_] })),
    data: { portions: received.map(({ id: one, lineId, quantity }) => ({ id: one, lineId, quantity })) },
  });
}

export interface Finding extends Inspection {
  quantity: number;
}

/**
 * Grades what lies in quarantine; a portion may fall into parts with grades of their own. What matches its claim is
 * resolved at once; what does not becomes a dispute for a manager, never a silent deduction.
 */
export function inspect(current: Return, context: Context, portionId: string, findings: readonly Finding[]): Change {
  const [portion] = portionsFor(current, 'inspect', [portionId]);
  if (!portion) throw new Error('portionsFor answers at least one portion');
  for (const [i, { serial }] of findings.entries())
    if (serial && findings.findIndex((one) => one.serial === serial) < i)
      throw new ProblemError('invalid-request', undefined, {
        errors: [
          {
            pointer: `/findings/${i}/serial`,
            code: 'serial_twice',
            detail: `${serial} was graded in another finding.`,
          },
        ],
      });
  const total = findings.reduce((sum, { quantity }) => sum + quantity, 0);
  if (total > portion.quantity)
    throw new ProblemError('invalid-request', undefined, {
      errors: [
        {
          pointer: '/findings',
          code: 'more_than_received',
          detail: `${portion.quantity} are in quarantine, ${total} were graded.`,
        },
      ],
    });
  const rest = portion.quantity - total;
  const parts = split(
    portion,
    [...(rest > 0 ? [rest] : []), ...findings.map(({ quantity }) => quantity)],
    newIds(current),
    [
      ...(rest > 0 ? [[]] : []),
      ...findings.map(({ serial }) => (serial && portion.serials.includes(serial) ? [serial] : [])),
    ],
  );
  const graded = findings.map(({ quantity, ...found }, i): Portion => {
    const part = parts[i + (rest > 0 ? 1 : 0)];
    if (!part) throw new Error(`The split left out finding ${i} of ${quantity}`);
    const disposed = { ...part, inspection: found, disposition: dispositionOf(part, found) };
    const strange = found.serial !== undefined && portion.serials.length > 0 && !portion.serials.includes(found.serial);
    if (!found.matchesClaim || strange) return { ...disposed, state: 'disputed' };
    return withRefund({ ...disposed, state: 'resolving' });
  });
  const resolving = graded.filter(({ state }) => state === 'resolving');
  return amend(current, context, {
    type: 'return.inspected',
    step: 'inspect',
    portions: [...(rest > 0 ? parts.slice(0, 1) : []), ...graded],
    instructions: instructionsFor(resolving, current.head.version + 1, context.now.toISOString()),
    data: {
      portions: graded.map(({ id, quantity, inspection, disposition, state }) => ({
        id,
        quantity,
        ...inspection,
        disposition,
        disputed: state === 'disputed',
      })),
    },
  });
}
