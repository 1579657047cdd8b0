import { beforeAll, beforeEach, expect, test } from 'vitest';
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
import { loadReturn } from '../../shared/storage/returns.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { findWithdrawal } from '../../shared/storage/withdrawals.ts';
import { freshTable } from '../engine/table.ts';
import { type App, createApp } from './app/app.ts';
import { customer } from './app/returns.ts';
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
  let left = 1;
  table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        if (String(commandName).startsWith('TransactWrite') && left-- <= 0) throw new Error('killed');
        return next(args);
      },
    { step: 'initialize', name: 'killing', override: true },
  );
  expect((await confirm(id, `key ${id}`)).status).toBe(500);
  table.documents.middlewareStack.remove('killing');
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

test('told of again and again, less and less often, it is not forgotten meanwhile', async () => {
  const id = await killed();
  const at: number[] = [];
  for (let minute = 1; minute <= 200; minute += 1) {
    now = after(minute);
    if ((await sweep()).told > 0) at.push(minute);
  }
  expect(at).toEqual([2, 6, 14, 30, 62, 122, 182]);
  now = after(26 * 60);
  expect(await finish(id)).toMatchObject({ outcome: 'whole', made: 2 });
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
