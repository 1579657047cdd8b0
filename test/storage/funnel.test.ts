import fc from 'fast-check';
import { beforeEach, describe, expect, test } from 'vitest';
import { createExpireDrafts } from '../../functions/deadlines/expire-drafts.ts';
import { readFunnel as contract, type DraftStep, draftStep } from '../../shared/contracts/drafts.ts';
import type { AnswerOf } from '../../shared/contracts/route.ts';
import { draftDays, expired, saveStep, startDraft } from '../../shared/drafts/draft.ts';
import { changeDraft, loadDraft, saveDraft } from '../../shared/storage/drafts.ts';
import { readFunnel } from '../../shared/storage/funnel.ts';
import type { Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { type Fault, faults, inProcess, type Plan, quickRetries, withFaults } from '../faults/table-faults.ts';
import { type App, createApp } from './app/app.ts';
import { begin, begun, ready, saveContact, saveProduct, submit } from './app/draft-requests.ts';
import { openShop, sell, today } from './app/shop.ts';

/** How far drafts come is counted exactly: none twice, none lost, whatever is tried again. */

let table: Table;
let app: App;
let now: Date;

beforeEach(async () => {
  table = withFaults(await freshTable({ retryStrategy: quickRetries }));
  now = today;
  app = await createApp(table, () => now);
  await openShop(table);
  await sell(table, 'F-1', { quantity: 9 });
});

type Answer = AnswerOf<typeof contract>;
const funnel = async (query: Record<string, string> = { from: '2026-11-20', to: '2026-11-20' }) =>
  (await app.call<Answer>(contract, { who: { role: 'manager' }, params: { brand: 'lumen' }, query })).body;
const rows = ({ steps }: Answer) =>
  Object.fromEntries(
    steps.map(({ step, started, completed, skipped, abandoned }) => [step, [started, completed, skipped, abandoned]]),
  );

test('drafts that were submitted, left, and are still on their way, step by step', async () => {
  await submit(app, await ready(app, 'F-1'));
  const left = await begun(app, 'F-1');
  await saveProduct(app, left, { lines: [{ lineId: '1', quantity: 1 }] });
  now = new Date(today.getTime() + draftDays.sinceSaved * 86_400_000);
  await createExpireDrafts({ table })(now, () => false);
  now = today;
  const open = await begun(app, 'F-1');
  await saveProduct(app, open, { lines: [{ lineId: '1', quantity: 1 }] });
  await saveContact(app, open, {});
  const answer = await funnel();
  expect(answer.drafts).toEqual({ started: 3, submitted: 1, abandoned: 1, open: 1 });
  expect(rows(answer)).toEqual({
    product: [3, 3, 0, 0],
    contact: [3, 1, 1, 1],
    purchase: [1, 0, 0, 0],
    problem: [1, 1, 0, 0],
    files: [0, 0, 0, 0],
    submit: [1, 1, 0, 0],
  });
});

test('a draft counts for the day it was begun, where the brand is, and for its channel', async () => {
  now = new Date('2026-11-20T23:30:00.000Z');
  await begun(app, 'F-1');
  await begun(app, 'F-1', { who: { role: 'agent' } });
  expect((await funnel({ from: '2026-11-20', to: '2026-11-20' })).drafts.started).toBe(0);
  expect((await funnel({ from: '2026-11-21', to: '2026-11-30' })).drafts.started).toBe(2);
  expect((await funnel({ from: '2026-11-01', to: '2026-11-30', channel: 'agent' })).drafts.started).toBe(1);
});

test.each([
  [{ from: '2026-11-20', to: '2026-11-19' }, 400, [['/query/to', 'before_first_day']]],
  [{ from: '2026-01-01', to: '2027-01-02' }, 400, [['/query/to', 'period_too_long']]],
  [{ from: 'today', to: '2026-11-19' }, 400, [['/query/from', 'not_a_date']]],
  [{ from: '2026-01-01', to: '2026-12-31' }, 200, undefined],
])('the period %j is answered %i', async (query, status, errors) => {
  const answer = await app.call(contract, { who: { role: 'agent' }, params: { brand: 'lumen' }, query });
  expect(answer.status).toBe(status);
  expect(answer.body.errors?.map(({ pointer, code }) => [pointer, code])).toEqual(errors);
});

test('it is for staff who see to it, of the brand', async () => {
  const ask = async (who: { role: string; brand?: string }) =>
    (await app.call(contract, { who, params: { brand: 'lumen' }, query: { from: '2026-11-20', to: '2026-11-20' } }))
      .status;
  expect(await ask({ role: 'customer' })).toBe(403);
  expect(await ask({ role: 'manager', brand: 'harbor' })).toBe(404);
});

describe('however often it is tried', () => {
  test('the same request with the same key, and steps saved by several at once', async () => {
    await Promise.all(Array.from({ length: 10 }, () => begin(app, 'F-1', { key: 'once' })));
    const id = await begun(app, 'F-1', { key: 'once' });
    const body = { lines: [{ lineId: '1', quantity: 1 }] };
    const saved = await Promise.all(Array.from({ length: 6 }, () => saveProduct(app, id, body)));
    expect(saved.some(({ status }) => status === 200)).toBe(true);
    expect(rows(await funnel())).toMatchObject({ product: [1, 1, 0, 0], contact: [1, 0, 0, 0] });
  });

  const plan: fc.Arbitrary<Plan> = fc
    .array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.constantFrom<Fault[]>(...faults)), { maxLength: 3 })
    .map((entries): Plan => Object.fromEntries(entries));
  const deed = fc.record({
    draft: fc.nat({ max: 2 }),
    step: fc.constantFrom<(DraftStep | 'expire')[]>(...draftStep.options, ...draftStep.options, 'expire'),
    plan,
  });

  test('what is counted is what the drafts say became of them, whatever the table does', async () => {
    const seed = Number(process.env.HOMEWARD_PROPERTY_SEED ?? 20_261_122);
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(deed, { minLength: 1, maxLength: 25 }), async (deeds) => {
        runs += 1;
        const day = `2026-${String(1 + (runs % 12)).padStart(2, '0')}-${String(1 + (runs % 28)).padStart(2, '0')}`;
        const brand = `b${runs}`;
        const ids = [0, 1, 2].map((i) => `D-${String(runs * 10 + i).padStart(20, '0')}`);
        for (const id of ids)
          await saveDraft(
            table,
            startDraft({ brand, id, orderNumber: 'F-1', customerId: 'C-1', channel: 'api', day }, today),
          );
        for (const { draft, step, plan: met } of deeds)
          await inProcess(met, () =>
            changeDraft(table, { brand, id: ids[draft] ?? '' }, (current) => {
              if (current.state !== 'open') return undefined;
              if (step !== 'expire') return saveStep(current, step, {}, today);
              return expired(current, new Date(today.getTime() + 90 * 86_400_000));
            }),
          ).catch(() => undefined);
        const counted = await readFunnel(table, brand, { from: day, to: day });
        const drafts = await Promise.all(ids.map((id) => loadDraft(table, brand, id)));
        for (const [place, { started, completed, abandoned }] of Object.entries(counted)) {
          const became = drafts.flatMap((draft) => draft?.reached[place as DraftStep] ?? []);
          expect([started, completed, abandoned], place).toEqual([
            became.length,
            became.filter((what) => what === 'completed').length,
            became.filter((what) => what === 'abandoned').length,
          ]);
        }
      }),
      { seed, numRuns: 40 },
    );
  });
});
