import type { Reach } from '../../infra/local/engine.ts';

/** Messages that are in a queue now, without taking them. */
export async function messagesIn(reach: Reach, queueUrl: string): Promise<readonly unknown[]> {
  const answer = await fetch(`${reach.endpoint}/_ministack/sqs/messages?QueueUrl=${encodeURIComponent(queueUrl)}`);
  if (!answer.ok) throw new Error(`The queue could not be read: ${answer.status} ${await answer.text()}`);
  const { messages } = (await answer.json()) as { messages: unknown };
  return Object.values(messages as object).flat();
}
