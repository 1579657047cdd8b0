import { isStaff, type Principal, sees } from '../../shared/access/principal.ts';
import { hasSightOf } from '../../shared/access/sight.ts';
import type { Link } from '../../shared/adapters/files/links.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { Shipment } from '../../shared/contracts/return.ts';
import type { trackReturn as contract } from '../../shared/contracts/tracking.ts';
import type { Return } from '../../shared/returns/change.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { staffViewOf } from './staff-view.ts';
import { type OpenFiles, trackedReturn } from './tracked-return.ts';

const linkSeconds = 3600;

/** The page that follows a return: one Query. */
export function createTrackReturn({ table, link }: { table: Table; link: Link }) {
  return async ({ principal, params, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const found = await loadWithEvents(table, principal.brand, params.rma);
    if (!found || !sees(principal, found.current.head)) throw new ProblemError('not-found');
    const { current, events } = found;
    return {
      body: trackedReturn(
        current,
        events,
        await openFiles(principal, current, link, now),
        staffViewOf(principal, current),
      ),
      headers: { etag: `"${current.head.version}"` },
    };
  };
}

/** A label that was voided, or whose parcel is here, is of no use to a customer any more. */
const isUsable = ({ state }: Shipment) => state === 'label_created' || state === 'in_transit';

/** Links to the files this reader may open, for an hour. */
async function openFiles(principal: Principal, current: Return, link: Link, now: Date): Promise<OpenFiles> {
  const expiresAt = new Date(now.getTime() + linkSeconds * 1000).toISOString();
  const labels = current.shipments.map(async (shipment) => {
    if (!shipment.label || !(isStaff(principal) || isUsable(shipment))) return [];
    const [pdf, png] = await Promise.all([
      link(shipment.label.pdf, linkSeconds),
      link(shipment.label.png, linkSeconds),
    ]);
    return [[shipment.id, { pdf, png, expiresAt }] as const];
  });
  const pieces = hasSightOf(principal, 'evidence') ? current.evidence : [];
  const evidence = pieces.map(async ({ id, state, key }) =>
    state === 'attached' && key ? [[id, { url: await link(key, linkSeconds), expiresAt }] as const] : [],
  );
  const { acknowledgement } = current.head.withdrawal ?? {};
  // It names who withdrew: for the customer, and for staff who speak with customers.
  const theirs = acknowledgement && (!isStaff(principal) || hasSightOf(principal, 'conversation'));
  return {
    ...(theirs && {
      acknowledgement: {
        pdf: await link(acknowledgement.pdf, linkSeconds),
        sha256: acknowledgement.sha256,
        expiresAt,
      },
    }),
    labels: new Map((await Promise.all(labels)).flat()),
    evidence: new Map((await Promise.all(evidence)).flat()),
  };
}
