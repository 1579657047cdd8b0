import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, test } from 'vitest';
import { createPassDueDates } from '../../functions/deadlines/pass-due-dates.ts';
import { moveShipment } from '../../shared/returns/transit.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import { partitions, sortKeys, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { brand, does, labelled, later, requested } from '../fixtures/returns/lumen-return.ts';

let table: Table;
beforeEach(async () => {
  table = await freshTable();
});

const day = 86_400;
const pass = (seconds: number, timeIsUp = () => false) =>
  createPassDueDates({ table, progressMinutes: 5 })(later(seconds), timeIsUp);
const typesOf = async (rma: string) =>
  (await loadWithEvents(table, brand, rma))?.events.map(({ type }) => type).slice(1);

describe('each minute', () => {
  test('nothing happens to what is not due', async () => {
    await labelled(table, 'HW1');
    expect(await pass(3600)).toEqual({ returns: 0, changes: 0, failed: 0, unfinished: false });
  });

  test('a missed served level is raised, once', async () => {
    const { head } = await labelled(table, 'HW1');
    const news = { trackingNumber: 'HW1', status: 'arrived', at: later(3600).toISOString() } as const;
    await does(table, { head }, 3600, (current, context) => moveShipment(current, context, news));
    const late = 3600 + 4 * 3600;
    expect(await pass(late)).toMatchObject({ returns: 1, changes: 1 });
    expect(await pass(late)).toMatchObject({ changes: 0 });
    expect(await pass(late + 60)).toMatchObject({ changes: 0 });
    const types = await typesOf(head.rma);
    expect(types?.filter((type) => type === 'return.sla_breached')).toHaveLength(1);
  });

  test('two that raise it at once raise it once', async () => {
    const { head } = await labelled(table, 'HW1');
    const news = { trackingNumber: 'HW1', status: 'arrived', at: later(3600).toISOString() } as const;
    await does(table, { head }, 3600, (current, context) => moveShipment(current, context, news));
    await Promise.all([pass(5 * 3600), pass(5 * 3600), pass(5 * 3600)]);
    const types = await typesOf(head.rma);
    expect(types?.filter((type) => type === 'return.sla_breached')).toHaveLength(1);
  });

  test('a label nobody used expires, and its units can be returned again', async () => {
    const { head } = await labelled(table, 'HW1');
    expect(await pass(31 * day)).toMatchObject({ changes: 1, failed: 0 });
    const found = await loadWithEvents(table, brand, head.rma);
    expect(found?.current.portions.map(({ state }) => state)).toEqual(['expired']);
    expect(found?.events.at(-1)).toMatchObject({
      type: 'return.expired',
      data: { kind: 'label' },
      starts: ['void_label'],
    });
    expect(found?.current.shipments).toMatchObject([{ state: 'cancelled', voiding: 'requested' }]);
  });

  test('a silent segment is started again, each time after twice the wait', async () => {
    const { head } = await requested(table);
    expect(await pass(299)).toMatchObject({ changes: 0 });
    expect(await pass(300)).toMatchObject({ changes: 1 });
    expect(await pass(300 + 599)).toMatchObject({ changes: 0 });
    expect(await pass(300 + 600)).toMatchObject({ changes: 1 });
    const found = await loadWithEvents(table, brand, head.rma);
    expect(found?.events.slice(1).map(({ type, starts }) => ({ type, starts }))).toEqual([
      { type: 'return.progress_requested', starts: ['issue_label'] },
      { type: 'return.progress_requested', starts: ['issue_label'] },
    ]);
  });

  test('all that is due is done, of every return', async () => {
    const made = await Promise.all(Array.from({ length: 12 }, () => requested(table)));
    expect(await pass(300)).toEqual({ returns: 12, changes: 12, failed: 0, unfinished: false });
    for (const { head } of made) expect(await typesOf(head.rma)).toEqual(['return.progress_requested']);
  });

  test('a return that cannot be read holds up no other, and is counted', async () => {
    const { head } = await requested(table);
    const broken = {
      pk: partitions.return(brand, 'BROKEN'),
      sk: sortKeys.head,
      dueShard: 'DUE#0',
      dueAt: later(0).toISOString(),
    };
    await table.documents.send(new PutCommand({ TableName: table.name, Item: broken }));
    expect(await pass(300)).toEqual({ returns: 2, changes: 1, failed: 1, unfinished: false });
    expect(await typesOf(head.rma)).toEqual(['return.progress_requested']);
  });

  test('what there is no time for is left to the next one', async () => {
    await Promise.all(Array.from({ length: 12 }, () => requested(table)));
    let asked = 0;
    const done = await pass(300, () => {
      asked += 1;
      return asked > 5;
    });
    expect(done).toEqual({ returns: 5, changes: 5, failed: 0, unfinished: true });
    expect(await pass(300)).toMatchObject({ returns: 7, unfinished: false });
  });
});
