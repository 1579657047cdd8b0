import type {
  listQuarantine as listContract,
  readQuarantined as readContract,
  retryQuarantined as retryContract,
} from '../../shared/contracts/brands.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { readCursor, signCursor } from '../../shared/runtime/cursor.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { firstAnswer, rememberAnswer } from '../../shared/storage/idempotency.ts';
import { listQuarantine, loadQuarantined, releaseArrival } from '../../shared/storage/quarantine.ts';
import type { Table } from '../../shared/storage/table.ts';

/** What came in and could not be worked off, for a person. */

/** The list, oldest first. */
export function createListQuarantine({ table, signingKey }: { table: Table; signingKey: () => Promise<Uint8Array> }) {
  return async ({ params, query }: Request<typeof listContract>): Promise<Reply<typeof listContract>> => {
    const scope = JSON.stringify(['quarantine', params.brand]);
    const start = query.cursor === undefined ? undefined : await readCursor(signingKey, scope, query.cursor);
    const { items, next } = await listQuarantine(table, params.brand, query.limit, start);
    return { body: { items, ...(next && { next: await signCursor(signingKey, scope, next) }) } };
  };
}

/** One, with the body as it came. */
export function createReadQuarantined({ table }: { table: Table }) {
  return async ({ params }: Request<typeof readContract>): Promise<Reply<typeof readContract>> => {
    const found = await loadQuarantined(table, params.brand, params.arrival);
    if (!found) throw new ProblemError('not-found');
    const { provider, reason = '', receivedAt, body } = found;
    return { body: { id: params.arrival, provider, reason, receivedAt, body } };
  };
}

/** Has one tried again, once for a key: what stood in its way was put right. */
export function createRetryQuarantined({ table }: { table: Table }) {
  return async ({ params, idempotency, now }: Request<typeof retryContract>): Promise<Reply<typeof retryContract>> => {
    const id = params.arrival;
    const found = await loadQuarantined(table, params.brand, id);
    // The record has a place for the name of what was changed: here the arrival's.
    const remember = rememberAnswer(table, idempotency, { made: id, seq: 0 }, now);
    const done = found !== undefined && (await releaseArrival(table, found, [remember], now));
    if (!done && !(await firstAnswer(table, idempotency, now))) throw new ProblemError('not-found');
    return { body: { id } };
  };
}
