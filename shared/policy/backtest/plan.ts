import type { BacktestPart, BacktestPlan } from '../../contracts/backtest-run.ts';

/** How a backtest's files are shared out: each part is decided by one step. */

/** Bytes (packed) of a part: a thousand returns or two, a second or two to decide: progress is seen to grow. */
const ordinaryPart = 250_000;
/** Files of a part: each is fetched on its own. */
const mostFiles = 100;
/** With larger parts there are never many more than twice so many: an execution is cut off at 25,000 events, ten a part. */
const aimedParts = 1000;

export interface FileToRead {
  key: string;
  sha256: string;
  bytes: number;
}

/** Shares sealed files out, in their order, a part as large as it may be. */
export function partsOf(files: readonly FileToRead[]): BacktestPart[] {
  const all = files.reduce((sum, { bytes }) => sum + bytes, 0);
  const largest = Math.max(ordinaryPart, Math.ceil(all / aimedParts));
  const most = Math.max(mostFiles, Math.ceil(files.length / aimedParts));
  const parts: BacktestPart[] = [];
  let part: BacktestPart = { files: [] };
  let size = 0;
  for (const { key, sha256, bytes } of files) {
    if (part.files.length > 0 && (size + bytes > largest || part.files.length === most)) {
      parts.push(part);
      part = { files: [] };
      size = 0;
    }
    part.files.push({ key, sha256 });
    size += bytes;
  }
  return part.files.length > 0 ? [...parts, part] : parts;
}

export const filesIn = ({ parts }: Pick<BacktestPlan, 'parts'>): number =>
  parts.reduce((sum, { files }) => sum + files.length, 0);

/** Where a backtest's own files are. */
const folderOf = (brand: string, id: string) => `backtests/${brand}/${id}/`;
const numbered = (part: number) => String(part).padStart(5, '0');

export const planKey = (brand: string, id: string): string => `${folderOf(brand, id)}plan.json`;
/** What a part came to. */
export const countsKey = (brand: string, id: string, part: number): string =>
  `${folderOf(brand, id)}counts-${numbered(part)}.json`;
/** The lines of a part that changed. */
export const rowsKey = (brand: string, id: string, part: number): string =>
  `${folderOf(brand, id)}changes-${numbered(part)}.csv.gz`;
/** All lines that changed. */
export const changesKey = (brand: string, id: string): string => `${folderOf(brand, id)}changes.csv`;
