import * as z from 'zod';
import { outcome } from './decision.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** Many returns in one file: a row a unit, or a quantity of one line. */

export const batchMode = z.enum(['all_or_nothing', 'good_ones']).meta({
  id: 'BatchMode',
  description:
    '`all_or_nothing`: every row is reserved first; one that is refused, or no end in time, gives all back. `good_ones`: each return is made for itself, and rows that are refused are left out.',
});
export type BatchMode = z.infer<typeof batchMode>;

export const batchShipping = z.enum(['parcels', 'pallet']).meta({
  id: 'BatchShipping',
  description:
    '`parcels`: a label for each return. `pallet`: all come back as one consignment under one label, where it is agreed with the company.',
});
export type BatchShipping = z.infer<typeof batchShipping>;

/**
 * `working` makes returns of good rows; `reserving` takes the units and serials of all rows, then `confirming` makes the
 * returns, or `releasing` gives everything back. The other three are ends.
 */
export const batchState = z
  .enum(['working', 'reserving', 'confirming', 'releasing', 'done', 'refused', 'expired'])
  .meta({
    id: 'BatchState',
    description:
      '`done`: the returns are made. `refused`: a row was, so nothing is. `expired`: not all could be reserved in time, so nothing is.',
  });
export type BatchState = z.infer<typeof batchState>;

export const rowError = z
  .strictObject({
    row: z.int().min(2).meta({ description: 'As a spreadsheet counts: the headings are row 1.', example: 7 }),
    column: z.string().optional().meta({ description: 'Absent: the row as a whole.', example: 'serial' }),
    code: z.string().meta({ description: 'Stable: what to act on. All of them are listed under `x-error-codes`.' }),
    detail: z.string().meta({ description: 'A sentence for a person, in their language (English or German).' }),
  })
  .meta({ id: 'RowError' });
export type RowError = z.infer<typeof rowError>;

const count = z.int().min(0);

/** Of so many errors an answer stays far below the 6 MB that a function may answer. */
export const mostErrors = 1000;

export const batch = z
  .strictObject({
    id: v.batchId,
    mode: batchMode,
    shipping: batchShipping,
    state: batchState,
    createdAt: v.time,
    reservedUntil: v.time
      .optional()
      .meta({ description: 'While units are reserved: given back by then unless all could be.' }),
    rows: z.strictObject({
      all: count.meta({ description: 'Rows of the file that hold something.' }),
      waiting: count,
      reserved: count,
      inReturns: count,
      refused: count,
      givenBack: count.meta({
        description: 'Good ones that came to nothing, as others were refused or time was over.',
      }),
    }),
    returns: z.array(z.strictObject({ rma: v.rmaNumber, orderNumber: v.orderNumber, outcome, rows: z.array(z.int()) })),
    errors: z
      .array(rowError)
      .max(mostErrors)
      .meta({ description: 'In the order of the file; the first of them, where there are many more.' }),
    errorsInAll: count.meta({ description: 'All of them are in `readBatchErrors`.' }),
  })
  .meta({ id: 'Batch' });
export type Batch = z.infer<typeof batch>;

const example = `orderNumber;line;serial;reason;description
LM-20001;1;LMX-700001;defective;The left channel stays silent
LM-20001;1;LMX-700002;defective;The left channel stays silent
LM-20002;1;LMX-710004;wrong_item;
`;

export const createBatch = route({
  name: 'createBatch',
  method: 'POST',
  path: '/v1/batches',
  area: 'batches',
  summary: 'Ask for many returns in one CSV file; they are made in the background',
  action: 'batch.create',
  body: z
    .strictObject({
      csv: z
        .string()
        .min(1)
        .max(1_000_000)
        .meta({ description: 'The file: up to 2,000 rows, the first one headings.' }),
      mode: batchMode,
      shipping: batchShipping.default('parcels'),
      purchaseOrder: v.purchaseOrder.optional().meta({ description: 'Of every row that states none of its own.' }),
      locale: v.locale
        .optional()
        .meta({ description: 'Language of the sentences; left out: as Accept-Language says.' }),
    })
    .meta({ id: 'BatchRequest', example: { mode: 'all_or_nothing', purchaseOrder: 'PO-4500012345', csv: example } }),
  csv: 'csv',
  idempotent: true,
  success: { status: 202, body: batch },
  problems: ['busy'],
});

const batchParams = z.strictObject({ batch: v.batchId });

export const readBatch = route({
  name: 'readBatch',
  method: 'GET',
  path: '/v1/batches/{batch}',
  area: 'batches',
  summary: 'See how far a batch is: its returns, and what is wrong with which row',
  action: 'batch.read',
  params: batchParams,
  success: { status: 200, body: batch },
  problems: ['not-found'],
});

export const readBatchErrors = route({
  name: 'readBatchErrors',
  method: 'GET',
  path: '/v1/batches/{batch}/errors',
  area: 'batches',
  summary: 'Download what is wrong with which row, as CSV',
  action: 'batch.read',
  params: batchParams,
  query: z.strictObject({
    after: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .meta({ description: 'Only of rows after this one: of a sheet that is too large for one answer.' }),
  }),
  success: { status: 200, contentType: 'text/csv' },
  problems: ['not-found'],
});
