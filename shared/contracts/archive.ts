import * as z from 'zod';
import { returnEventType } from './return-event.ts';
import * as v from './values.ts';

/**
 * What the event archive is made of: files of JSON lines (gzip), an event a line, by brand and day. A day is sealed by its
 * manifest, which names every file of it; what no manifest names is not in the archive.
 */

/** A day in UTC: the one an event came to the archive on. */
export const archiveDay = z.iso.date().meta({
  id: 'ArchiveDay',
  description: 'A day in UTC.',
  example: '2026-11-02',
});

/** Requests are kept apart: who looks at decisions reads a tenth of a day. */
export const archiveSeries = z.enum(['requests', 'events']);
export type ArchiveSeries = z.infer<typeof archiveSeries>;

const sealedFile = z.object({
  key: z.string(),
  series: archiveSeries,
  events: z.int().min(1),
  bytes: z.int().min(1),
  /** Of the file as it lies there, packed. */
  sha256: z.string(),
  /** When the first and the last of its events happened. */
  first: z.string(),
  last: z.string(),
});
export type SealedFile = z.infer<typeof sealedFile>;

/** Version of the form of files and manifest. */
export const archiveSchema = 1;

export const archiveManifest = z.object({
  schema: z.literal(archiveSchema),
  brand: v.brand,
  day: archiveDay,
  events: z.int().min(0),
  /** How many came more than once, and were left out. */
  repeated: z.int().min(0),
  types: z.partialRecord(returnEventType, z.int()),
  files: z.array(sealedFile),
  /** The files it was made of, by name: what lies beside them and is not named came too late, and is in a later day. */
  sources: z.array(z.string()),
});
export type ArchiveManifest = z.infer<typeof archiveManifest>;
