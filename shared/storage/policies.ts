import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { busy, ProblemError } from '../contracts/errors.ts';
import { type PolicyDraft, type PolicyFinding, policyDraft, policyFinding } from '../contracts/policies.ts';
import { type PolicyActor, policyActor, policyId, policyVersion } from '../contracts/policy-book.ts';
import type { FindingSentence, Found } from '../policy/finding.ts';
import { findingSentences } from '../policy/finding-sentences.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, pause, transact } from './transaction.ts';

/** Policies as they were saved. Every save is a version of its own, and no version is ever written again. */

const savedVersion = z.object({
  policyId,
  version: policyVersion,
  title: z.string(),
  savedAt: z.string(),
  savedBy: policyActor,
  errors: z.number(),
  warnings: z.number(),
});
export type SavedVersion = z.infer<typeof savedVersion>;

export interface PolicyWithDocument extends SavedVersion {
  document: PolicyDraft;
  findings: Found[];
}

const asJson = <Value>(schema: z.ZodType<Value>) => z.string().transform((text) => schema.parse(JSON.parse(text)));
/** What a check found is kept by the codes of its sentences: it is worded for each reader. */
const sentenceCodes = Object.keys(findingSentences) as FindingSentence[];
const keptFinding = policyFinding.omit({ detail: true }).extend({
  says: z.object({
    code: z.enum(sentenceCodes),
    values: z.record(z.string(), z.union([z.number(), z.string(), z.record(z.string(), z.string())])).optional(),
  }),
});
const savedDocument = savedVersion.extend({ document: asJson(policyDraft), findings: asJson(z.array(keptFinding)) });

/** An item holds 400 KB: what a check found is cut to what is left beside the largest document. */
const findingsBytes = 80_000;

/** The first of the findings, so many as are kept. */
function firstOf(findings: readonly Found[]): Found[] {
  let bytes = 0;
  return findings.filter((one) => {
    bytes += Buffer.byteLength(JSON.stringify(one)) + 1;
    return bytes <= findingsBytes;
  });
}

export interface PolicyToSave {
  policyId: string;
  title: string;
  document: PolicyDraft;
  findings: readonly Found[];
  by: PolicyActor;
}

/**
 * Saves a policy as its next version; what is the same as the newest makes no new one.
 * @param expected version the caller has read, 0 for none; any when undefined
 * @throws ProblemError version-conflict when another version is the newest; busy
 */
export async function savePolicy(
  table: Table,
  brand: string,
  policy: PolicyToSave,
  expected: number | undefined,
  now: Date,
): Promise<PolicyWithDocument> {
  for (let attempt = 1; attempt <= 8; attempt += 1) {
    const before = await newestVersion(table, brand, policy.policyId);
    if (expected !== undefined && expected !== Number(before?.version ?? 0)) throw new ProblemError('version-conflict');
    if (before) {
      const newest = await loadPolicy(table, brand, policy.policyId, before.version);
      if (newest && JSON.stringify(newest.document) === JSON.stringify(policy.document)) return newest;
    }
    const next = nextOf(policy, String(Number(before?.version ?? 0) + 1), now);
    const outcome = await transact(table, writesOf(table, brand, next, before?.version));
    if (outcome.done) return next;
    await pause(attempt);
  }
  throw busy();
}

function nextOf({ policyId: id, title, document, findings, by }: PolicyToSave, version: string, now: Date) {
  const level = (wanted: PolicyFinding['level']) => findings.filter((one) => one.level === wanted).length;
  return {
    policyId: id,
    version,
    title,
    savedAt: now.toISOString(),
    savedBy: by,
    errors: level('error'),
    warnings: level('warning'),
    document,
    findings: firstOf(findings),
  } satisfies PolicyWithDocument;
}

function writesOf(table: Table, brand: string, next: PolicyWithDocument, before: string | undefined): NamedWrite[] {
  const { document: _, findings: __, ...listed } = next;
  const pk = partitions.policies(brand);
  const newest = {
    name: 'newest',
    write: {
      Put: {
        TableName: table.name,
        Item: { pk, sk: sortKeys.policy(next.policyId), ...listed },
        ...(before === undefined
          ? { ConditionExpression: 'attribute_not_exists(pk)' }
          : { ConditionExpression: 'version = :before', ExpressionAttributeValues: { ':before': before } }),
      },
    },
  };
  const version = once(table, { pk, sk: sortKeys.policyVersion(next.policyId, next.version), ...listed });
  return [newest, version, documentWrite(table, brand, next)];
}

/** Writes a version with its document, unless it is there. */
export function documentWrite(table: Table, brand: string, { document, findings, ...listed }: PolicyWithDocument) {
  return once(table, {
    pk: partitions.policies(brand),
    sk: sortKeys.policyDocument(listed.policyId, listed.version),
    ...listed,
    document: JSON.stringify(document),
    findings: JSON.stringify(findings),
  });
}

const once = (table: Table, Item: Record<string, unknown>): NamedWrite => ({
  name: 'version',
  write: { Put: { TableName: table.name, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
});

/** The newest version of a policy, as lists show it. */
export async function newestVersion(table: Table, brand: string, id: string): Promise<SavedVersion | undefined> {
  const Item = await read(table, brand, sortKeys.policy(id));
  return Item && savedVersion.parse(Item);
}

/** A version of a policy, whole. */
export async function loadPolicy(
  table: Table,
  brand: string,
  id: string,
  version: string,
): Promise<PolicyWithDocument | undefined> {
  const Item = await read(table, brand, sortKeys.policyDocument(id, version));
  return Item && savedDocument.parse(Item);
}

/** An item of a brand's policies, as it is after every write that was answered. */
async function read(table: Table, brand: string, sk: string): Promise<Record<string, unknown> | undefined> {
  const Key = { pk: partitions.policies(brand), sk };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item;
}

type Start = Record<string, unknown>;

/** A page of a brand's policies, by name. */
export const listPolicies = (table: Table, brand: string, limit: number, start?: Start) =>
  page(table, brand, sortKeys.policy(''), { limit, start, forward: true });

/** A page of a policy's versions, newest first. */
export const listVersions = (table: Table, brand: string, id: string, limit: number, start?: Start) =>
  page(table, brand, `VERSION#${id}#`, { limit, start, forward: false });

async function page(
  table: Table,
  brand: string,
  prefix: string,
  { limit, start, forward }: { limit: number; start: Start | undefined; forward: boolean },
): Promise<{ items: SavedVersion[]; next?: Start }> {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': partitions.policies(brand), ':prefix': prefix },
      ScanIndexForward: forward,
      Limit: limit,
      ConsistentRead: true,
      ...(start && { ExclusiveStartKey: start }),
    }),
  );
  return { items: Items.map((item) => savedVersion.parse(item)), ...(LastEvaluatedKey && { next: LastEvaluatedKey }) };
}
