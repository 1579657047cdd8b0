import { daysInArchive, newestManifest } from '../../shared/adapters/archive/read-archive.ts';
import { type ArchivePlace, sourcesOf } from '../../shared/adapters/archive/unsealed-day.ts';
import type { ArchiveManifest } from '../../shared/contracts/archive.ts';
import { type BacktestPart, type BacktestPlan, backtestPlan } from '../../shared/contracts/backtest-run.ts';
import { partsOf, planKey } from '../../shared/policy/backtest/plan.ts';
import type { Backtest } from '../../shared/storage/backtests.ts';

/** A backtest's plan: made once, from the archive as it is then; every later attempt reads the same files. */
export async function keptPlan(place: ArchivePlace, backtest: Backtest): Promise<BacktestPlan> {
  const { brand, id } = backtest;
  const key = planKey(brand, id);
  const read = async () => {
    const bytes = await place.files.get(key);
    return bytes && backtestPlan.parse(JSON.parse(new TextDecoder().decode(bytes)));
  };
  const kept = await read();
  if (kept) return kept;
  const plan = await planOf(place, backtest);
  await place.files.putOnce(key, new TextEncoder().encode(JSON.stringify(plan)), 'application/json');
  // Another may have been faster.
  return (await read()) ?? plan;
}

const requestsOf = ({ files }: ArchiveManifest) => files.filter(({ series }) => series === 'requests');

async function planOf(place: ArchivePlace, { brand, from, to, includeUnsealed }: Backtest): Promise<BacktestPlan> {
  const days = await daysInArchive(place, brand, from, to);
  const manifests = days.flatMap((one) => (one.state === 'sealed' ? [one.manifest] : []));
  const unsealed = days.flatMap(({ day, state }) => (state === 'unsealed' ? [day] : []));
  const sealed = partsOf(manifests.flatMap(requestsOf));
  const last = includeUnsealed && unsealed.length > 0 ? await unsealedPart(place, brand, unsealed) : undefined;
  return { parts: last ? [...sealed, last] : sealed, days: { sealed: manifests.length, unsealed } };
}

/** All days that are not sealed are one part: an event that came twice may lie in two of them. */
async function unsealedPart(place: ArchivePlace, brand: string, days: readonly string[]): Promise<BacktestPart> {
  const before = await newestManifest(place, brand, days[0] ?? '');
  const sources = await Promise.all(days.map((day, i) => sourcesOf(place, brand, day, i === 0 ? before : undefined)));
  return {
    files: sources.flat().map(({ key }) => ({ key })),
    unsealedAfter: (before ? requestsOf(before) : []).map(({ key, sha256 }) => ({ key, sha256 })),
  };
}
