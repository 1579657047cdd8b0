import { type RequestLine, type ReturnRequest, requestLine } from '../contracts/intake.ts';
import { piecesOf, type SoldLine, serialsOf } from '../orders/kits.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { type BatchRow, type RowFault, rowFault } from './rows.ts';

/**
 * From rows to requests: rows of the same order, under the same purchase order, become one return, as far as one
 * transaction carries it; what does not fit becomes a further one.
 */

/** Rows of a batch that may become one return. */
export interface OrderRows {
  orderNumber: string;
  purchaseOrder: string | undefined;
  rows: BatchRow[];
}

/** Rows by order and purchase order, in the order in which the file names these first. */
export function byOrder(rows: readonly BatchRow[], purchaseOrder: string | undefined): OrderRows[] {
  const found = new Map<string, OrderRows>();
  for (const row of rows) {
    const own = row.purchaseOrder ?? purchaseOrder;
    const key = JSON.stringify([row.orderNumber, own]);
    const known = found.get(key);
    if (known) known.rows.push(row);
    else found.set(key, { orderNumber: row.orderNumber, purchaseOrder: own, rows: [row] });
  }
  return [...found.values()];
}

/** A line of a request with the rows it is made of. */
export interface PartLine {
  line: RequestLine;
  rows: BatchRow[];
}

/** Rows taken from the front of an order's, as lines of one request, and what is wrong with some of them. */
export interface Part {
  rows: BatchRow[];
  lines: PartLine[];
  faults: RowFault[];
}

/** A request has no more lines. */
const mostLines = 20;
/**
 * What a return may weigh so that every later step fits into one transaction of 100 items, its last one too, which lets go
 * of all its serials: four for a line (it may be two portions, where it was shipped in part, each with its resolution), one
 * for a piece with a serial.
 */
const heaviest = 80;

/** As many rows at most: what is wrong with them has to fit into one item of 400 KB, however much they say. */
export const mostRowsOfPart = 200;

/**
 * The next part of an order's rows that are not worked off yet: as many from the front as one return carries.
 * @param sold the lines of the order, and the pieces of its kits
 */
export function nextPart(rows: readonly BatchRow[], sold: readonly SoldLine[]): Part {
  const part: Part = { rows: [], lines: [], faults: [] };
  const byKey = new Map<string, PartLine>();
  let weight = 0;
  for (const row of rows.slice(0, mostRowsOfPart)) {
    const line = lineOf(row, sold);
    if ('code' in line) {
      part.rows.push(row);
      part.faults.push(line);
      continue;
    }
    const key = canonicalJson({ ...row, row: 0, serial: '', quantity: 0, sku: '', line: line.id });
    const known = byKey.get(key);
    const more = (known ? 0 : 4) + (serialsOf(line).length > 0 ? row.quantity * piecesOf(line) : 0);
    const full = weight + more > heaviest || (!known && byKey.size === mostLines) || !fits(known, row);
    if (full && byKey.size > 0) break;
    weight += more;
    part.rows.push(row);
    if (known) addTo(known, row);
    else byKey.set(key, { line: asLine(row, line.id), rows: [row] });
  }
  return { ...part, lines: [...byKey.values()] };
}

/** Whether a line can hold a further row: no line is asked for in more units than a request may. */
function fits(known: PartLine | undefined, { quantity }: BatchRow): boolean {
  return !known || requestLine.shape.quantity.safeParse(known.line.quantity + quantity).success;
}

function addTo({ line, rows }: PartLine, row: BatchRow): void {
  line.quantity += row.quantity;
  if (row.serial) line.serials.push(row.serial);
  rows.push(row);
}

/** The order line a row means: by its id, else by the serial number, else by a SKU that only one line has. */
function lineOf(row: BatchRow, lines: readonly SoldLine[]): SoldLine | RowFault {
  const { line: id, sku, serial } = row;
  if (id !== undefined) {
    const named = lines.find((line) => line.id === id);
    if (!named) return rowFault(row.row, 'line', 'unknown_line', { line: id });
    if (sku !== undefined && named.sku !== sku) return rowFault(row.row, 'sku', 'row_other_sku', { line: id, sku });
    return named;
  }
  const sold = sku === undefined ? lines : lines.filter((line) => line.sku === sku);
  if (sku !== undefined && sold.length === 0) return rowFault(row.row, 'sku', 'row_unknown_sku', { sku });
  const bySerial = serial && sold.find((line) => line.serials.includes(serial));
  if (bySerial) return bySerial;
  const [only, ...others] = sold;
  if (sku !== undefined && only && others.length === 0) return only;
  if (sku !== undefined) return rowFault(row.row, 'line', 'row_sku_twice', { sku });
  return rowFault(row.row, 'serial', 'row_unknown_serial', { serial: serial ?? '' });
}

function asLine(row: BatchRow, lineId: string): RequestLine {
  const { quantity, reason, preference, condition, packaging, serial, lot, model } = row;
  const { description: what, since, tried, errorCode, answers } = row;
  const told = {
    ...(what && { what }),
    ...(since && { since }),
    ...(tried && { tried }),
    ...(errorCode && { errorCode }),
    ...(answers && { answers }),
  };
  return requestLine.parse({
    lineId,
    quantity,
    reason,
    ...(preference && { preference }),
    ...(condition && { condition }),
    ...(packaging && { packaging }),
    ...(serial && { serials: [serial] }),
    ...(lot && { lot }),
    ...(model && { model }),
    ...(Object.keys(told).length > 0 && { description: told }),
  });
}

/** A part as the request it makes. */
export function requestOf(
  { orderNumber, purchaseOrder }: Pick<OrderRows, 'orderNumber' | 'purchaseOrder'>,
  { lines }: Pick<Part, 'lines'>,
): ReturnRequest {
  return { orderNumber, lines: lines.map(({ line }) => line), ...(purchaseOrder && { purchaseOrder }) };
}
