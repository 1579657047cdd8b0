import type { GetObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import { createUnpublished } from '../../infra/operate/unpublished.ts';

const records = { Records: [{ eventName: 'INSERT', dynamodb: { NewImage: {} } }] };
const laidDown = (payload: unknown) => JSON.stringify({ version: '1.0', DDBStreamBatchInfo: {}, payload });
const files: Record<string, string> = {
  'aws/lambda/m1/shard-1/2026/11/22/2026-11-22T01.00.00-a': laidDown(JSON.stringify(records)),
  'aws/lambda/m1/shard-1/2026/11/22/2026-11-22T02.00.00-b': laidDown(records),
  'aws/lambda/m1/shard-1/2026/11/22/2026-11-22T03.00.00-c': 'no record',
  'aws/lambda/m1/shard-1/2026/11/22/2026-11-22T04.00.00-d': laidDown(JSON.stringify(records)),
  'aws/lambda/m1/else': 'something else',
};

/** A bucket that lists two files a page. */
const client = {
  send: async ({ input }: ListObjectsV2Command | GetObjectCommand) => {
    if ('Key' in input && input.Key) return { Body: { transformToString: async () => files[input.Key ?? ''] ?? '' } };
    const start = Number(('ContinuationToken' in input && input.ContinuationToken) || 0);
    const names = Object.keys(files);
    const more = start + 2 < names.length;
    return {
      Contents: names.slice(start, start + 2).map((Key) => ({ Key })),
      ...(more && { NextContinuationToken: String(start + 2) }),
    };
  },
} as unknown as Parameters<typeof createUnpublished>[0]['client'];

test('what the publisher gave up between two times is found, on every page, and what cannot be read is named', async () => {
  const found = [];
  const unpublished = createUnpublished({ client, bucket: 'files' });
  for await (const { key, event } of unpublished(new Date('2026-11-22T01:00:00Z'), new Date('2026-11-22T03:00:00Z')))
    found.push([key.slice(-1), event?.Records.length]);
  expect(found).toEqual([
    ['a', 1],
    ['b', 1],
    ['c', undefined],
  ]);
});
