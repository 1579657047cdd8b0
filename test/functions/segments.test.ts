import { ExecutionAlreadyExists, type StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { Context, SQSEvent } from 'aws-lambda';
import { describe, expect, test } from 'vitest';
import { createStartSegments } from '../../functions/segments/start-segments.ts';
import { returnNudge } from '../../shared/contracts/bus.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';

const rma = '7K3F-9XTB-2MQ4';
const nudge = (seq: number, starts?: string[]) => ({
  brand: 'lumen',
  rma,
  seq,
  type: 'return.approved',
  at: '2026-10-12T09:00:00.000Z',
  ...(starts && { starts }),
});

function machines(failing: (name: string) => boolean = () => false) {
  const started: { name: string; input: unknown }[] = [];
  const send = async ({ input }: StartExecutionCommand) => {
    const name = input.name ?? '';
    if (failing(name)) throw new Error('ServiceUnavailable');
    if (started.some((one) => one.name === name)) throw new ExecutionAlreadyExists({ message: name, $metadata: {} });
    started.push({ name, input: JSON.parse(input.input ?? '') });
  };
  const entry = createQueueEntry(
    returnNudge,
    createStartSegments({ machines: { send: send as never }, lifecycle: 'arn' }),
  );
  const take = (...details: unknown[]) => {
    const Records = details.map((detail, i) => ({
      messageId: String(i),
      body: typeof detail === 'string' ? detail : JSON.stringify({ detail }),
    }));
    return entry({ Records } as unknown as SQSEvent, { getRemainingTimeInMillis: () => 9000 } as Context);
  };
  return { started, take };
}

describe('a segment of the lifecycle', () => {
  test('is started for each step an event makes possible, named by the event', async () => {
    const { started, take } = machines();
    await take(nudge(4, ['issue_label', 'resolve_kept']), nudge(5));
    expect(started).toEqual([
      { name: `${rma}-4`, input: { brand: 'lumen', rma, seq: 4, step: 'issue_label' } },
      { name: `${rma}-4-resolve_kept`, input: { brand: 'lumen', rma, seq: 4, step: 'resolve_kept' } },
    ]);
  });

  test('is started once, however often and in whatever order its event comes', async () => {
    const { started, take } = machines();
    const both = [nudge(6, ['resolve']), nudge(2, ['issue_label'])];
    for (const batch of [both, [...both].reverse(), [...both, ...both]])
      expect(await take(...batch)).toEqual({ batchItemFailures: [] });
    expect(started.map(({ name }) => name).sort()).toEqual([`${rma}-2`, `${rma}-6`]);
  });

  test('that could not be started comes again alone', async () => {
    const { started, take } = machines((name) => name.endsWith('-2'));
    const answer = await take(nudge(1, ['resolve']), nudge(2, ['resolve']), nudge(3, ['resolve']));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: '1' }] });
    expect(started).toHaveLength(2);
  });
});

test('events that say nothing we know go to the dead letters in the end, also when all of a batch do', async () => {
  const { take } = machines();
  expect(await take('no json', { brand: 'lumen' })).toEqual({
    batchItemFailures: [{ itemIdentifier: '0' }, { itemIdentifier: '1' }],
  });
});
