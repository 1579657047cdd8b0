import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import * as z from 'zod';
import { type ReturnEvent, returnEvent, returnEventType } from '../contracts/return-event.ts';
import { canonicalJson } from '../returns/event-chain.ts';

/** Events as lines of JSON, packed by gzip, and back. */

export const jsonLines = 'application/x-ndjson+gzip';

/** A line is canonical JSON, so that the same event always has the same bytes. Ordered by return and number. */
export function linesOf(events: readonly ReturnEvent[]): string[] {
  return [...events].sort((a, b) => (a.rma === b.rma ? a.seq - b.seq : a.rma < b.rma ? -1 : 1)).map(canonicalJson);
}

export const packLines = (lines: readonly string[]): Promise<Uint8Array> => promisify(gzip)(`${lines.join('\n')}\n`);

/** A packed file that was damaged, or is none. */
export class DamagedFile extends Error {
  override readonly name = 'DamagedFile';
}

/** @throws DamagedFile when the bytes are no packed text, or not those the hash is of */
export async function unpackLines(bytes: Uint8Array, sha256?: string): Promise<string[]> {
  if (sha256 !== undefined && hashOf(bytes) !== sha256)
    throw new DamagedFile('The bytes are not those that were sealed');
  try {
    const text = (await promisify(gunzip)(bytes)).toString('utf8');
    return text.split('\n').filter((line) => line !== '');
  } catch {
    throw new DamagedFile('The file cannot be unpacked');
  }
}

export const hashOf = (content: Uint8Array | string): string => createHash('sha256').update(content).digest('hex');

const stored = z.object(returnEvent.shape);

/** @throws when the line is no event */
export const eventOf = (line: string): ReturnEvent => stored.parse(JSON.parse(line));

const named = z.object({ rma: z.string(), seq: z.int(), type: returnEventType, at: z.string() });

/** What of an event is needed to put it in its place, with the line it is. */
export interface NamedLine extends z.infer<typeof named> {
  line: string;
}

/** @throws when the line is no event */
export const nameLine = (line: string): NamedLine => ({ ...named.parse(JSON.parse(line)), line });

/** What is the same for the same event, however often it came. */
export const eventName = ({ rma, seq }: Pick<NamedLine, 'rma' | 'seq'>): string => `${rma}/${seq}`;
