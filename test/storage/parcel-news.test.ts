import { beforeAll, describe, expect, test } from 'vitest';
import { createMoveParcel } from '../../functions/inbox/move-parcel.ts';
import type { InboxProvider } from '../../shared/contracts/bus.ts';
import { workArrival } from '../../shared/runtime/arrivals.ts';
import { keepArrival, loadArrival } from '../../shared/storage/inbox.ts';
import { loadReturn, loadWithEvents } from '../../shared/storage/returns.ts';
import { partitions, type Table } from '../../shared/storage/table.ts';
import { freshTable } from '../engine/table.ts';
import { brand, labelled, later } from '../fixtures/returns/lumen-return.ts';

let table: Table;
beforeAll(async () => {
  table = await freshTable();
});

const moveParcel = () => createMoveParcel({ table, clock: () => later(90_000), progressMinutes: 5 });
let ids = 0;

/** A carrier's news comes in and is worked off, as often as it is told. */
async function tell(provider: InboxProvider, body: unknown, times = 1) {
  ids += 1;
  const arrival = { brand, provider, id: `event-${ids}`, body: typeof body === 'string' ? body : JSON.stringify(body) };
  const pk = partitions.inbox(brand, provider, arrival.id);
  for (let i = 0; i < times; i += 1) {
    await keepArrival(table, arrival, later(100));
    await workArrival(table, pk, moveParcel());
  }
  return loadArrival(table, pk);
}
const generic = (type: string, trackingNumber: string, seconds: number) => ({
  type: `shipment.${type}`,
  timestamp: later(seconds).toISOString(),
  data: { trackingNumber },
});
const easypost = (status: string, tracking_code: string, seconds: number) => ({
  id: `evt_${ids}`,
  description: 'tracker.updated',
  result: { tracking_code, status, tracking_details: [{ datetime: later(seconds).toISOString() }] },
});
const stateOf = async (rma: string) => (await loadReturn(table, brand, rma))?.portions.map(({ state }) => state);

describe('news of carriers', () => {
  test.each([
    [
      'easypost',
      (status: string, number: string, at: number) => easypost(status, number, at),
      'in_transit',
      'delivered',
    ],
    ['generic', (status: string, number: string, at: number) => generic(status, number, at), 'in_transit', 'arrived'],
  ] as const)(
    'of %s take a return on its way and to the dock, where nothing is refunded yet',
    async (provider, body, moving, there) => {
      const { head } = await labelled(table, `HW-${provider.toUpperCase()}`);
      await tell(provider, body(moving, `hw-${provider}`, 3600));
      expect(await stateOf(head.rma)).toEqual(['in_transit']);
      await tell(provider, body(there, `hw-${provider}`, 7200));
      const after = await loadReturn(table, brand, head.rma);
      expect(after?.portions.map(({ state }) => state)).toEqual(['arrived']);
      expect(after?.instructions).toEqual([]);
    },
  );

  test('that come twice move a return once', async () => {
    const { head } = await labelled(table, 'TWICE');
    expect(await tell('generic', generic('in_transit', 'TWICE', 3600), 3)).toMatchObject({ state: 'done' });
    await tell('generic', generic('in_transit', 'TWICE', 3600));
    const found = await loadWithEvents(table, brand, head.rma);
    expect(found?.events.map(({ type }) => type)).toEqual([
      'return.requested',
      'return.label_issued',
      'return.in_transit',
    ]);
  });

  test('that come late never take a return back: the carrier’s own time counts', async () => {
    const { head } = await labelled(table, 'LATE');
    await tell('generic', generic('arrived', 'LATE', 7200));
    for (const type of ['in_transit', 'exception', 'label_created'])
      expect(await tell('generic', generic(type, 'LATE', 3600))).toMatchObject({ state: 'done' });
    expect(await stateOf(head.rma)).toEqual(['arrived']);
  });

  test('of a parcel that goes back to its sender are an exception, never an arrival', async () => {
    const { head } = await labelled(table, 'BACK');
    await tell('easypost', easypost('return_to_sender', 'BACK', 3600));
    expect(await stateOf(head.rma)).toEqual(['shipment_exception']);
  });

  test.each([
    ['of an unknown parcel', 'generic', generic('arrived', 'NOBODYS', 3600), 'No return has this tracking number'],
    ['of an unknown status', 'easypost', easypost('teleported', 'LATE', 3600), 'Tracker status teleported'],
    ['of an unknown type', 'generic', generic('lost', 'LATE', 3600), expect.stringContaining('type')],
    ['from the future', 'generic', generic('arrived', 'LATE', 900_000), expect.stringContaining('yet to come')],
    ['of a cancelled parcel', 'generic', generic('cancelled', 'LATE', 3600), 'The carrier cancelled the parcel'],
    ['that are no JSON', 'easypost', '<xml/>', 'The body is not JSON'],
  ] as const)('%s are kept for a person, with the reason', async (_, provider, body, reason) => {
    expect(await tell(provider, body)).toMatchObject({ state: 'quarantined', reason });
  });

  test('in which nothing is new are done', async () => {
    const { head } = await labelled(table, 'SAME');
    expect(await tell('easypost', easypost('unknown', 'SAME', 3600))).toMatchObject({ state: 'done' });
    expect(await tell('easypost', easypost('pre_transit', 'SAME', 3600))).toMatchObject({ state: 'done' });
    expect(await stateOf(head.rma)).toEqual(['awaiting_shipment']);
  });

  test('in every order lead to the same place', async () => {
    const news = [
      generic('in_transit', '', 3600),
      generic('exception', '', 5400),
      generic('in_transit', '', 6000),
      generic('arrived', '', 7200),
    ];
    const orders = [
      [3, 0, 1, 2],
      [0, 3, 2, 1],
      [2, 1, 0, 3],
      [1, 2, 3, 0],
    ];
    for (const [i, order] of orders.entries()) {
      const number = `ORDER-${i}`;
      const { head } = await labelled(table, number);
      for (const one of order) await tell('generic', { ...news[one], data: { trackingNumber: number } });
      expect(await stateOf(head.rma)).toEqual(['arrived']);
    }
  });
});
