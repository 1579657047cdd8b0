import { randomBytes, randomUUID } from 'node:crypto';
import type { Issuer } from '../../infra/local/issuer.ts';
import { orderBody } from '../../shared/contracts/order.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { putOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';
import { bareRequest } from './bare-calls.ts';
import { request } from './life.ts';
import { limits } from './limits.ts';
import { createShooter, type Shot, timed } from './load.ts';
import type { Call } from './overhear.ts';
import { median } from './starts.ts';
import { benchCustomer, orderOf, tokenFor } from './workplace.ts';

/** How long requests take, and how long their storage calls alone. */
export interface Speed {
  readonly atOnce: number;
  /** Milliseconds a request, when so many are on their way at once: the time of a round, by its requests. */
  readonly ms: number;
  readonly bareMs: number;
  /** Median of the rounds' ratios: what else runs on the machine then slows both sides of it. */
  readonly ratio: number;
  readonly perSecond: number;
}

export type Operation = 'create' | 'track' | 'list';

export interface SpeedOptions {
  /** Where the functions are served; their calls go straight to the engine. */
  readonly url: string;
  readonly table: Table;
  readonly issuer: Issuer;
  /** A return of the customer's, and the calls each operation made to the table when it was done on it. */
  readonly sample: { readonly rma: string; readonly orderNumber: string };
  readonly overheard: Readonly<Record<Operation, readonly Call[]>>;
  readonly rounds: number;
  /** Requests of a round, at least. */
  readonly requests: number;
  /** Requests of each side before any is measured. */
  readonly warmUp: number;
  readonly say: (line: string) => void;
}

const concurrencies = [1, 8, 32] as const;

/** Measures the operations one after the other: reads while the table is small, because the engine searches its indexes. */
export async function measureSpeed(options: SpeedOptions): Promise<Record<Operation, Speed[]>> {
  const { url, table, issuer, sample, overheard } = options;
  const shooter = createShooter(url);
  const headers = {
    authorization: `Bearer ${await tokenFor(issuer, 'customer', benchCustomer)}`,
    'content-type': 'application/json',
  };
  const orders = createOrders(table);
  const create = (orderNumber: string): Shot => ({
    method: 'POST',
    path: '/v1/returns',
    headers: { ...headers, 'idempotency-key': randomUUID() },
    body: JSON.stringify(request(orderNumber, '1', 'customer_remorse')),
  });
  const bareCreate = (orderNumber: string) =>
    bareRequest(table, overheard.create, {
      [sample.orderNumber]: orderNumber,
      [sample.rma]: newRmaNumber(randomBytes),
      [scopeOf(overheard.create)]: randomUUID(),
    });

  // A page of returns; one is there.
  for (const order of await orders(24)) await shooter.shoot(create(order));
  const readers = (operation: 'track' | 'list'): Works => {
    const path = operation === 'list' ? '/v1/returns' : `/v1/returns/${sample.rma}`;
    const bare = bareRequest(table, overheard[operation], {});
    return async (count) => ({
      served: Array.from({ length: count }, () => () => shooter.shoot({ method: 'GET', path, headers })),
      bare: Array.from({ length: count }, () => bare),
    });
  };
  try {
    const list = await measure('list', readers('list'), options);
    const track = await measure('track', readers('track'), options);
    const creates = await measure(
      'create',
      async (count) => ({
        served: (await orders(count)).map((order) => create(order)).map((shot) => () => shooter.shoot(shot)),
        bare: (await orders(count)).map(bareCreate),
      }),
      options,
    );
    return { create: creates, track, list };
  } finally {
    shooter.end();
  }
}

type Works = (count: number) => Promise<Record<'served' | 'bare', (() => Promise<unknown>)[]>>;

/**
 * Rounds of both sides in turns, each first in every other round, once the code of both has been run hot. What seems above
 * its limit is given three times as many rounds, and all of them count.
 */
async function measure(
  operation: Operation,
  works: Works,
  { rounds, requests, warmUp, say }: SpeedOptions,
): Promise<Speed[]> {
  const cold = await works(warmUp);
  await timed(cold.served, 8);
  await timed(cold.bare, 8);
  const speeds: Speed[] = [];
  for (const atOnce of concurrencies) {
    const count = Math.max(requests, atOnce * 3);
    const times: { served: number; bare: number }[] = [];
    const ratio = () => median(times.map(({ served, bare }) => served / bare));
    for (let round = 0; round < rounds || (round < rounds * 3 && ratio() > limits.ratio[operation]); round += 1) {
      const { served, bare } = await works(count);
      const before = round % 2 === 0 ? await timed(served, atOnce) : 0;
      const bareTime = await timed(bare, atOnce);
      const servedTime = before || (await timed(served, atOnce));
      times.push({ served: servedTime / count, bare: bareTime / count });
    }
    const ms = median(times.map(({ served }) => served));
    const bareMs = median(times.map(({ bare }) => bare));
    speeds.push({ atOnce, ms, bareMs, ratio: ratio(), perSecond: 1000 / ms });
    say(`${operation}, ${atOnce} at once: ${ms.toFixed(2)} ms, ${ratio().toFixed(2)} × its storage calls`);
  }
  return speeds;
}

/** Makes new orders of one customer, straight in the table. */
export function createOrders(table: Table, prefix = 'LM'): (count: number) => Promise<string[]> {
  const body = orderBody.parse(orderOf(new Date(), 6, benchCustomer));
  let made = 0;
  return async (count) => {
    const numbers = Array.from({ length: count }, () => `${prefix}-${100_000 + made++}`);
    await timed(
      numbers.map((number) => () => putOrder(table, 'lumen', number, body)),
      8,
    );
    return numbers;
  };
}

/** The hash that the idempotency record of a request is kept under. */
function scopeOf(calls: readonly Call[]): string {
  const scope = /IDEMPOTENCY#([0-9a-f]{64})/.exec(JSON.stringify(calls.map(({ request: sent }) => sent)))?.[1];
  if (!scope) throw new Error('The request that was overheard kept no idempotency record.');
  return scope;
}
