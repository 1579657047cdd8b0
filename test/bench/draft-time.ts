import { randomUUID } from 'node:crypto';
import type { Issuer } from '../../infra/local/issuer.ts';
import type { Table } from '../../shared/storage/table.ts';
import { beginning, type Step, stepsOf } from './draft-life.ts';
import { request } from './life.ts';
import { limits } from './limits.ts';
import { createShooter, timed } from './load.ts';
import { createOrders } from './speed.ts';
import { median } from './starts.ts';
import { benchCustomer, tokenFor } from './workplace.ts';

/** How long a request takes that is written step by step, and how long one that is asked for whole. */
export interface DraftTime {
  readonly atOnce: number;
  /** Milliseconds from the first step until it is a return, by the time of a round. */
  readonly ms: number;
  readonly wholeMs: number;
  /** Median of the rounds' ratios. */
  readonly ratio: number;
}

export interface DraftTimeOptions {
  /** Where the functions are served. */
  readonly url: string;
  readonly table: Table;
  readonly issuer: Issuer;
  readonly rounds: number;
  /** Returns of a round on each side, at least. */
  readonly returns: number;
  readonly warmUp: number;
  readonly say: (line: string) => void;
}

/**
 * Drafts and whole requests for the same goods in turns, each first in every other round. What seems above its limit is
 * given three times as many rounds, and all of them count.
 */
export async function measureDrafts(options: DraftTimeOptions): Promise<DraftTime[]> {
  const { url, table, issuer, rounds, returns, warmUp, say } = options;
  const shooter = createShooter(url);
  const authorization = `Bearer ${await tokenFor(issuer, 'customer', benchCustomer)}`;
  const send = ({ method, path, body }: Omit<Step, 'name'>) =>
    shooter.shoot({
      method,
      path,
      headers: { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const whole = (orderNumber: string) =>
    send({ method: 'POST', path: '/v1/returns', body: request(orderNumber, '1', 'customer_remorse') });
  const draft = async (orderNumber: string) => {
    for (const step of stepsOf(await send(beginning(orderNumber)))) await send(step);
  };
  const orders = createOrders(table, 'DR');
  const works = async (count: number, work: (orderNumber: string) => Promise<unknown>) =>
    (await orders(count)).map((orderNumber) => () => work(orderNumber));

  try {
    for (const work of [draft, whole]) await timed(await works(warmUp, work), 8);
    const found: DraftTime[] = [];
    for (const atOnce of [1, 8]) {
      const count = Math.max(returns, atOnce * 2);
      const times: { draft: number; whole: number }[] = [];
      const ratio = () => median(times.map((one) => one.draft / one.whole));
      for (let round = 0; round < rounds || (round < rounds * 3 && ratio() > limits.draft.ratio); round += 1) {
        const [drafts, wholes] = [await works(count, draft), await works(count, whole)];
        const first = round % 2 === 0 ? await timed(drafts, atOnce) : 0;
        const ofWholes = await timed(wholes, atOnce);
        times.push({ draft: (first || (await timed(drafts, atOnce))) / count, whole: ofWholes / count });
      }
      const [ms, wholeMs] = [median(times.map((one) => one.draft)), median(times.map((one) => one.whole))];
      found.push({ atOnce, ms, wholeMs, ratio: ratio() });
      say(`a draft of all steps, ${atOnce} at once: ${ms.toFixed(1)} ms, ${ratio().toFixed(2)} × a whole request`);
    }
    return found;
  } finally {
    shooter.end();
  }
}
