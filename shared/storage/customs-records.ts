import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { GetCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { customsAuthorisation, customsLane } from '../contracts/customs-records.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { Portion } from '../contracts/return.ts';
import { laneBetween, type MovementRecords } from '../customs/movement.ts';
import { authorisationsOf } from '../returns/customs.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** Who is of record on a brand's lanes, and its customs authorisations: one item each, in one partition. */

const storedLane = z.object({ lane: z.string(), version: z.number(), parties: customsLane });
export type StoredLane = z.infer<typeof storedLane>;

const storedAuthorisation = z.object({
  authorisation: z.string(),
  version: z.number(),
  used: z.number(),
  document: customsAuthorisation,
});
export type StoredAuthorisation = z.infer<typeof storedAuthorisation>;

type Start = Record<string, unknown>;

async function read(table: Table, brand: string, sk: string): Promise<Record<string, unknown> | undefined> {
  const Key = { pk: partitions.customs(brand), sk };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item;
}

/**
 * Sets fields of a record as its next version; what is counted beside them stays.
 * @param before the version that was read, 0 when there was none
 * @throws ProblemError version-conflict when it was changed since
 */
async function put(
  table: Table,
  brand: string,
  sk: string,
  fields: Record<string, unknown>,
  before: number,
): Promise<Record<string, unknown> | undefined> {
  const names = Object.keys(fields);
  const set = [...names.map((name) => `#${name} = :${name}`), 'version = :next', 'used = if_not_exists(used, :none)'];
  try {
    const { Attributes } = await table.documents.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk: partitions.customs(brand), sk },
        UpdateExpression: `SET ${set.join(', ')}`,
        ConditionExpression: before === 0 ? 'attribute_not_exists(pk)' : 'version = :before',
        ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
        ExpressionAttributeValues: {
          ...Object.fromEntries(names.map((name) => [`:${name}`, fields[name]])),
          ':next': before + 1,
          ':none': 0,
          ...(before > 0 && { ':before': before }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) throw new ProblemError('version-conflict');
    throw error;
  }
}

async function page(table: Table, brand: string, prefix: string, limit: number | undefined, start: Start | undefined) {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': partitions.customs(brand), ':prefix': prefix },
      ConsistentRead: true,
      ...(limit !== undefined && { Limit: limit }),
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items, ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
}

/** @param lane from territory to territory: `CH-EU` */
export async function loadLane(table: Table, brand: string, lane: string): Promise<StoredLane | undefined> {
  const Item = await read(table, brand, sortKeys.customsLane(lane));
  return Item && storedLane.parse(Item);
}

export async function storeLane(
  table: Table,
  brand: string,
  { lane, parties }: Omit<StoredLane, 'version'>,
  before: number,
): Promise<StoredLane> {
  return storedLane.parse(await put(table, brand, sortKeys.customsLane(lane), { lane, parties }, before));
}

export async function listLanes(table: Table, brand: string, limit: number, start?: Start) {
  const { items, ...rest } = await page(table, brand, sortKeys.customsLane(''), limit, start);
  return { items: items.map((item) => storedLane.parse(item)), ...rest };
}

export async function loadAuthorisation(
  table: Table,
  brand: string,
  id: string,
): Promise<StoredAuthorisation | undefined> {
  const Item = await read(table, brand, sortKeys.customsAuthorisation(id));
  return Item && storedAuthorisation.parse(Item);
}

export async function storeAuthorisation(
  table: Table,
  brand: string,
  { authorisation, document }: Pick<StoredAuthorisation, 'authorisation' | 'document'>,
  before: number,
): Promise<StoredAuthorisation> {
  const sk = sortKeys.customsAuthorisation(authorisation);
  return storedAuthorisation.parse(await put(table, brand, sk, { authorisation, document }, before));
}

export async function listAuthorisations(table: Table, brand: string, limit: number, start?: Start) {
  const { items, ...rest } = await page(table, brand, sortKeys.customsAuthorisation(''), limit, start);
  return { items: items.map((item) => storedAuthorisation.parse(item)), ...rest };
}

/** All authorisations of a brand: for choosing one. */
export async function allAuthorisations(table: Table, brand: string): Promise<StoredAuthorisation[]> {
  const found: StoredAuthorisation[] = [];
  let start: Start | undefined;
  do {
    const { items, next } = await page(table, brand, sortKeys.customsAuthorisation(''), undefined, start);
    found.push(...items.map((item) => storedAuthorisation.parse(item)));
    start = next;
  } while (start);
  return found;
}

/** What compliance keeps of a way, read anew each time: goods must not move on what was true a minute ago. */
export async function readMovementRecords(
  table: Table,
  brand: string,
  from: string,
  to: string,
): Promise<MovementRecords> {
  const [lane, back, authorisations] = await Promise.all([
    loadLane(table, brand, laneBetween(from, to)),
    loadLane(table, brand, laneBetween(to, from)),
    allAuthorisations(table, brand),
  ]);
  return { lane: lane?.parties, back: back?.parties, authorisations };
}

const ofAuthorisation = (
  table: Table,
  brand: string,
  id: string,
  change: { condition: string; uses: number },
): NamedWrite => ({
  name: 'authorisation',
  write: {
    Update: {
      TableName: table.name,
      Key: { pk: partitions.customs(brand), sk: sortKeys.customsAuthorisation(id) },
      UpdateExpression: 'ADD used :uses',
      ConditionExpression: change.condition,
      ExpressionAttributeValues: { ':uses': change.uses },
    },
  },
});

/**
 * Counts uses of authorisations, in the transaction of the return that goes by them, refused once they are used up; and gives
 * back those of what ended. Records are never deleted.
 */
export function authorisationWrites(
  table: Table,
  brand: string,
  before: readonly Portion[],
  after: readonly Portion[],
): NamedWrite[] {
  const [was, is] = [authorisationsOf(before), authorisationsOf(after)];
  const free = 'attribute_not_exists(document.allowedUses) OR used < document.allowedUses';
  const use = { condition: `attribute_exists(pk) AND (${free})`, uses: 1 };
  const giveBack = { condition: 'attribute_exists(pk)', uses: -1 };
  return [
    ...[...is].filter((id) => !was.has(id)).map((id) => ofAuthorisation(table, brand, id, use)),
    ...[...was].filter((id) => !is.has(id)).map((id) => ofAuthorisation(table, brand, id, giveBack)),
  ];
}
