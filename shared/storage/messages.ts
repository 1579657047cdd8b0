import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { partitions, sortKeys, type Table } from './table.ts';

/**
 * What became of the message an event makes: one item beside the event. A return has one recipient, so the event's
 * number alone keeps a message from being sent twice, and no address need be kept here.
 */
export interface MessageKey {
  brand: string;
  rma: string;
  /** Of the event. */
  seq: number;
}

/**
 * Whoever began to send and has not said how it ended within this time is dead: functions that send live for 20 seconds.
 * The message is then sent by the next one, although it may have left already: a message doubled beats one lost.
 */
export const abandonedSeconds = 30;

const keyOf = ({ brand, rma, seq }: MessageKey) => ({ pk: partitions.return(brand, rma), sk: sortKeys.message(seq) });

/**
 * Takes a message in hand.
 * @returns `taken`: send it; `finished`: sent, refused or skipped before; `busy`: another one is just sending it
 */
export async function takeMessage(
  table: Table,
  key: MessageKey,
  message: string,
  now: Date,
): Promise<'taken' | 'finished' | 'busy'> {
  try {
    await table.documents.send(
      new PutCommand({
        TableName: table.name,
        Item: { ...keyOf(key), message, state: 'sending', at: now.toISOString() },
        ConditionExpression:
          'attribute_not_exists(pk) OR #state = :waiting OR (#state = :sending AND #at < :abandoned)',
        ExpressionAttributeNames: { '#state': 'state', '#at': 'at' },
        ExpressionAttributeValues: {
          ':waiting': 'waiting',
          ':sending': 'sending',
          ':abandoned': new Date(now.getTime() - abandonedSeconds * 1000).toISOString(),
        },
      }),
    );
    return 'taken';
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
    );
    return Item?.state === 'sent' || Item?.state === 'refused' || Item?.state === 'skipped' ? 'finished' : 'busy';
  }
}

/** How sending ended; `waiting` when it was not taken just now, and anybody may try again at once. */
export type MessageEnd =
  | { state: 'sent'; messageId: string }
  | { state: 'refused' | 'skipped'; reason: string }
  | { state: 'waiting' };

/** Says how it ended; each time it was sent is counted. Giving one back (`waiting`) leaves alone what has ended before. */
export async function finishMessage(
  table: Table,
  key: MessageKey,
  message: string,
  end: MessageEnd,
  now: Date,
): Promise<void> {
  const set = Object.entries({ message, at: now.toISOString(), ...end });
  const sent = end.state === 'sent';
  const givenBack = end.state === 'waiting';
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(key),
        UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}${sent ? ' ADD deliveries :one' : ''}`,
        ...(givenBack && { ConditionExpression: '#state = :sending' }),
        ExpressionAttributeNames: Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
          ...(sent && { ':one': 1 }),
          ...(givenBack && { ':sending': 'sending' }),
        },
      }),
    );
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error;
  }
}
