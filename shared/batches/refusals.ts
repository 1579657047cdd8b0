import type { FieldError } from '../contracts/errors.ts';
import type { Said } from '../contracts/sentences/catalogue.ts';
import { type Column, columns } from './columns.ts';
import type { PartLine } from './parts.ts';
import type { BatchRow, RowFault } from './rows.ts';

/** Fields of a request whose column has another name. */
const renamed: Readonly<Record<string, Column>> = { lineId: 'line', serials: 'serial', what: 'description' };

const columnOf = (field: string | undefined): Column | undefined =>
  field === undefined ? undefined : (renamed[field] ?? columns.find((column) => column === field));

/**
 * What was refused of a request, by the rows it was made of. Where a line is asked for in more units than are left, its
 * last rows are refused: those before them have what is left.
 * @param errors with pointers into the request
 */
export function faultsOf(errors: readonly FieldError[], lines: readonly PartLine[]): RowFault[] {
  return errors.flatMap(({ pointer, ...said }) => {
    const [, first, index, field, ...rest] = pointer.split('/');
    const line = first === 'lines' ? lines[Number(index)] : undefined;
    const rows = line ? rowsOf(line, field, rest[0], said) : lines.flatMap((one) => one.rows);
    const column = line ? (columnOf(rest.at(-1)) ?? columnOf(field)) : columnOf(first);
    return rows.map(({ row }): RowFault => ({ row, ...(column && { column }), ...said }));
  });
}

function rowsOf({ line, rows }: PartLine, field: string | undefined, index: string | undefined, { values }: Said) {
  if (field === 'quantity' && values?.left !== undefined) return beyond(rows, Number(values.left));
  const serial = field === 'serials' && index !== undefined ? line.serials[Number(index)] : undefined;
  const named = serial && rows.find((row) => row.serial === serial);
  return named ? [named] : rows;
}

/** The rows that want more than is left once those before them have theirs. */
function beyond(rows: readonly BatchRow[], left: number): BatchRow[] {
  let open = left;
  return rows.filter(({ quantity }) => {
    if (quantity > open) return true;
    open -= quantity;
    return false;
  });
}
