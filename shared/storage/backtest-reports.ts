import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { type BacktestReport, backtestReport } from '../contracts/backtest-report.ts';
import type { BacktestRun } from '../contracts/backtest-run.ts';
import { type BacktestKey, currentValues, ofCurrent } from './backtests.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { type Outcome, transact } from './transaction.ts';

/** What backtests found. A report is bounded (reasons, 200 categories, each by currency), and packed it fits an item. */

const keyOf = ({ brand, id }: BacktestKey) => ({ pk: partitions.backtest(brand, id), sk: sortKeys.report });

/** Keeps the report and ends the backtest, together. Refused when the attempt is not the current one, or is over. */
export async function completeBacktest(
  table: Table,
  { brand, backtest: id, attempt }: BacktestRun,
  found: { report: BacktestReport; changes: number; expiresAt: number },
  now: Date,
): Promise<Outcome> {
  const report = await promisify(gzip)(JSON.stringify(found.report));
  return transact(table, [
    {
      name: 'backtest',
      write: {
        Update: {
          TableName: table.name,
          Key: { pk: partitions.backtests(brand), sk: id },
          UpdateExpression:
            'SET #state = :completed, completedAt = :now, changes = :changes REMOVE dueShard, dueAt, decided',
          ConditionExpression: ofCurrent,
          ExpressionAttributeNames: { '#state': 'state' },
          ExpressionAttributeValues: {
            ...currentValues(attempt),
            ':completed': 'completed',
            ':now': now.toISOString(),
            ':changes': found.changes,
          },
        },
      },
    },
    {
      name: 'report',
      write: {
        Put: {
          TableName: table.name,
          Item: { ...keyOf({ brand, id }), report, expiresAt: found.expiresAt },
        },
      },
    },
  ]);
}

export async function loadReport(table: Table, key: BacktestKey): Promise<BacktestReport | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.name, Key: keyOf(key), ConsistentRead: true }),
  );
  if (!(Item?.report instanceof Uint8Array)) return undefined;
  return backtestReport.parse(JSON.parse((await promisify(gunzip)(Item.report)).toString('utf8')));
}
