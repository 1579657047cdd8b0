import type { Files } from '../../shared/adapters/files/s3.ts';
import { sealedKey } from '../../shared/archive/keys.ts';
import { hashOf, jsonLines, type NamedLine, packLines } from '../../shared/archive/lines.ts';
import type { ArchiveSeries, SealedFile } from '../../shared/contracts/archive.ts';

/**
 * Characters of a file before it is packed: large enough that a year of a busy brand is hundreds of files and not hundreds
 * of thousands, small enough that who reads one does so in seconds.
 */
export const largestFile = 16_000_000;

export interface SeriesWriter {
  add(event: NamedLine): Promise<void>;
  /** Writes what is left. @returns all files, in order */
  end(): Promise<SealedFile[]>;
}

/** Writes one series of a day's events, as many to a file as fit. */
export function createSeriesWriter(
  files: Pick<Files, 'putOnce'>,
  {
    brand,
    day,
    series,
    largest = largestFile,
  }: { brand: string; day: string; series: ArchiveSeries; largest?: number },
): SeriesWriter {
  const written: SealedFile[] = [];
  let waiting: NamedLine[] = [];
  let size = 0;

  async function write(): Promise<void> {
    if (waiting.length === 0) return;
    const packed = await packLines(waiting.map(({ line }) => line));
    const sha256 = hashOf(packed);
    const times = waiting.map(({ at }) => at).sort();
    const key = sealedKey(brand, day, series, written.length + 1, sha256);
    await files.putOnce(key, packed, jsonLines);
    written.push({
      key,
      series,
      events: waiting.length,
      bytes: packed.length,
      sha256,
      first: times[0] ?? '',
      last: times.at(-1) ?? '',
    });
    waiting = [];
    size = 0;
  }

  return {
    async add(event) {
      if (size > 0 && size + event.line.length > largest) await write();
      waiting.push(event);
      size += event.line.length;
    },
    async end() {
      await write();
      return written;
    },
  };
}
