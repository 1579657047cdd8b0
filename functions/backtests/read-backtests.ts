import type { Link } from '../../shared/adapters/files/links.ts';
import type { listBacktests as listContract, readBacktest as readContract } from '../../shared/contracts/backtests.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { changesKey } from '../../shared/policy/backtest/plan.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadReport } from '../../shared/storage/backtest-reports.ts';
import { type Backtest, listBacktests, loadBacktest } from '../../shared/storage/backtests.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Backtests as they are read: how far each is, and what it found. */

const linkSeconds = 900;

export function createListBacktests({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ params, query, now }: Request<typeof listContract>): Promise<Reply<typeof listContract>> => {
    const scope = JSON.stringify(['backtests', params.brand]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await listBacktests(table, params.brand, query.limit, now, start);
    return { body: { items: items.map(listed), ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}

const listed = ({ id, policyId, version, from, to, includeUnsealed, state, requestedAt, requestedBy }: Backtest) => ({
  id,
  policy: { id: policyId, version },
  from,
  to,
  includeUnsealed,
  state,
  requestedAt,
  requestedBy,
});

export function createReadBacktest({ table, link }: { table: Table; link: Link }) {
  return async ({ params, now }: Request<typeof readContract>): Promise<Reply<typeof readContract>> => {
    const key = { brand: params.brand, id: params.backtest };
    const found = await loadBacktest(table, key, now);
    if (!found) throw new ProblemError('not-found');
    const { attempt, files, filesDone, returnsDone, days, failure, completedAt } = found;
    return {
      body: {
        ...listed(found),
        attempt,
        ...(files !== undefined && { progress: { files: { done: filesDone, total: files }, returns: returnsDone } }),
        ...(days && { days }),
        ...(failure && { failure }),
        ...(completedAt && { completedAt, ...(await foundBy(found)) }),
      },
    };

    async function foundBy({ brand, id, changes }: Backtest) {
      const [report, url] = await Promise.all([loadReport(table, key), link(changesKey(brand, id), linkSeconds)]);
      const expiresAt = new Date(now.getTime() + linkSeconds * 1000).toISOString();
      return { ...(report && { report }), changes: { lines: changes ?? 0, url, expiresAt } };
    }
  };
}
