import type { RowError } from '../../shared/contracts/batches.ts';

/** Bytes of a sheet: with what JSON adds to them, far below the 6 MB that a function may answer. */
const largestSheet = 3_000_000;

/**
 * The errors of as many rows from the front as one answer carries: whole rows, and one at least.
 * @param errors in the order of the rows
 */
export function inOneAnswer(errors: readonly RowError[], most = largestSheet): RowError[] {
  const [first] = errors;
  let bytes = 0;
  const over = errors.find(({ row, column = '', code, detail }) => {
    bytes += Buffer.byteLength(`${row},${column},${code},"${detail}"`);
    return bytes > most && row !== first?.row;
  });
  return over ? errors.filter(({ row }) => row < over.row) : [...errors];
}
