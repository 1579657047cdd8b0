import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { channel } from '../contracts/decision.ts';
import { contactStep, draftPlace, problemStep, productStep, purchaseStep } from '../contracts/drafts.ts';
import { busy } from '../contracts/errors.ts';
import { statedProduct } from '../contracts/purchase.ts';
import { evidence } from '../contracts/return.ts';
import type { Draft, DraftChange } from '../drafts/draft.ts';
import { putOff, putOffUntil } from './due-dates.ts';
import { dueIn } from './due-items.ts';
import { funnelWrite } from './funnel.ts';
import { firstAnswer, rememberAnswer } from './idempotency.ts';
import type { IdempotencyKey } from './idempotency-key.ts';
import { draftDueShard, draftPart, dueShards, partitions, sortKeys, type Table } from './table.ts';
import { type NamedWrite, type Outcome, pause, transact } from './transaction.ts';

/**
 * Drafts: one item for what is not personal, its version the condition of every change; beside it what the customer said,
 * which goes with the draft's end. What is counted of a draft is written in the same transaction.
 */

const stored = z.object({
  brand: z.string(),
  id: z.string(),
  version: z.number(),
  state: z.enum(['open', 'submitted', 'expired']),
  orderNumber: z.string(),
  stated: statedProduct.optional(),
  customerId: z.string(),
  company: z.string().optional(),
  channel,
  locale: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  until: z.string(),
  day: z.string(),
  reached: z.partialRecord(draftPlace, z.enum(['started', 'completed', 'skipped', 'abandoned'])),
  product: productStep.optional(),
  files: z.array(z.object({ ...evidence.shape, wanted: z.enum(['demanded', 'more']) })),
  mailed: z.number(),
  linksRevokedAt: z.string().optional(),
  rma: z.string().optional(),
  moved: z.record(z.string(), z.string()).optional(),
});
const words = z.object({
  contact: contactStep.optional(),
  purchase: purchaseStep.optional(),
  problem: problemStep.optional(),
});

/** Days that what is left of a draft stays after its end, for those who come late. */
const keptDays = 30;

/** A draft: one Query. */
export async function loadDraft(table: Table, brand: string, id: string): Promise<Draft | undefined> {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.name,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': partitions.draft(brand, id) },
      ConsistentRead: true,
    }),
  );
  const found = new Map(Items.map((item) => [item.sk, item]));
  const draft = found.get(sortKeys.draft);
  if (!draft) return undefined;
  return { ...stored.parse(draft), words: words.parse(found.get(sortKeys.statement) ?? {}) };
}

const dueAtOf = (until: string, { brand, id }: { brand: string; id: string }) => `${until}#${brand}#${id}`;

/** The writes of a change, for a transaction: it holds if nobody has changed the draft since. */
export function draftWrites(table: Table, { before, after, counts }: DraftChange): NamedWrite[] {
  const pk = partitions.draft(after.brand, after.id);
  const { words: said, ...rest } = after;
  const open = after.state === 'open';
  const expiresAt = Math.floor(Date.parse(open ? after.until : after.updatedAt) / 1000) + keptDays * 86_400;
  const item = {
    pk,
    sk: sortKeys.draft,
    ...rest,
    expiresAt,
    ...(open && { dueShard: draftDueShard(draftPart(after.id)), dueAt: dueAtOf(after.until, after) }),
  };
  const condition = before
    ? { ConditionExpression: 'version = :version', ExpressionAttributeValues: { ':version': before.version } }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const statement = { pk, sk: sortKeys.statement };
  return [
    { name: 'draft', write: { Put: { TableName: table.name, Item: item, ...condition } } },
    ...(said === before?.words || (!before && Object.keys(said).length === 0)
      ? []
      : [
          {
            name: 'words',
            write: open
              ? { Put: { TableName: table.name, Item: { ...statement, ...said, expiresAt } } }
              : { Delete: { TableName: table.name, Key: statement } },
          },
        ]),
    ...(counts.length > 0 ? [funnelWrite(table, after, counts)] : []),
  ];
}

/** Keeps a change whole, with what else is to be kept with it. */
export const saveDraft = (table: Table, change: DraftChange, beside: readonly NamedWrite[] = []): Promise<Outcome> =>
  transact(table, [...draftWrites(table, change), ...beside]);

/** Drafts of all brands whose time is over by now. Each minute begins with another part of them: none is always the last. */
export async function* dueDrafts(table: Table, now: Date): AsyncGenerator<{ brand: string; id: string }> {
  const first = Math.floor(now.getTime() / 60_000);
  for (let i = 0; i < dueShards; i += 1) {
    yield* dueIn(table, draftDueShard(String((first + i) % dueShards)), now);
  }
}

/** Ends a draft an hour later, whatever is wrong with it now; nothing, where it has ended meanwhile. */
export async function putOffDraft(table: Table, draft: { brand: string; id: string }, now: Date): Promise<void> {
  const Key = { pk: partitions.draft(draft.brand, draft.id), sk: sortKeys.draft };
  await putOff(table, Key, now, dueAtOf(putOffUntil(now), draft));
}

/** Somebody was faster so often that the caller should come again. */
const attempts = 8;

/** A change with what is kept beside it. */
export type DraftDone = DraftChange & { beside?: readonly NamedWrite[] };

/**
 * Decides on a draft and keeps the change, until one holds.
 * @param decide answers undefined where there is nothing to do
 * @param once done once for this key
 * @returns the draft as it is then; undefined when there is none
 * @throws what `decide` throws; ProblemError busy after many lost races, idempotency-key-reused
 */
export async function changeDraft(
  table: Table,
  { brand, id }: { brand: string; id: string },
  decide: (draft: Draft) => DraftDone | undefined | Promise<DraftDone | undefined>,
  once?: { key: IdempotencyKey; now: Date },
): Promise<Draft | undefined> {
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const before = once && (await firstAnswer(table, once.key, once.now));
    const draft = await loadDraft(table, brand, id);
    if (!draft || before) return draft;
    const change = await decide(draft);
    if (!change) return draft;
    const answer = { made: id, seq: change.after.version };
    const remembered = once ? [rememberAnswer(table, once.key, answer, once.now)] : [];
    const outcome = await saveDraft(table, change, [...(change.beside ?? []), ...remembered]);
    if (outcome.done) return change.after;
    await pause(attempt);
  }
  throw busy();
}
