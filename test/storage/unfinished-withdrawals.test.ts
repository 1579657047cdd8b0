import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { createFinishWithdrawal } from '../../functions/batch-work/finish-withdrawal.ts';
import { createSweepWithdrawals } from '../../functions/deadlines/sweep-withdrawals.ts';
import {
  type ConfirmedWithdrawal,
  confirmWithdrawal,
  stateWithdrawal,
  type WithdrawalStatement,
} from '../../shared/contracts/withdrawal.ts';
import { assessorOf } from '../../shared/intake/assessor-of.ts';
import { createConfirmParts } from '../../shared/intake/confirm-parts.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { putOffWithdrawal } from '../../shared/storage/unfinished-withdrawals.ts';
import { findWithdrawal } from '../../shared/storage/withdrawals.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { killedAfter } from './app/killing.ts';
import { asked, customer, remorse } from './app/returns.ts';
import { openShop, sell, today, withdrawable } from './app/shop.ts';

/** A withdrawal of so much that it takes several returns, whose confirmation is killed between two of them. */

let table: Table;
let app: App;
let now: Date;
let orders = 0;
const after = (minutes: number) => new Date(today.getTime() + minutes * 60_000);
const sweep = () => createSweepWithdrawals({ table })(now, () => false);
const finish = (id: string) =>
  createFinishWithdrawal({
    table,
    clock: () => now,
    confirmParts: createConfirmParts({ table, progressMinutes: 5, assess: assessorOf(table) }),
  })({ inbox: partitions.withdrawal('lumen', id) });
const confirm = (id: string, key: string) =>
  app.call<ConfirmedWithdrawal>(confirmWithdrawal, { who: customer, params: { id }, key });
const standing = async (id: string) => {
  const found = await findWithdrawal(table, 'lumen', id, now);
  if (!found) throw new Error('The statement is gone');
  return found;
};

