import { randomBytes } from 'node:crypto';
import { createDecidePart } from '../../../functions/batch-work/decide-part.ts';
import { createEndReserved } from '../../../functions/batch-work/end-reserved.ts';
import { createWorkBatch } from '../../../functions/batch-work/work-batch.ts';
import { createWorkPart } from '../../../functions/batch-work/work-part.ts';
import { type Batch, createBatch, readBatch } from '../../../shared/contracts/batches.ts';
import { assessorOf } from '../../../shared/intake/assessor-of.ts';
import { newRmaNumber } from '../../../shared/returns/rma-number.ts';
import type { Outcome } from '../../../shared/runtime/queue.ts';
import { partitions, type Table } from '../../../shared/storage/table.ts';
import type { Answer, App, Call } from './app.ts';
import type { Who } from './sign-in.ts';

/** A company's files, and the worker that works them off, as its function wires it. */

export const employee: Who = { role: 'customer', id: 'C-1', company: 'ACME-01' };

export type BatchWorker = (id: string, timeLeft?: () => number) => Promise<Outcome>;

export function createBatchWorker(table: Table, clock: () => Date, assess = assessorOf(table)): BatchWorker {
  const deps = { table, progressMinutes: 5 };
  const work = createWorkBatch({
    table,
    clock,
    workPart: createWorkPart({
      ...deps,
      decidePart: createDecidePart({ table, assess }),
      newRma: () => newRmaNumber(randomBytes),
    }),
    endReserved: createEndReserved(deps),
  });
  return (id, timeLeft = () => 60_000) => work({ inbox: partitions.batch('lumen', id) }, timeLeft);
}

/** A row of a file, by the columns `fileOf` writes. */
export type Row = readonly [orderNumber: string, line: string, serial: string, quantity?: string, reason?: string];

export const fileOf = (rows: readonly Row[]): string =>
  [
    'orderNumber;line;serial;quantity;reason',
    ...rows.map(([order, line, serial, quantity = '1', reason = 'wrong_item']) =>
      [order, line, serial, quantity, reason].join(';'),
    ),
  ].join('\n');

export const send = (app: App, csv: string, options: object = {}, call: Call = {}) =>
  app.call<Batch & Answer['body']>(createBatch, {
    who: employee,
    body: { csv, mode: 'all_or_nothing', purchaseOrder: 'PO-1', ...options },
    ...call,
  });

/** Sends a file, and expects it to be taken. */
export async function sent(app: App, csv: string, options: object = {}): Promise<string> {
  const { status, body } = await send(app, csv, options);
  if (status !== 202) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body.id;
}

export async function look(app: App, batch: string, who: Who = employee): Promise<Batch> {
  const { status, body } = await app.call<Batch & Answer['body']>(readBatch, { who, params: { batch } });
  if (status !== 200) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}
