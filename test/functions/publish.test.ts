import type { PutEventsCommand, PutEventsCommandOutput } from '@aws-sdk/client-eventbridge';
import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createPublishItems } from '../../functions/publish/publish-items.ts';

const event = (seq: number, more: object = {}) => ({
  pk: 'BRAND#lumen#RETURN#7K3F-9XTB-2MQ4',
  sk: `EVENT#${seq}`,
  kind: 'event',
  brand: 'lumen',
  rma: '7K3F-9XTB-2MQ4',
  seq,
  type: 'return.approved',
  at: '2026-10-12T09:00:00.000Z',
  actor: { role: 'agent', id: 'a-person' },
  data: { secretive: true },
  ...more,
});
const record = (item: object, eventName: 'INSERT' | 'MODIFY' | 'REMOVE' = 'INSERT') =>
  ({ eventName, eventID: '1', dynamodb: { NewImage: marshall(item) } }) as unknown as DynamoDBRecord;

/** A bus that refuses what it is told to, by the place in the call, call by call. */
function busOf(refusals: readonly (readonly number[])[] = []) {
  const calls: { source: string | undefined; type: string | undefined; detail: unknown }[][] = [];
  const send = async ({ input }: PutEventsCommand): Promise<Partial<PutEventsCommandOutput>> => {
    const refused = refusals[calls.length] ?? [];
    const entries = input.Entries ?? [];
    calls.push(
      entries.map(({ Source, DetailType, Detail }) => ({
        source: Source,
        type: DetailType,
        detail: JSON.parse(Detail ?? ''),
      })),
    );
    return {
      FailedEntryCount: refused.length,
      Entries: entries.map((_, i) =>
        refused.includes(i) ? { ErrorCode: 'ThrottlingException' } : { EventId: String(i) },
      ),
    };
  };
  const publish = createPublishItems({ bus: { send: send as never }, busName: 'homeward-test', wait: async () => {} });
  const seqs = () => calls.map((call) => call.map(({ detail }) => (detail as { seq: number }).seq));
  return { calls, seqs, publish: (...Records: DynamoDBRecord[]) => publish({ Records }) };
}

describe('the bus is told', () => {
  test('of a return’s event by references only, and of steps to start where there are some', async () => {
    const { publish, calls } = busOf();
    await publish(record(event(1)), record(event(2, { starts: ['issue_label', 'resolve_kept'] })));
    const detail = {
      brand: 'lumen',
      rma: '7K3F-9XTB-2MQ4',
      seq: 1,
      type: 'return.approved',
      at: '2026-10-12T09:00:00.000Z',
    };
    expect(calls[0]).toEqual([
      { source: 'homeward', type: 'return.approved', detail },
      {
        source: 'homeward',
        type: 'return.approved',
        detail: { ...detail, seq: 2, starts: ['issue_label', 'resolve_kept'] },
      },
    ]);
  });

  test('of an arrival in the inbox, without what arrived', async () => {
    const { publish, calls } = busOf();
    const item = {
      pk: 'BRAND#lumen#INBOX#easypost#1',
      sk: 'ITEM',
      kind: 'inbox',
      brand: 'lumen',
      provider: 'easypost',
      body: '{}',
    };
    await publish(record(item));
    const detail = { brand: 'lumen', inbox: item.pk, provider: 'easypost' };
    expect(calls).toEqual([[{ source: 'homeward', type: 'inbox.received', detail }]]);
  });

  test('of nothing that changed, went, or is of another kind', async () => {
    const { publish, calls } = busOf();
    await publish(
      record(event(1), 'MODIFY'),
      record(event(1), 'REMOVE'),
      record({ pk: 'a', sk: 'HEAD' }),
      record({ kind: 'label' }),
    );
    expect(calls).toEqual([]);
  });

  test('of ten at once at most, in their order', async () => {
    const { publish, seqs } = busOf();
    const all = Array.from({ length: 23 }, (_, i) => i + 1);
    await publish(...all.map((seq) => record(event(seq))));
    expect(seqs().map((call) => call.length)).toEqual([10, 10, 3]);
    expect(seqs().flat()).toEqual(all);
  });

  test('again of what it refused, and of nothing else', async () => {
    const { publish, seqs } = busOf([[1, 2], [0]]);
    await publish(...[1, 2, 3].map((seq) => record(event(seq))));
    expect(seqs()).toEqual([[1, 2, 3], [2, 3], [2]]);
  });
});

test('what the bus keeps refusing fails the whole batch, which then comes again', async () => {
  const { publish, seqs } = busOf(Array.from({ length: 5 }, () => [0]));
  await expect(publish(record(event(1)))).rejects.toThrow('ThrottlingException');
  expect(seqs()).toHaveLength(5);
});

test('an item that can never be told does not hold up those behind it', async () => {
  const { publish, seqs } = busOf();
  await publish(record(event(1, { type: 'return.vanished' })), record(event(2)));
  expect(seqs()).toEqual([[2]]);
});
