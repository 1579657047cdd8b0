import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand, type UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { BacktestRun } from '../contracts/backtest-run.ts';
import { type BacktestFailure, backtestFailure, backtestState } from '../contracts/backtests.ts';
import { backtestDueShard, indexes, partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/**
 * Backtests: what was asked for, and how far it is. Only the attempt that is current, while it runs, changes one: whoever
 * is late does nothing. What was found is beside it (`backtest-reports.ts`).
 */

const stored = z.object({
  brand: z.string(),
  id: z.string(),
  policyId: z.string(),
  version: z.string(),
  from: z.string(),
  to: z.string(),
  includeUnsealed: z.boolean(),
  requestedAt: z.string(),
  requestedBy: z.object({ role: z.string(), id: z.string() }),
  state: backtestState,
  attempt: z.number(),
  /** Known once the files were chosen. */
  files: z.number().optional(),
  parts: z.number().optional(),
  days: z.object({ sealed: z.number(), unsealed: z.array(z.string()) }).optional(),
  /** Parts that are decided; the others follow from it. */
  decided: z.set(z.number()).optional(),
  filesDone: z.number().default(0),
  returnsDone: z.number().default(0),
  changes: z.number().optional(),
  failure: backtestFailure.optional(),
  completedAt: z.string().optional(),
  expiresAt: z.number(),
});
export type Backtest = z.infer<typeof stored>;

export type BacktestKey = Pick<BacktestRun, 'brand'> & { id: string };

const keptDays = 365;
/** Longer than a step may take with all its tries (statemachines/README.md). */
const silentMinutes = 30;

const keyOf = ({ brand, id }: BacktestKey) => ({ pk: partitions.backtests(brand), sk: id });
const silentAt = (now: Date) => new Date(now.getTime() + silentMinutes * 60_000).toISOString();

/** A new backtest, and what has its machine run: parts of the request's own transaction. */
export function newBacktest(
  table: Table,
  wanted: Omit<Backtest, 'state' | 'attempt' | 'filesDone' | 'returnsDone' | 'expiresAt'>,
  now: Date,
): NamedWrite[] {
  const expiresAt = Math.floor(now.getTime() / 1000) + keptDays * 86_400;
  const Item = {
    ...keyOf(wanted),
    ...wanted,
    state: 'requested',
    attempt: 1,
    expiresAt,
    dueShard: backtestDueShard,
    dueAt: silentAt(now),
  };
  return [
    {
      name: 'backtest',
      write: { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    },
    attemptWrite(table, wanted, 1, expiresAt),
  ];
}

/** What has a backtest that failed, or was interrupted, go on; refused (`backtest`) while it is neither. */
export function nextAttempt(table: Table, { attempt, expiresAt, ...one }: Backtest, now: Date): NamedWrite[] {
  return [
    {
      name: 'backtest',
      write: {
        Update: {
          TableName: table.name,
          Key: keyOf(one),
          UpdateExpression:
            'SET #state = :requested, attempt = :next, dueShard = :shard, dueAt = :silent REMOVE failure',
          ConditionExpression: 'attempt = :attempt AND #state IN (:failed, :interrupted)',
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ':attempt': attempt,
            ':next': attempt + 1,
            ':requested': 'requested',
            ':failed': 'failed',
            ':interrupted': 'interrupted',
            ':shard': backtestDueShard,
            ':silent': silentAt(now),
          },
        },
      },
    },
    attemptWrite(table, one, attempt + 1, expiresAt),
  ];
}

function attemptWrite(table: Table, { brand, id }: BacktestKey, attempt: number, expiresAt: number): NamedWrite {
  const Item = {
    pk: partitions.backtest(brand, id),
    sk: sortKeys.attempt(attempt),
    kind: 'backtest',
    brand,
    backtest: id,
    attempt,
    expiresAt,
  };
  return {
    name: 'attempt',
    write: { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
  };
}

export async function loadBacktest(table: Table, key: BacktestKey, now: Date): Promise<Backtest | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  const found = Item && stored.parse(Item);
  return found && !isOver(found, now) ? found : undefined;
}

/** What has expired is gone, whether or not the table has cleared it away yet. */
const isOver = ({ expiresAt }: Pick<Backtest, 'expiresAt'>, now: Date) => expiresAt * 1000 <= now.getTime();

/** A page of a brand's backtests, newest first: one Query. */
export async function listBacktests(
  table: Table,
  brand: string,
  limit: number,
  now: Date,
  start?: Record<string, unknown>,
): Promise<{ items: Backtest[]; next: Record<string, unknown> | undefined }> {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.backtests(brand) },
      ScanIndexForward: false,
      Limit: limit,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map((item) => stored.parse(item)).filter((one) => !isOver(one, now)), next: LastEvaluatedKey };
}

