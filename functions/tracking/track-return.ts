import { isStaff, sees } from '../../shared/access/principal.ts';
import type { Link } from '../../shared/adapters/files/links.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { ReturnEvent, Shipment } from '../../shared/contracts/return.ts';
import type { trackReturn as contract, TrackedReturn } from '../../shared/contracts/tracking.ts';
import { plainWords } from '../../shared/notifications/plain-words.ts';
import type { Return } from '../../shared/returns/change.ts';
import { customerStatusOf } from '../../shared/returns/customer-status.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

const linkSeconds = 3600;

/** The page that follows a return: one Query. */
export function createTrackReturn({ table, link }: { table: Table; link: Link }) {
  return async ({ principal, params, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const found = await loadWithEvents(table, principal.brand, params.rma);
    if (!found || !sees(principal, found.current.head)) throw new ProblemError('not-found');
    const labels = isStaff(principal) ? found.current.shipments : found.current.shipments.filter(isUsable);
    const linked = await Promise.all(
      labels.map(async (shipment) => [shipment.id, await labelLinks(shipment, link, now)] as const),
    );
    return {
      body: trackedReturn(found.current, found.events, new Map(linked)),
      headers: { etag: `"${found.current.head.version}"` },
    };
  };
}

/** A label that was voided, or whose parcel is here, is of no use any more. */
const isUsable = ({ state }: Shipment) => state === 'label_created' || state === 'in_transit';

async function labelLinks({ label }: Shipment, link: Link, now: Date) {
  if (!label) return undefined;
  const [pdf, png] = await Promise.all([link(label.pdf, linkSeconds), link(label.png, linkSeconds)]);
  return { pdf, png, expiresAt: new Date(now.getTime() + linkSeconds * 1000).toISOString() };
}

type LabelLinks = Awaited<ReturnType<typeof labelLinks>>;

function trackedReturn(
  current: Return,
  events: readonly ReturnEvent[],
  labels: ReadonlyMap<string, LabelLinks>,
): TrackedReturn {
  const { head, portions, shipments, instructions, evidence, statement } = current;
  const words = plainWords(head.locale);
  const { code, by } = customerStatusOf(current);
  const asked = code === 'action_needed' ? statement.conversation.findLast(({ from }) => from === 'agent') : undefined;
  return {
    rma: head.rma,
    orderNumber: head.orderNumber,
    requestedAt: head.createdAt,
    stage: head.stage,
    status: { code, text: words.status[code].text },
    next: { text: words.status[code].next, ...(by && { by }) },
    ...(asked && { question: asked.text }),
    portions: portions.map(({ id, lineId, title, quantity, reason, resolution, state, inspection, disposition }) => ({
      id,
      lineId,
      title,
      quantity,
      reason,
      resolution,
      state,
      ...(inspection && { grade: inspection.grade }),
      ...(disposition && { disposition }),
    })),
    shipments: shipments.map(({ id, carrier, trackingNumber, state, payer }) => {
      const label = labels.get(id);
      return { id, carrier, trackingNumber, state, payer, ...(label && { label }) };
    }),
    evidence: evidence.map(({ id, type, state, reason }) => ({ id, type, state, ...(reason && { reason }) })),
    money: instructions
      .filter(({ kind }) => kind !== 'stock_movement')
      .map(({ id: instruction, kind, state, amount, portions: ids }) => ({
        id: instruction,
        kind,
        state,
        ...(amount && { amount }),
        fees: portions.filter(({ id }) => ids.includes(id)).flatMap(({ terms }) => terms?.fees ?? []),
      })),
    timeline: events.flatMap(({ at, type }) => {
      const text = words.timeline[type];
      return text ? [{ at, type, text }] : [];
    }),
  };
}
