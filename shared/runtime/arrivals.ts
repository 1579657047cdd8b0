import { readJson } from '../contracts/json.ts';
import { finishArrival, type InboxItem, loadArrival } from '../storage/inbox.ts';
import type { Table } from '../storage/table.ts';
import { logger } from './logger.ts';
import type { Outcome } from './queue.ts';

/** What working an arrival off came to: something for the log, or why a person has to look at it. */
export type Worked = { outcome: string } | { quarantined: string };

/**
 * Works an arrival of the inbox off, once: one that is done or in quarantine is passed over.
 * @param work throws when it has to be tried again; what will never work is quarantined instead
 */
export async function workArrival(
  table: Table,
  pk: string,
  work: (arrival: InboxItem) => Promise<Worked>,
): Promise<Outcome> {
  const arrival = await loadArrival(table, pk);
  if (!arrival) return { outcome: 'expired' };
  if (arrival.state !== 'waiting') return { outcome: 'worked_before' };
  const worked = await work(arrival);
  if ('quarantined' in worked) {
    await finishArrival(table, pk, { state: 'quarantined', reason: worked.quarantined });
    logger.warn('quarantined', { brand: arrival.brand, provider: arrival.provider, inbox: pk });
    return { outcome: 'quarantined', provider: arrival.provider };
  }
  await finishArrival(table, pk, { state: 'done' });
  return { outcome: worked.outcome, provider: arrival.provider };
}

/** An arrival's body as JSON; undefined when it is none. */
export function jsonOf({ body }: Pick<InboxItem, 'body'>): unknown {
  return readJson(body);
}
