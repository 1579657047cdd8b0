import { beforeAll, describe, expect, test } from 'vitest';
import { createReturn } from '../../shared/contracts/intake.ts';
import { inspectGoods, receiveParcel } from '../../shared/contracts/staff.ts';
import { freshTable } from '../engine/table.ts';
import { createApp } from './app/app.ts';
import { counted, withCounting } from './app/counting.ts';
import { createMachine } from './app/machine.ts';
import { openShop, sell, today } from './app/shop.ts';

test('x', async () => {
  const table = withCounting(await freshTable());
  const app = await createApp(table, () => today);
  const machine = createMachine(table, () => today);
  await openShop(table);
  await sell(table, 'A1', { quantity: 3 });
  await sell(table, 'A2', { quantity: 3 });
  const ask = (orderNumber: string) =>
    app.call(createReturn, {
      who: { role: 'customer', id: 'C-1' },
      body: { orderNumber, lines: [{ lineId: '1', quantity: 1, reason: 'customer_remorse', condition: 'opened' }] },
    });
  await ask('A1');
  const { result, asked } = await counted(() => ask('A2'));
  const show = (asked: any) => asked;
  console.dir(show(asked), { depth: 5 });
  const rma = String(result.body.rma);
  console.dir(show((await counted(() => machine.finish('lumen', rma))).asked), { depth: 5 });
  console.dir(
    show((await counted(() => app.call(receiveParcel, { who: { role: 'warehouse' }, body: { code: rma } }))).asked),
    { depth: 5 },
  );
  console.dir(
    show(
      (
        await counted(() =>
          app.call(inspectGoods, {
            who: { role: 'inspector' },
            params: { rma },
            body: { portion: '1', findings: [{ quantity: 1, grade: 'A', matchesClaim: true }] },
          }),
        )
      ).asked,
    ),
    { depth: 5 },
  );
  console.dir(show((await counted(() => machine.finish('lumen', rma))).asked), { depth: 5 });
});
