import { readApiPage, readOpenApi } from '../../shared/contracts/documentation.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import page from './generated/api-page.html';
import document from './generated/openapi.json' with { type: 'json' };

const text = JSON.stringify(document);
// Both change with a deployment only, and then soon enough.
const kept = { 'cache-control': 'public, max-age=300' };

export const handler = createEntry(
  [
    serves(readOpenApi, async () => ({ body: text, headers: kept })),
    serves(readApiPage, async () => ({
      body: page,
      headers: {
        ...kept,
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'",
      },
    })),
  ],
  { clock: systemClock },
);
