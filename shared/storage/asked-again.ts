import { busy } from '../contracts/errors.ts';
import { type FirstAnswer, firstAnswer, rememberAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { type Arrival, arrivalWrite } from './inbox.ts';
import type { Table } from './table.ts';
import { transact } from './transaction.ts';

/**
 * Hands in, once for a key, that something be done again (a message sent, events delivered): the inbox takes it from here.
 * @returns what the first request with this key asked for
 * @throws ProblemError idempotency-key-reused, busy
 */
export async function askAgain(
  table: Table,
  asked: Pick<Arrival, 'provider' | 'body'> & { idempotency: IdempotencyKey; answer: FirstAnswer },
  now: Date,
): Promise<FirstAnswer> {
  const { provider, body, idempotency, answer } = asked;
  // A key may be used again after a day; the inbox remembers for longer.
  const id = `${idempotency.scope}@${now.toISOString()}`;
  const outcome = await transact(table, [
    arrivalWrite(table, { brand: idempotency.brand, provider, id, body }, now),
    rememberAnswer(table, idempotency, answer, now),
  ]);
  const first = outcome.done ? answer : await firstAnswer(table, idempotency, now);
  if (!first) throw busy();
  return first;
}
