import * as z from 'zod';
import { ProblemError } from '../contracts/errors.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, readAlone } from './transaction.ts';

/**
 * Idempotency: a record for each key keeps what its first request did — what it made and the event, not the answer, which is rendered
 * again. It is written in the request's own transaction: that decides a race, and the loser reads the winner's record.
 */

const kept = z.object({
  bodyHash: z.string(),
  /** What came of it, by its number: a return, a draft, a batch … */
  made: z.string(),
  seq: z.number(),
  expiresAt: z.number(),
});
export type FirstAnswer = Pick<z.infer<typeof kept>, 'made' | 'seq'>;

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
 * What the first request with this key did, or undefined if there was none (or it is over 24 h old). It is read as a
 * transaction: an ordinary read may not see the record yet although what was written with it is seen already (DynamoDB
 * developer guide, "Transaction isolation levels").
 * @throws ProblemError idempotency-key-reused when its body was another one; busy when it is being written all the time
 */
export async function firstAnswer(table: Table, key: IdempotencyKey, now: Date): Promise<FirstAnswer | undefined> {
  const Item = await readAlone(table, { pk: partitions.idempotency(key.brand, key.scope), sk: sortKeys.only });
  if (!Item) return undefined;
  const record = kept.parse(Item);
  if (record.expiresAt * 1000 <= now.getTime()) return undefined;
  if (record.bodyHash !== key.bodyHash) throw new ProblemError('idempotency-key-reused');
  return { made: record.made, seq: record.seq };
}