/** The current attempt of a backtest that is not over. */
interface Change {
  UpdateExpression: string;
  ConditionExpression?: string;
  values?: Record<string, unknown>;
}

export const ofCurrent = 'attempt = :attempt AND #state IN (:requested, :running)';
export const currentValues = (attempt: number) => ({
  ':attempt': attempt,
  ':requested': 'requested',
  ':running': 'running',
});

/** @returns false when the attempt is not the current one, or is over, or the change's own condition does not hold */
async function change(table: Table, run: BacktestRun, { UpdateExpression, ConditionExpression, values }: Change) {
  const input: UpdateCommandInput = {
    TableName: table.name,
    Key: keyOf({ brand: run.brand, id: run.backtest }),
    UpdateExpression,
    ConditionExpression: [ofCurrent, ConditionExpression].filter(Boolean).join(' AND '),
    ExpressionAttributeNames: { '#state': 'state' },
    ExpressionAttributeValues: { ...currentValues(run.attempt), ...values },
  };
  try {
    await table.documents.send(new UpdateCommand(input));
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}

/** Notes what a backtest is going to read, and that it runs. */
export const noteRunning = (
  table: Table,
  run: BacktestRun,
  plan: Pick<Required<Backtest>, 'files' | 'parts' | 'days'>,
  now: Date,
): Promise<boolean> =>
  change(table, run, {
    UpdateExpression: 'SET #state = :running, files = :files, parts = :parts, days = :days, dueAt = :silent',
    values: { ':files': plan.files, ':parts': plan.parts, ':days': plan.days, ':silent': silentAt(now) },
  });

/** Notes a part as decided, once, however often it is. */
export const noteDecided = (
  table: Table,
  run: BacktestRun,
  done: { part: number; files: number; returns: number },
  now: Date,
): Promise<boolean> =>
  change(table, run, {
    UpdateExpression: 'SET dueAt = :silent ADD decided :parts, filesDone :files, returnsDone :returns',
    ConditionExpression: 'NOT contains(decided, :part)',
    values: {
      ':part': done.part,
      ':parts': new Set([done.part]),
      ':files': done.files,
      ':returns': done.returns,
      ':silent': silentAt(now),
    },
  });

export const noteFailed = (table: Table, run: BacktestRun, failure: BacktestFailure): Promise<boolean> =>
  change(table, run, {
    UpdateExpression: 'SET #state = :failed, failure = :failure REMOVE dueShard, dueAt',
    values: { ':failed': 'failed', ':failure': failure },
  });

/** Backtests of all brands that nothing has been heard of for too long. */
export async function silentBacktests(table: Table, now: Date): Promise<BacktestKey[]> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      IndexName: indexes.whatIsDue,
      KeyConditionExpression: 'dueShard = :shard AND dueAt <= :now',
      ExpressionAttributeValues: { ':shard': backtestDueShard, ':now': now.toISOString() },
    }),
  );
  return Items.map(({ pk, sk }) => ({ brand: String(pk).split('#')[1] ?? '', id: String(sk) }));
}

/** Names a silent backtest interrupted. @returns false when it was heard of meanwhile */
export async function noteInterrupted(table: Table, key: BacktestKey, now: Date): Promise<boolean> {
  try {
    await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: keyOf(key),
        UpdateExpression: 'SET #state = :interrupted REMOVE dueShard, dueAt',
        ConditionExpression: 'dueAt <= :now',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':interrupted': 'interrupted', ':now': now.toISOString() },
      }),
    );
    return true;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false;
    throw error;
  }
}
