import { canonicalJson } from '../returns/event-chain.ts';
import type { RowFault } from './rows.ts';

/** Faults as they are kept: what is the same for many rows is said once. */
export type FaultList = Omit<RowFault, 'row'> & { rows: number[] };

export function listed(faults: readonly RowFault[]): FaultList[] {
  const lists = new Map<string, FaultList>();
  for (const { row, ...said } of faults) {
    const key = canonicalJson(said);
    const known = lists.get(key);
    if (known) known.rows.push(row);
    else lists.set(key, { ...said, rows: [row] });
  }
  return [...lists.values()];
}

/** The same, a fault a row again. */
export const byRow = (lists: readonly FaultList[]): RowFault[] =>
  lists.flatMap(({ rows, ...said }) => rows.map((row): RowFault => ({ row, ...said })));
