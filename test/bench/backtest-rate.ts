import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { archived } from '../../infra/local/archived-requests.ts';
import type { Reach } from '../../infra/local/engine.ts';
import type { Issuer } from '../../infra/local/issuer.ts';
import { createListing } from '../../shared/adapters/files/listing.ts';
import { createFiles } from '../../shared/adapters/files/s3.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { pastReturns } from '../fixtures/archive/past-returns.ts';
import { readMachine, walk } from './machine.ts';
import { tokenFor } from './workplace.ts';

/** How fast past returns are decided anew. */
export interface BacktestRate {
  readonly returns: number;
  readonly files: number;
  readonly changed: number;
  readonly transitions: number;
  /** From the first step of the machine to the report, one part after the other. */
  readonly seconds: number;
  readonly perSecond: number;
}

export interface BacktestRateOptions {
  /** Where the functions are served. */
  readonly url: string;
  readonly reach: Reach;
  readonly bucket: string;
  readonly issuer: Issuer;
  readonly returns: number;
  readonly say: (line: string) => void;
}

const path = '/v1/brands/lumen';
const days = { from: '2026-10-01', to: '2026-10-31' };

/** A month of made-up returns in a sealed archive, and the shipped policy with other amounts tried on them. */
export async function measureBacktest(options: BacktestRateOptions): Promise<BacktestRate> {
  const { url, reach, bucket, issuer, returns, say } = options;
  const storage = { bucket, client: new S3Client(reach) };
  const place = { files: createFiles(storage), listing: createListing(storage) };
  await archived(place, pastReturns({ seed: 4, count: returns, from: days.from, days: 31 }), new Date('2026-11-03'));
  storage.client.destroy();

  const token = await tokenFor(issuer, 'manager');
  async function ask<Body>(method: string, place: string, body?: unknown): Promise<Body> {
    const answer = await fetch(url + place, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        'idempotency-key': randomUUID(),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${place}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Body;
  }
  await ask('PUT', `${path}/policies/tried/draft`, triedPolicy());
  const { id } = await ask<{ id: string }>('POST', `${path}/backtests`, { policyId: 'tried', ...days });

  const began = performance.now();
  const run = { brand: 'lumen', backtest: id, attempt: 1 };
  const entered = await walk(readMachine('policy-backtest'), run, (payload) =>
    ask('POST', '/invoke/backtesting', payload),
  );
  const seconds = (performance.now() - began) / 1000;
  const found = await ask<{ progress: { files: { done: number } }; report: Found }>('GET', `${path}/backtests/${id}`);
  if (found.report.returns !== returns || found.report.unreadable > 0)
    throw new Error(`The backtest was to find ${returns} returns: ${JSON.stringify(found.report)}`);
  say(`backtest of ${returns} returns: ${seconds.toFixed(1)} s, ${Math.round(returns / seconds)} a second`);
  return {
    returns,
    files: found.progress.files.done,
    changed: found.report.changed.returns,
    transitions: entered.length,
    seconds,
    perSecond: returns / seconds,
  };
}

interface Found {
  readonly returns: number;
  readonly unreadable: number;
  readonly changed: { readonly returns: number };
}

/** The shipped policy, but that more is kept by the customer. */
function triedPolicy(): object {
  const { id: _, version: __, ...document } = defaultPolicy;
  const doubled = Object.entries(document.amounts.returnlessUnder ?? {}).map(([currency, minor]) => [
    currency,
    minor * 2,
  ]);
  return { ...document, amounts: { ...document.amounts, returnlessUnder: Object.fromEntries(doubled) } };
}
