import type { Upload, UploadRequest } from '../adapters/files/uploads.ts';
import type { UploadSlot } from '../contracts/intake.ts';
import type { Evidence } from '../contracts/return.ts';
import { uploadKey } from '../evidence/keys.ts';
import { uploadRules } from '../evidence/limits.ts';

const expiresInSeconds = 3600;

/** What the files are for: a return, or a draft of one. */
export type SlotsOf = { brand: string } & ({ rma: string; draft?: never } | { draft: string; rma?: never });

export type Slots = (of: SlotsOf, pieces: readonly Evidence[], now: Date) => Promise<UploadSlot[]>;

/** Upload forms for pieces of evidence that are not there yet. */
export function createSlots(upload: (request: UploadRequest) => Promise<Upload[]>): Slots {
  return ({ brand, rma, draft }, pieces, now) =>
    Promise.all(
      pieces
        .filter(({ state }) => state !== 'attached')
        .map(async ({ id, type }) => ({
          evidenceId: id,
          type,
          uploads: (
            await upload({
              key: uploadKey(draft === undefined ? { brand, rma, evidenceId: id } : { brand, draft, evidenceId: id }),
              rules: uploadRules(type),
              expiresInSeconds,
              now,
            })
          ).map((form) => ({ ...form, fields: { ...form.fields } })),
          expiresAt: new Date(now.getTime() + expiresInSeconds * 1000).toISOString(),
        })),
    );
}