beforeAll(async () => {
  table = await freshTable();
  app = await createApp(table, () => now);
  await openShop(table);
});
beforeEach(() => {
  now = today;
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** The statement's item as it lies in the table. */
async function item(id: string): Promise<Record<string, unknown>> {
  const Key = { pk: partitions.withdrawal('lumen', id), sk: sortKeys.only };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item ?? {};
}
const secondsAfter = (minutes: number, hours: number) => Math.floor(after(minutes).getTime() / 1000) + hours * 3600;

/** States one of 45 lines, and confirms it until its process is killed after the first of three returns. */
async function killed(): Promise<string> {
  orders += 1;
  const lines = Array.from({ length: 45 }, (_, i) => withdrawable(String(i + 1), 1, 1900));
  await sell(table, `U-${orders}`, { lines });
  const { body } = await app.call<WithdrawalStatement>(stateWithdrawal, {
    who: customer,
    body: { name: 'Kim Muster', orderNumber: `U-${orders}`, email: 'kim@customer.example' },
  });
  const id = body.id ?? '';
  expect((await killedAfter(table, 1, () => confirm(id, `key ${id}`))).status).toBe(500);
  expect((await standing(id)).made).toHaveLength(1);
  return id;
}

test('nobody repeats it: the rest is confirmed all the same, for who confirmed it and as of when', async () => {
  const id = await killed();
  now = after(1);
  expect(await sweep()).toEqual({ told: 0, failed: 0 });
  now = after(3);
  expect(await sweep()).toEqual({ told: 1, failed: 0 });
  expect(await sweep()).toEqual({ told: 0, failed: 0 });
  expect(await finish(id)).toEqual({ outcome: 'whole', withdrawal: id, made: 2 });
  const { made, confirmedAt } = await standing(id);
  expect(made.flatMap(({ lines }) => lines)).toHaveLength(45);
  expect(confirmedAt).toBe(today.toISOString());
  for (const { rma } of made) {
    const found = await loadReturn(table, 'lumen', rma);
    expect(found?.head).toMatchObject({ customerId: customer.id, withdrawal: { toldAt: today.toISOString() } });
  }
  now = after(200);
  expect(await sweep()).toEqual({ told: 0, failed: 0 });
  expect(await finish(id)).toEqual({ outcome: 'whole_before', withdrawal: id });
  const answer = await confirm(id, `key ${id}`);
  expect(answer).toMatchObject({ status: 201, body: { returns: made.map(({ rma }) => rma) } });
});

test('what is kept of who stated it goes a day after all of it is confirmed, and not before', async () => {
  const id = await killed();
  const { id: by, role } = customer;
  expect(await item(id)).toMatchObject({ expiresAt: secondsAfter(0, 30 * 24), confirmedBy: { id: by, roles: [role] } });
  now = after(10);
  await finish(id);
  const whole = await item(id);
  expect(whole).toMatchObject({ expiresAt: secondsAfter(10, 25) });
  for (const gone of ['dueShard', 'dueAt', 'told', 'confirmedBy']) expect(whole).not.toHaveProperty(gone);
});

test('killed again at the next part, it is told of soon again, and confirmed for who confirmed it first', async () => {
  const id = await killed();
  now = after(3);
  await sweep();
  now = after(7);
  await sweep();
  expect((await standing(id)).told).toBe(2);
  const agent = { role: 'agent', id: 'A-7' } as const;
  const again = () => app.call(confirmWithdrawal, { who: agent, params: { id }, key: 'an agent confirms it too' });
  expect((await killedAfter(table, 1, again)).status).toBe(500);
  const { made, told, confirmedBy } = await standing(id);
  expect([made.length, told, confirmedBy?.id]).toEqual([2, 0, customer.id]);
  now = after(10);
  expect((await sweep()).told).toBe(1);
  expect(await finish(id)).toMatchObject({ outcome: 'whole', made: 1 });
});

test('told of less and less often, a person after hours, and no more after eight; it is not forgotten meanwhile', async () => {
  const id = await killed();
  const told = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
  const at: number[] = [];
  for (let minute = 1; minute <= 700; minute += 1) {
    now = after(minute);
    if ((await sweep()).told > 0) at.push(minute);
  }
  expect(at).toEqual([2, 6, 14, 30, 62, 122, 182, 242, 302, 362, 422, 482]);
  const inPart = told.mock.calls.filter(([line]) => line === 'withdrawal in part');
  expect(inPart).toHaveLength(7);
  expect(inPart[0]?.[1]).toMatchObject({ brand: 'lumen', id, told: 6 });
  now = after(29 * 24 * 60);
  expect(await finish(id)).toMatchObject({ outcome: 'whole', made: 2 });
});

test('one that cannot be told of waits an hour, and does not hold up the others', async () => {
  const [one, other] = [await killed(), await killed()];
  const said = vi.spyOn(logger, 'error').mockImplementation(() => undefined);
  now = after(3);
  expect(await killedAfter(table, 0, sweep)).toEqual({ told: 0, failed: 2 });
  expect(said.mock.calls.map(([line]) => line)).toEqual(Array(2).fill('withdrawal not told of again'));
  now = after(62);
  expect(await sweep()).toEqual({ told: 0, failed: 0 });
  now = after(63);
  expect(await sweep()).toEqual({ told: 2, failed: 0 });
  for (const id of [one, other]) await finish(id);
});

test('one that was finished just then is not put off: it is due no more', async () => {
  const id = await killed();
  await finish(id);
  await putOffWithdrawal(table, { brand: 'lumen', id }, now);
  expect(await item(id)).not.toHaveProperty('dueAt');
});

test('what the customer has returned by another return meanwhile is left out, and the others of its part are not', async () => {
  const id = await killed();
  const rest = (await standing(id)).lines.at(-1);
  await asked(app, `U-${orders}`, remorse({ lineId: rest?.lineId ?? '' }));
  now = after(3);
  expect(await finish(id)).toMatchObject({ outcome: 'whole', made: 2 });
  const { made, elsewhere } = await standing(id);
  expect(elsewhere).toEqual([{ lineId: rest?.lineId, quantity: 1 }]);
  expect(made.flatMap(({ lines }) => lines)).toHaveLength(44);
  expect(await item(id)).toMatchObject({ expiresAt: secondsAfter(3, 25) });
});

test('where all of the rest is in another return, nothing is left to be confirmed', async () => {
  const id = await killed();
  const { lines, made } = await standing(id);
  const done = new Set(made.flatMap((one) => one.lines.map(({ lineId }) => lineId)));
  for (const { lineId } of lines) if (!done.has(lineId)) await asked(app, `U-${orders}`, remorse({ lineId }));
  now = after(3);
  expect(await finish(id)).toEqual({ outcome: 'whole', withdrawal: id, made: 0 });
  expect(await item(id)).not.toHaveProperty('dueAt');
  expect((await confirm(id, `key ${id}`)).body.returns).toEqual(made.map(({ rma }) => rma));
});

test('finished by its worker and by who confirms it again at once: nothing twice', async () => {
  const id = await killed();
  now = after(3);
  const [, , answer] = await Promise.all([finish(id), finish(id), confirm(id, `key ${id}`)]);
  const { made } = await standing(id);
  expect(made).toHaveLength(3);
  expect(answer.body.returns).toEqual(made.map(({ rma }) => rma));
});

test('what is no withdrawal, or one that nobody has confirmed, is left alone', async () => {
  expect(await finish('0'.repeat(32))).toMatchObject({ outcome: 'no_withdrawal' });
});
