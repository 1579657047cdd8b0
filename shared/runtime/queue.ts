import { BatchProcessor, EventType, processPartialResponse } from '@aws-lambda-powertools/batch';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod';
import { logger } from './logger.ts';

/** The entry of every function that takes events of the bus from a queue. */

/** What became of an event, for the log: references and words, nothing personal. */
export type Outcome = { outcome: string } & Record<string, unknown>;

/** What an invocation still has, in milliseconds. */
export type TimeLeft = () => number;

/**
 * Makes the handler of a queue: the events of a batch are worked on side by side, and only those that failed come again.
 * @param detail what the events say; one that says something else fails, and ends in the dead-letter queue
 * @param work throws when the event has to come again; does no harm when it comes twice, late, or after a later one
 */
export function createQueueEntry<Detail extends z.ZodType>(
  detail: Detail,
  work: (detail: z.output<Detail>, timeLeft: TimeLeft) => Promise<Outcome>,
): (event: SQSEvent, context: Context) => Promise<SQSBatchResponse> {
  const processor = new BatchProcessor(EventType.SQS);
  const message = z.object({ detail: z.unknown() });
  const one = async ({ body, messageId, attributes }: SQSRecord, context: Context) => {
    try {
      const told = detail.parse(message.parse(JSON.parse(body)).detail);
      const done = await work(told, () => context.getRemainingTimeInMillis());
      logger.info('event', { messageId, ...done });
    } catch (error) {
      logger.error('event failed', { messageId, delivery: attributes?.ApproximateReceiveCount, error: error as Error });
      throw error;
    }
  };
  return (event, context) => processPartialResponse(event, one, processor, { context, throwOnFullBatchFailure: false });
}

/**
 * Makes the handler of a queue whose events are worked on together, as many as came at once.
 * @param work answers the details that have to come again; what it throws has all of them come again
 */
export function createBatchEntry<Detail extends z.ZodType>(
  detail: Detail,
  work: (details: readonly z.output<Detail>[]) => Promise<ReadonlySet<z.output<Detail>>>,
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  const message = z.object({ detail: z.unknown() });
  return async ({ Records }) => {
    const told = new Map<string, z.output<Detail>>();
    for (const { body, messageId } of Records) {
      try {
        told.set(messageId, detail.parse(message.parse(JSON.parse(body)).detail));
      } catch (error) {
        logger.error('event failed', { messageId, error: error as Error });
      }
    }
    const failed = told.size > 0 ? await work([...told.values()]) : new Set<z.output<Detail>>();
    const again = Records.filter(({ messageId }) => {
      const one = told.get(messageId);
      return one === undefined || failed.has(one);
    });
    logger.info('events', { events: Records.length, failed: again.length });
    return { batchItemFailures: again.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };
}
