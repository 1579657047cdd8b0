import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createGzip, gunzip } from 'node:zlib';
import type { Files } from '../../shared/adapters/files/s3.ts';
import type { BacktestRun, BacktestStepResult } from '../../shared/contracts/backtest-run.ts';
import { changeListHead } from '../../shared/policy/backtest/change-list.ts';
import { changesKey, countsKey, rowsKey } from '../../shared/policy/backtest/plan.ts';
import { reportOf } from '../../shared/policy/backtest/report.ts';
import { addTallies, noTally, type Tally } from '../../shared/policy/backtest/tally.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { sideBySide } from '../../shared/runtime/side-by-side.ts';
import { completeBacktest } from '../../shared/storage/backtest-reports.ts';
import type { Table } from '../../shared/storage/table.ts';
import { currentRun } from './current-run.ts';

export interface AddUpDeps {
  table: Table;
  files: Pick<Files, 'get' | 'putOnce'>;
  clock: Clock;
}

const readAtOnce = 16;

/** Adds up what the parts came to, puts their lists of changes into one, and ends the backtest with its report. */
export function createAddUp({ table, files, clock }: AddUpDeps) {
  async function bytesOf(key: string): Promise<Uint8Array> {
    const bytes = await files.get(key);
    if (!bytes) throw new Error(`${key} is not there`);
    return bytes;
  }

  async function* rowsOf(brand: string, id: string, parts: readonly number[]): AsyncGenerator<Uint8Array | string> {
    yield changeListHead;
    for (const part of parts) yield await promisify(gunzip)(await bytesOf(rowsKey(brand, id, part)));
  }

  return async (run: BacktestRun): Promise<BacktestStepResult> => {
    const { brand, backtest: id } = run;
    const now = clock();
    const backtest = await currentRun(table, run, now);
    if (!backtest) return { outcome: 'superseded' };
    const parts = Array.from({ length: backtest.parts ?? 0 }, (_, i) => i + 1);
    if (!parts.every((part) => backtest.decided?.has(part))) throw new Error('Not all parts are decided');
    const counted = await sideBySide(parts, readAtOnce, async (part) => {
      const bytes = await bytesOf(countsKey(brand, id, part));
      return JSON.parse(new TextDecoder().decode(bytes)) as Tally;
    });
    const tally = counted.reduce(addTallies, noTally());
    const packed: Uint8Array[] = [];
    await pipeline(Readable.from(rowsOf(brand, id, parts), { objectMode: false }), createGzip(), async (chunks) => {
      for await (const chunk of chunks) packed.push(chunk);
    });
    await files.putOnce(changesKey(brand, id), Buffer.concat(packed), 'text/csv; charset=utf-8', 'gzip');
    const found = { report: reportOf(tally), changes: tally.all.changed, expiresAt: backtest.expiresAt };
    const { done } = await completeBacktest(table, run, found, now);
    return { outcome: done ? 'done' : 'superseded' };
  };
}
