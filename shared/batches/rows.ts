import * as z from 'zod';
import { requestLine, returnRequest } from '../contracts/intake.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import { type Said, type SentenceCode, type SentenceValues, say } from '../contracts/sentences/catalogue.ts';
import * as v from '../contracts/values.ts';
import { normaliseOrderNumber } from '../orders/order-number.ts';
import type { Column } from './columns.ts';
import type { CsvRow } from './read-csv.ts';

/** What is wrong with a row, said in the reader's language later. Without a column it is the row as a whole. */
export interface RowFault extends Said {
  row: number;
  column?: Column;
}

/** A fault of a row by its code, with what is put into the sentence. */
export function rowFault<Code extends SentenceCode>(
  row: number,
  column: Column | undefined,
  code: Code,
  ...values: SentenceValues<Code>
): RowFault {
  return { row, ...(column && { column }), ...say(code, ...values) };
}

/** "Wrong item" and "wrong-item" are `wrong_item`. */
const word = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((cell) => (typeof cell === 'string' ? cell.toLowerCase().replace(/[\s-]+/g, '_') : cell), schema);

const { description } = requestLine.shape;
const told = description.unwrap().shape;

/** A row's cells, each as the field of a request that it becomes. */
const cells = z.object({
  orderNumber: z.preprocess((cell) => (typeof cell === 'string' ? normaliseOrderNumber(cell) : cell), v.orderNumber),
  line: v.lineId.optional(),
  sku: v.words(64).optional(),
  serial: v.serial.optional(),
  quantity: z
    .string()
    .regex(/^\d+$/, 'not_a_whole_number')
    .pipe(z.coerce.number<string>().pipe(requestLine.shape.quantity))
    .optional(),
  reason: word(requestLine.shape.reason),

  preference: word(requestLine.shape.preference),
  lot: requestLine.shape.lot,
  model: requestLine.shape.model,
  description: told.what,
  since: told.since,
  tried: told.tried,
  errorCode: told.errorCode,
  condition: word(requestLine.shape.condition),
  packaging: word(requestLine.shape.packaging),
  purchaseOrder: returnRequest.shape.purchaseOrder,
} satisfies Record<Column, z.ZodType>);

/** A row that can be asked for. */
export type BatchRow = Omit<z.output<typeof cells>, 'quantity'> & {
  row: number;
  quantity: number;
  answers?: Record<string, string>;
};

/**
 * Reads each row for itself, and against those before it: a serial number is one unit's.
 * @returns the good rows in their order, and every fault of the others
 */
export function readRows(table: readonly CsvRow[]): { rows: BatchRow[]; faults: RowFault[] } {
  const rows: BatchRow[] = [];
  const faults: RowFault[] = [];
  const serials = new Map<string, number>();
  for (const one of table) {
    const { row } = one;
    const result = cells.safeParse(one.cells, { reportInput: true });
    const answers = Object.keys(one.answers).length > 0 ? told.answers.safeParse(one.answers) : undefined;
    const wrong = result.success
      ? faultsBetween(row, result.data, serials)
      : fieldErrorsOf(result.error.issues).map(
          ({ pointer, ...said }): RowFault => ({ row, column: pointer.slice(1) as Column, ...said }),
        );
    if (answers?.success === false) wrong.push(rowFault(row, 'description', 'too_many_answers'));
    if (one.overflows) wrong.push(rowFault(row, undefined, 'row_overflows'));
    faults.push(...wrong);
    if (result.data?.serial && !serials.has(result.data.serial)) serials.set(result.data.serial, row);
    if (result.success && wrong.length === 0)
      rows.push({
        ...result.data,
        row,
        quantity: result.data.quantity ?? 1,
        ...(answers?.data && { answers: answers.data }),
      });
  }
  return { rows, faults };
}

/** What no cell shows by itself. */
function faultsBetween(row: number, read: z.output<typeof cells>, serials: ReadonlyMap<string, number>): RowFault[] {
  const { line, sku, serial, quantity = 1 } = read;
  const before = serial && serials.get(serial);
  return [
    ...(line || sku || serial ? [] : [rowFault(row, 'line', 'row_without_product')]),
    ...(serial && quantity > 1 ? [rowFault(row, 'quantity', 'row_serial_of_one')] : []),
    ...(serial && before ? [rowFault(row, 'serial', 'row_serial_twice', { serial, row: before })] : []),
  ];
}
