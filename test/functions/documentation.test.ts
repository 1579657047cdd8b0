import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { afterAll, expect, test } from 'vitest';
import { bundleAreas } from '../../infra/constructs/bundle.ts';

// From its bundle: the documents are packed only there.
const out = mkdtempSync(join(tmpdir(), 'homeward-documentation-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
const { outputs } = await bundleAreas(out, ['documentation']);
const { handler } = createRequire(import.meta.url)(join(out, 'documentation', 'index.js')) as {
  handler(event: unknown, context: unknown): Promise<APIGatewayProxyStructuredResultV2>;
};

const ask = (path: string) =>
  handler({ routeKey: `GET ${path}`, headers: {}, requestContext: { requestId: 'r1', http: { sourceIp: '::1' } } }, {});

test('the OpenAPI document is answered as it was generated, to anybody', async () => {
  const { statusCode, headers, body } = await ask('/v1/openapi.json');
  expect({ statusCode, headers }).toMatchObject({
    statusCode: 200,
    headers: { 'content-type': 'application/json', 'cache-control': 'public, max-age=300', 'x-request-id': 'r1' },
  });
  const generated = readFileSync('functions/documentation/generated/openapi.json', 'utf8');
  expect(JSON.parse(body ?? '')).toEqual(JSON.parse(generated));
});

test('the page is answered as HTML that may load nothing', async () => {
  const { statusCode, headers, body } = await ask('/v1/docs');
  expect({ statusCode, headers }).toMatchObject({
    statusCode: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
    },
  });
  expect(body).toBe(readFileSync('functions/documentation/generated/api-page.html', 'utf8'));
});

test('another route is a problem document', async () => {
  const { statusCode, headers } = await ask('/v1/other');
  expect({ statusCode, headers }).toMatchObject({
    statusCode: 404,
    headers: { 'content-type': 'application/problem+json' },
  });
});

test('it needs no table and no sign-in, so it ships neither client nor verifier', () => {
  const [bundle] = Object.entries(outputs).filter(([file]) => file.endsWith('documentation/index.js'));
  const shipped = Object.keys(bundle?.[1].inputs ?? {});
  expect(shipped.length).toBeGreaterThan(20);
  expect(shipped.filter((path) => /node_modules\/(@aws-sdk|jose)\//.test(path))).toEqual([]);
});
