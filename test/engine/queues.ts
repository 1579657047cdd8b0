import type { Reach } from '../../infra/local/engine.ts';

/** Messages that are in a queue now, without taking them. */
export async function messagesIn(reach: Reach, queueUrl: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${reach.endpoint}/_ministack/sqs/messages?QueueUrl=${encodeURIComponent(queueUrl)}`);
  if (!answer.ok) throw new Error(`The queue could not be read: ${answer.status} ${await answer.text()}`);
  const { messages } = (await answer.json()) as { messages: QueuesByAccountAndRegion };
  return Object.values(messages)
    .flatMap((regions) => Object.values(regions))
    .flatMap((queues) => queues[queueUrl] ?? []);
}

type QueuesByAccountAndRegion = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown[]>>>>>>;
