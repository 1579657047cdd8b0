import type { retryBacktest as contract } from '../../shared/contracts/backtests.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { loadBacktest, nextAttempt } from '../../shared/storage/backtests.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import type { Table } from '../../shared/storage/table.ts';
import { transact } from '../../shared/storage/transaction.ts';

/** Has a backtest that failed, or was interrupted, go on, once for a key. */
export function createRetryBacktest({ table }: { table: Table }) {
  return async ({ params, idempotency, now }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand, backtest: id } = params;
    const found = await loadBacktest(table, { brand, id }, now);
    if (!found) throw new ProblemError('not-found');
    const outcome = await transact(table, [
      ...nextAttempt(table, found, now),
      rememberAnswer(table, idempotency, { made: id, seq: found.attempt + 1 }, now),
    ]);
    if (!outcome.done && !(await firstAnswer(table, idempotency, now)))
      throw new ProblemError('step-not-legal', say('backtest_not_ended'));
    return { body: { id } };
  };
}
