import { actingRole } from '../../shared/access/principal.ts';
import { dayOf } from '../../shared/archive/keys.ts';
import { type BacktestRequest, type startBacktest as contract, mostDays } from '../../shared/contracts/backtests.ts';
import { busy, type FieldError, fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import { newBacktestId } from '../../shared/policy/backtest/backtest-id.ts';
import { isShipped, shippedPolicy } from '../../shared/policy/shipped.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { newBacktest } from '../../shared/storage/backtests.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import { loadPolicy, newestVersion } from '../../shared/storage/policies.ts';
import type { Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';

export interface StartBacktestDeps {
  table: Table;
  randomBytes(count: number): Uint8Array;
}

/** Takes a backtest in, once for a key; the stream has its machine run. */
export function createStartBacktest({ table, randomBytes }: StartBacktestDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { params, body, principal, idempotency, now } = request;
    const { brand } = params;
    const repeated = await firstAnswer(table, idempotency, now);
    if (repeated) return { body: { id: repeated.made } };
    checkTime(body, now);
    const version = await versionOf(table, brand, body);
    const { policyId, from, to, includeUnsealed } = body;
    const id = newBacktestId(now, randomBytes);
    const requestedBy = { role: actingRole(principal, 'backtest.run'), id: principal.id };
    const wanted = {
      brand,
      id,
      policyId,
      version,
      from,
      to,
      includeUnsealed,
      requestedAt: now.toISOString(),
      requestedBy,
    };
    const outcome = await transact(table, [
      ...newBacktest(table, wanted, now),
      // The record has a place for the name of what was changed: here the backtest's.
      rememberAnswer(table, idempotency, { made: id, seq: 0 }, now),
    ]);
    if (outcome.done) return { body: { id } };
    const first = await firstAnswer(table, idempotency, now);
    if (!first) throw busy();
    return { body: { id: first.made } };
  };
}

/** @throws ProblemError invalid-request naming the day that is wrong */
function checkTime({ from, to }: BacktestRequest, now: Date): void {
  refuse('invalid-request', [
    ...(to < from ? [fieldError('/to', 'ends_before_it_begins')] : []),
    ...(from > dayOf(now) ? [fieldError('/from', 'days_to_come')] : []),
    ...(Date.parse(to) - Date.parse(from) >= mostDays * 86_400_000
      ? [fieldError('/to', 'too_many_days', { max: mostDays })]
      : []),
  ]);
}

/** The version that is meant, which never changes. @throws ProblemError invalid-request when there is none of that name */
async function versionOf(table: Table, brand: string, { policyId, version }: BacktestRequest): Promise<string> {
  const shipped = policyId === shippedPolicy.policyId;
  if (version === undefined || version === 'draft') {
    const newest = shipped ? shippedPolicy.version : (await newestVersion(table, brand, policyId))?.version;
    return newest ?? unknown(fieldError('/policyId', 'no_policy_saved'));
  }
  if (isShipped({ policyId, version }) || (await loadPolicy(table, brand, policyId, version))) return version;
  return unknown(fieldError('/version', 'no_policy_version', { version }));
}

function unknown(error: FieldError): never {
  throw new ProblemError('invalid-request', undefined, { errors: [error] });
}
