import type { EventBridgeClient, PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBStreamEvent } from 'aws-lambda';
import { logger } from '../../shared/runtime/logger.ts';
import { entryOf } from './entry-of.ts';

export interface PublishDeps {
  bus: Pick<EventBridgeClient, 'send'>;
  busName: string;
  /** Waits so many milliseconds. */
  wait(milliseconds: number): Promise<void>;
}

/** PutEvents takes no more at once (EventBridge quotas). */
const mostEntries = 10;
const attempts = 5;

/**
 * Tells the bus of what was inserted. It answers for the whole batch: when the bus keeps refusing something it throws, and
 * the batch comes again; what was told twice does no harm. An item that can never be told is logged, which raises an
 * alarm, and passed over, so that it does not hold up its shard.
 */
export function createPublishItems({ bus, busName, wait }: PublishDeps) {
  async function put(entries: readonly PutEventsRequestEntry[]): Promise<void> {
    let left = entries;
    for (let attempt = 1; ; attempt += 1) {
      const { Entries = [], FailedEntryCount = 0 } = await bus.send(new PutEventsCommand({ Entries: [...left] }));
      if (FailedEntryCount === 0) return;
      left = left.filter((_, i) => Entries[i]?.ErrorCode);
      if (attempt === attempts)
        throw new Error(`The bus refused ${left.length} events: ${Entries.find((one) => one.ErrorCode)?.ErrorCode}`);
      await wait(50 * 2 ** attempt);
    }
  }

  return async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    const entries = Records.flatMap(({ eventName, eventID, dynamodb }) => {
      if (eventName !== 'INSERT' || !dynamodb?.NewImage) return [];
      try {
        return entryOf(unmarshall(dynamodb.NewImage as Parameters<typeof unmarshall>[0]), busName) ?? [];
      } catch (error) {
        logger.error('item that cannot be told', { eventID, error: error as Error });
        return [];
      }
    });
    for (let i = 0; i < entries.length; i += mostEntries) await put(entries.slice(i, i + mostEntries));
    logger.info('published', { records: Records.length, events: entries.length });
  };
}
