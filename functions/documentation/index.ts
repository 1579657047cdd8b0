import { brotliDecompressSync } from 'node:zlib';
import packed from 'packed:documents';
import { readApiPage, readOpenApi } from '../../shared/contracts/documentation.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';

let unpacked: { openApi: string; page: string } | undefined;
/** Unpacked for the first who asks. */
const documents = () => {
  unpacked ??= JSON.parse(brotliDecompressSync(packed).toString('utf8')) as NonNullable<typeof unpacked>;
  return unpacked;
};

// Both change with a deployment only, and then soon enough.
const kept = { 'cache-control': 'public, max-age=300' };

export const handler = createEntry(
  [
    serves(readOpenApi, async () => ({ body: documents().openApi, headers: kept })),
    serves(readApiPage, async () => ({
      body: documents().page,
      headers: {
        ...kept,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      },
    })),
  ],
  { clock: systemClock },
);
