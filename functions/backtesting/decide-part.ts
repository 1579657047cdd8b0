import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { type ArchivePlace, eachEventOnce, linesIn } from '../../shared/adapters/archive/unsealed-day.ts';
import { DamagedFile } from '../../shared/archive/lines.ts';
import type { BacktestPart, BacktestRun, BacktestStepResult } from '../../shared/contracts/backtest-run.ts';
import { readJson } from '../../shared/contracts/json.ts';
import { changeRow } from '../../shared/policy/backtest/change-list.ts';
import { decideAnew } from '../../shared/policy/backtest/decide-anew.ts';
import { pastRequest } from '../../shared/policy/backtest/past-request.ts';
import { countsKey, rowsKey } from '../../shared/policy/backtest/plan.ts';
import { countRequest, noTally, type Tally } from '../../shared/policy/backtest/tally.ts';
import type { CompiledPolicy } from '../../shared/policy/compile.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import { noteDecided, noteFailed } from '../../shared/storage/backtests.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';
import type { Table } from '../../shared/storage/table.ts';
import { currentRun } from './current-run.ts';
import { keptPlan } from './kept-plan.ts';

export interface DecidePartDeps {
  table: Table;
  place: ArchivePlace;
  policies: Pick<PolicyReader, 'load'>;
  clock: Clock;
}

/** Lines of a part's first events, each return once. */
async function* requestsIn(place: ArchivePlace, { files, unsealedAfter }: BacktestPart): AsyncGenerator<string> {
  if (unsealedAfter) {
    const before = unsealedAfter.flatMap(({ key, sha256 }) => (sha256 ? [{ key, sha256 }] : []));
    const keys = files.map(({ key }) => key);
    for await (const { type, line } of eachEventOnce(place, keys, before)) if (type === 'return.requested') yield line;
  } else for (const { key, sha256 } of files) yield* await linesIn(place, key, sha256);
}

async function decideAll(
  lines: AsyncIterable<string>,
  policy: CompiledPolicy,
): Promise<{ tally: Tally; rows: string[] }> {
  const tally = noTally();
  const rows: string[] = [];
  for await (const line of lines) {
    const past = pastRequest(readJson(line));
    if (!past) {
      tally.returns.unreadable += 1;
      continue;
    }
    if (past.lines.length === 0) continue;
    const anew = decideAnew(past, policy);
    rows.push(...countRequest(tally, anew).map((changed) => changeRow(anew, changed)));
  }
  return { tally, rows };
}

/**
 * Decides the returns of a part anew, and keeps what it came to: the same files under the same policy, so done again it
 * is the same. Nothing of a return is read from the table, and nothing written.
 */
export function createDecidePart({ table, place, policies, clock }: DecidePartDeps) {
  return async (run: BacktestRun, number: number): Promise<BacktestStepResult> => {
    const { brand, backtest: id } = run;
    const backtest = await currentRun(table, run, clock());
    const policy = backtest && (await policies.load(brand, backtest));
    // One that cannot be used was noted when the files were chosen.
    if (!backtest || !policy || 'why' in policy) return { outcome: 'superseded' };
    const part = (await keptPlan(place, backtest)).parts[number - 1];
    if (!part) throw new Error(`There is no part ${number}`);
    try {
      const { tally, rows } = await decideAll(requestsIn(place, part), policy);
      const counts = new TextEncoder().encode(JSON.stringify(tally));
      await place.files.putOnce(rowsKey(brand, id, number), await promisify(gzip)(rows.join('')), 'application/gzip');
      await place.files.putOnce(countsKey(brand, id, number), counts, 'application/json');
      const done = { part: number, files: part.files.length, returns: tally.returns.count + tally.returns.unreadable };
      await noteDecided(table, run, done, clock());
      return { outcome: 'done' };
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      await noteFailed(table, run, { code: 'archive_damaged', detail: error.message });
      return { outcome: 'failed' };
    }
  };
}
