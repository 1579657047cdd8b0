import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { ProblemError } from '../contracts/errors.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * Idempotency: a record for each key keeps what its first request did — status and ids, not the answer, which is rendered
 * again. It is written in the request's own transaction: that decides a race, and the loser reads the winner's record.
 */

const kept = z.object({
  bodyHash: z.string(),
  rma: z.string(),
  seq: z.number(),
  ids: z.array(z.string()),
  expiresAt: z.number(),
});
export type FirstAnswer = Pick<z.infer<typeof kept>, 'rma' | 'seq' | 'ids'>;

const lifetimeSeconds = 24 * 3600;

export function rememberAnswer(table: Table, key: IdempotencyKey, answer: FirstAnswer, now: Date): NamedWrite {
  const seconds = Math.floor(now.getTime() / 1000);
  return {
    name: 'idempotency',
    write: {
      Put: {
        TableName: table.name,
        Item: {
          pk: partitions.idempotency(key.brand, key.scope),
          sk: sortKeys.only,
          bodyHash: key.bodyHash,
          ...answer,
          expiresAt: seconds + lifetimeSeconds,
        },
        ConditionExpression: 'attribute_not_exists(pk) OR expiresAt <= :now',
        ExpressionAttributeValues: { ':now': seconds },
      },
    },
  };
}

/**
 * What the first request with this key did, or undefined if there was none (or it is over 24 h old).
 * @throws ProblemError idempotency-key-reused when its body was another one
 */
export async function firstAnswer(table: Table, key: IdempotencyKey, now: Date): Promise<FirstAnswer | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({
      TableName: table.name,
      Key: { pk: partitions.idempotency(key.brand, key.scope), sk: sortKeys.only },
      ConsistentRead: true,
    }),
  );
  if (!Item) return undefined;
  const record = kept.parse(Item);
  if (record.expiresAt * 1000 <= now.getTime()) return undefined;
  if (record.bodyHash !== key.bodyHash) throw new ProblemError('idempotency-key-reused');
  return { rma: record.rma, seq: record.seq, ids: record.ids };
}
