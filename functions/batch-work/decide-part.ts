import { sees } from '../../shared/access/principal.ts';
import { mostRowsOfPart, nextPart, type OrderRows, type Part, requestOf } from '../../shared/batches/parts.ts';
import { faultsOf } from '../../shared/batches/refusals.ts';
import { type RowFault, rowFault } from '../../shared/batches/rows.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { ReturnRequest } from '../../shared/contracts/intake.ts';
import type { Assessor } from '../../shared/intake/assessor.ts';
import { type SoldLine, serialsOf, soldLines } from '../../shared/orders/kits.ts';
import type { DecidedRequest } from '../../shared/returns/assess.ts';
import { withoutLabelFee } from '../../shared/returns/consignment-label.ts';
import { askerOf, type BatchHead } from '../../shared/storage/batches.ts';
import { loadOrder, type StoredOrder } from '../../shared/storage/orders.ts';
import type { SiteDay } from '../../shared/storage/site-counts.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface DecidePartDeps {
  table: Table;
  assess: Assessor;
}

/** The next rows of an order, decided: what is asked for of the good ones, and what is wrong with the others. */
export interface DecidedPart {
  rows: number[];
  faults: RowFault[];
  /** Undefined when not one row is good. */
  good?: {
    request: ReturnRequest;
    stored: StoredOrder;
    decided: DecidedRequest;
    brand: BrandConfiguration;
    siteDay?: SiteDay | undefined;
  };
}

/**
 * Decides rows as the same request would be decided by itself: rows that are refused are left out until the rest holds.
 * @param waiting rows of one order that are not worked off yet; at least one
 * @param taken serials that another return has, as the commit has just said
 */
export function createDecidePart({ table, assess }: DecidePartDeps) {
  return async (head: BatchHead, waiting: OrderRows, taken: Taken, now: Date): Promise<DecidedPart> => {
    const asker = askerOf(head);
    const order = (await loadOrder(table, head.brand, waiting.orderNumber))?.order;
    if (!order || !sees(asker, order)) return unknownOrder(waiting);
    const sold = soldLines(order);
    const part = nextPart(waiting.rows, sold);
    const rows = part.rows.map(({ row }) => row);
    const faults = [...part.faults, ...inOtherReturns(part, sold, taken)];
    for (let left = without(part, faults); left.lines.length > 0; left = without(part, faults)) {
      const request = requestOf(waiting, left);
      try {
        const { company, ...found } = await assess(request, asker, now, { consigned: head.shipping === 'pallet' });
        const good = head.labelSettled ? { ...found, decided: withoutLabelFee(found.decided) } : found;
        if (head.shipping === 'parcels' || company?.consolidatedPallets)
          return { rows, faults, good: { request, ...good } };
        faults.push(...left.rows.map(({ row }) => rowFault(row, undefined, 'row_no_pallet')));
      } catch (error) {
        faults.push(...refusedBy(error, left));
      }
    }
    return { rows, faults };
  };
}

function unknownOrder({ orderNumber, rows: all }: OrderRows): DecidedPart {
  const rows = all.slice(0, mostRowsOfPart);
  return {
    rows: rows.map(({ row }) => row),
    faults: rows.map(({ row }) => rowFault(row, 'orderNumber', 'row_order_not_found', { order: orderNumber })),
  };
}

/** Serials that another return has, and how often the commit has said so. */
export type Taken = ReadonlyMap<string, number>;

/**
 * A verified serial can be in one open return only. It is told of the row that names it. Where none does, it is one of a
 * line of which all units come back: its last row that names no unit is refused, so that the line comes back in part. Where
 * that did not help, for other rows were refused beside it, all rows of the line are.
 */
function inOtherReturns({ lines }: Part, sold: readonly SoldLine[], taken: Taken): RowFault[] {
  return [...taken].flatMap(([serial, times]) => {
    const named = lines.flatMap(({ rows }) => rows.filter((row) => row.serial === serial));
    const holding = lines.filter(({ line }) =>
      sold.some((one) => one.id === line.lineId && serialsOf(one).includes(serial)),
    );
    const unnamed = holding.flatMap(({ rows }) => rows.findLast((row) => row.serial === undefined) ?? rows);
    const all = [...new Set([...named, ...holding.flatMap(({ rows }) => rows)])];
    const refused = times > 1 ? all : named.length > 0 ? named : unnamed;
    return refused.map(({ row }) => rowFault(row, 'serial', 'serial_in_open_return', { serial }));
  });
}

/** A part without its bad rows, as lines made anew. */
function without({ rows, lines }: Part, faults: readonly RowFault[]): Part {
  const bad = new Set(faults.map(({ row }) => row));
  const left = lines.flatMap(({ line, rows: all }) => {
    const good = all.filter(({ row }) => !bad.has(row));
    if (good.length === 0) return [];
    const quantity = good.reduce((sum, one) => sum + one.quantity, 0);
    return [{ line: { ...line, quantity, serials: good.flatMap(({ serial }) => serial ?? []) }, rows: good }];
  });
  return { rows: rows.filter(({ row }) => !bad.has(row)), lines: left, faults: [] };
}

/**
 * Which rows a refusal is about. Where some are bad for themselves, it is not asked yet which are too many: without those,
 * the others may well do. What is said of no field, or of none that a row has, is said of all rows.
 * @throws what is no refusal of what was asked for
 */
function refusedBy(error: unknown, { rows, lines }: Part): RowFault[] {
  if (!(error instanceof ProblemError) || error.type === 'busy') throw error;
  const errors = error.errors ?? [];
  const bad = errors.filter(({ values }) => values?.left === undefined);
  const faults = faultsOf(bad.length > 0 ? bad : errors, lines);
  const said = error.detail;
  if (faults.length === 0 && !said) throw error;
  return faults.length > 0 || !said ? faults : rows.map(({ row }): RowFault => ({ row, ...said }));
}
