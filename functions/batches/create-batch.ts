import { randomBytes } from 'node:crypto';
import { reservationMinutes } from '../../shared/batches/progress.ts';
import { readCsv } from '../../shared/batches/read-csv.ts';
import { readRows } from '../../shared/batches/rows.ts';
import type { BatchState, createBatch as contract } from '../../shared/contracts/batches.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { busy, ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { keepBatch, loadBatch, loadUnread } from '../../shared/storage/batches.ts';
import type { Table } from '../../shared/storage/table.ts';
import { batchView } from './batch-view.ts';

export interface CreateBatchDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
}

/** Keeps a file of returns, once for a key; it is worked off in the background. A file that is no table is refused. */
export function createCreateBatch({ table, readBrand }: CreateBatchDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, body, idempotency, now } = request;
    const { mode, shipping, purchaseOrder, csv } = body;
    const { brand } = principal;
    const configuration = await readBrand(brand, now);
    if (!configuration) throw new ProblemError('not-found', say('brand_not_configured'));
    const { rows, faults } = readRows(readCsv(csv));
    const bad = new Set(faults.map(({ row }) => row)).size;
    const id = await keepBatch(
      table,
      {
        brand,
        id: `B-${newRmaNumber(randomBytes)}`,
        mode,
        shipping,
        state: firstState(mode, rows.length),
        by: {
          roles: [...principal.roles],
          id: principal.id,
          ...(principal.company && { company: principal.company }),
        },
        ...(purchaseOrder && { purchaseOrder }),
        rows: rows.length + bad,
        createdAt: now.toISOString(),
        ...(mode === 'all_or_nothing' && { reservedUntil: later(now, reservationMinutes) }),
      },
      { csv, unread: faults, idempotency },
      now,
    );
    const batch = await loadBatch(table, { brand, id });
    if (!batch) throw busy();
    const { language } = chooseLanguage(...request.speaks, configuration.locale);
    return {
      body: batchView(batch, await loadUnread(table, batch.head), language),
      headers: { location: `/v1/batches/${id}` },
    };
  };
}

/** Where not one row is good, there is nothing to work off. */
function firstState(mode: Request<typeof contract>['body']['mode'], good: number): BatchState {
  if (mode === 'good_ones') return good > 0 ? 'working' : 'done';
  return good > 0 ? 'reserving' : 'refused';
}

const later = (now: Date, minutes: number) => new Date(now.getTime() + minutes * 60_000).toISOString();
