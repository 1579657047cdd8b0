import { expect } from 'vitest';
import type { OrderBody } from '../../../shared/contracts/order.ts';
import type { Instruction, Portion } from '../../../shared/contracts/return.ts';
import { unitShares } from '../../../shared/orders/units.ts';
import { isKept } from '../../../shared/returns/change.ts';
import { cancelledUnits, heldSerials, heldUnits } from '../../../shared/returns/claims.ts';
import { outsideId } from '../../../shared/returns/effects.ts';
import { firstBreak } from '../../../shared/returns/event-chain.ts';
import { isFinal, stageOf } from '../../../shared/returns/lifecycle.ts';
import { headItem, portionItem } from '../../../shared/storage/return-items.ts';
import type { Everything } from './everything.ts';

/** What is true of a table at every moment, whatever was asked of it and whatever went wrong meanwhile. */

type Stored = Everything['returns'][number];

const sum = (numbers: readonly number[]) => numbers.reduce((all, one) => all + one, 0);
const plain = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value));

export function expectTruths(found: Everything, orders: ReadonlyMap<string, OrderBody>): void {
  for (const one of found.returns) {
    expectWholeChain(one);
    expectStoredAsItStands(one);
    expectConserved(one, orders.get(one.current.head.orderNumber));
    expectSettledMoney(one, found);
    expectMovedGoods(one, found);
    expectCancelled(one, found);
  }
  expectClaims(found, orders);
  expectBooks(found, orders);
  for (const { made, seq } of found.answers) {
    const events = found.returns.find(({ current }) => current.head.rma === made)?.events ?? [];
    expect(
      events.some((event) => event.seq === seq),
      `the answer kept for event ${seq} of ${made}`,
    ).toBe(true);
  }
}

/** Every commit left exactly one event, none was changed or lost, and the head stands at the last. */
function expectWholeChain({ current: { head, portions }, events }: Stored): void {
  expect(firstBreak(events), `first break in the chain of ${head.rma}`).toBeUndefined();
  expect(head.version).toBe(events.length);
  expect(head.lastHash).toBe(events.at(-1)?.hash);
  expect(head.stage).toBe(stageOf(portions.map(({ state }) => state)));
  expect(events.at(-1)?.stage).toBe(head.stage);
  const breaches = events
    .filter(({ type }) => type === 'return.sla_breached')
    .map(({ data }) => `${data.kind} ${data.dueAt}`);
  expect(breaches, 'each missed date is raised once').toEqual([...new Set(breaches)]);
}

/** What the indexes show of a return is what it is: queues, due dates and cards are never left behind. */
function expectStoredAsItStands({ current, items }: Stored): void {
  const at = (sk: unknown) => items.find((item) => item.sk === sk);
  const head = plain(headItem(current));
  expect(at(head.sk)).toEqual(head);
  for (const portion of current.portions) {
    const item = plain(portionItem(current, portion));
    const kept = at(item.sk);
    // The urgency in a queue is that of when the portion was last written; its place in the queue is exact.
    expect(kept?.queue).toEqual(item.queue);
    expect(kept).toMatchObject(plain({ ...portion }));
  }
}

/** No unit and no cent of a line appears or disappears while it is split. */
function expectConserved({ current: { head, portions }, events: [first] }: Stored, order: OrderBody | undefined): void {
  if (!order) throw new Error(`The order of ${head.rma} is not known`);
  const requested = (first?.data.lines ?? []) as { lineId: string; quantity: number }[];
  const byLine = (all: readonly { lineId: string; quantity: number }[], lineId: string) =>
    sum(all.filter((one) => one.lineId === lineId).map(({ quantity }) => quantity));
  const shares = unitShares(order);
  for (const lineId of new Set([...requested, ...portions].map((one) => one.lineId))) {
    expect(byLine(portions, lineId), `units of line ${lineId} of ${head.rma}`).toBe(byLine(requested, lineId));
    const own = portions.filter((one) => one.lineId === lineId);
    const units = own.flatMap((one) => one.units);
    expect(new Set(units).size).toBe(units.length);
    const paid = units.map((unit) => shares.get(lineId)?.[unit]?.goods.minor ?? Number.NaN);
    expect(sum(own.map((one) => one.paid.goods.minor))).toBe(sum(paid));
  }
  for (const portion of portions) {
    expect(portion.units).toHaveLength(portion.quantity);
    expect(portion.serials.length).toBeLessThanOrEqual(portion.quantity);
    const { goods, delivery } = portion.paid;
    expect(sum(portion.tenders.map(({ amount }) => amount.minor))).toBe(goods.minor + delivery.minor);
    if (portion.refund) {
      const { refund } = portion;
      expect(refund.total.minor).toBe(
        refund.goods.minor + refund.delivery.minor - refund.fees.minor - refund.deduction.minor,
      );
      expect(refund.total.minor).toBeGreaterThanOrEqual(0);
      expect(refund.total.minor).toBeLessThanOrEqual(goods.minor + delivery.minor);
    }
  }
  const serials = portions.flatMap((one) => one.serials);
  expect(new Set(serials).size).toBe(serials.length);
}

const isMoney = ({ kind }: Instruction) => kind === 'refund';
const alive = ({ state }: Instruction) => state !== 'failed';

/** A refund is booked once by its id; what we hold for done the provider has done; what is closed was paid in full. */
function expectSettledMoney({ current }: Stored, { payments }: Everything): void {
  const refunds = current.instructions.filter(isMoney);
  const bookingOf = (one: Instruction) => payments.get(one.tender ?? '')?.refunds[outsideId(current, one)];
  for (const one of refunds) {
    const booked = bookingOf(one);
    if (booked) expect(booked.amount).toEqual(one.amount);
    if (one.state === 'requested') expect(booked, `${one.id} was booked before it was sent`).toBeUndefined();
    if (one.state === 'succeeded' && one.amount?.minor !== 0 && !one.byHand) expect(booked?.state).toBe('succeeded');
    if (one.state === 'failed') expect(booked?.state ?? 'failed').toBe('failed');
  }
  const closed = (portion: Portion | undefined) => portion?.state === 'closed' || portion?.state === 'resolved';
  for (const ids of new Set(refunds.map(({ portions }) => portions.join()))) {
    const own = refunds.filter((one) => one.portions.join() === ids && alive(one));
    const portions = ids.split(',').map((id) => current.portions.find((one) => one.id === id));
    const promised = sum(portions.map((portion) => portion?.refund?.total.minor ?? Number.NaN));
    expect(sum(own.map(({ amount }) => amount?.minor ?? 0)), `refunds of ${ids}`).toBeLessThanOrEqual(promised);
    if (portions.some(closed)) {
      expect(own.every(({ state }) => state === 'succeeded')).toBe(true);
      expect(sum(own.map(({ amount }) => amount?.minor ?? 0)), `what ${ids} were refunded`).toBe(promised);
    }
  }
  const money = new Set(refunds.flatMap(({ portions }) => portions));
  for (const one of current.portions)
    if (closed(one) && ['refund', 'cancel_order'].includes(one.resolution))
      expect(money.has(one.id), `${one.id} was refunded`).toBe(true);
}

/** Goods leave quarantine once, all of them, and only those that were there. */
function expectMovedGoods({ current }: Stored, { movements }: Everything): void {
  for (const portion of current.portions) {
    const moves = current.instructions.filter(
      ({ kind, portions }) => kind === 'stock_movement' && portions.includes(portion.id),
    );
    const expected = !isKept(portion) && (portion.state === 'resolved' || portion.state === 'closed') ? 1 : 0;
    expect(moves, `movements of ${portion.id}`).toHaveLength(expected);
    const [move] = moves;
    if (!move) continue;
    const booked = movements.get(outsideId(current, move));
    if (portion.state === 'closed') expect(booked).toMatchObject({ quantity: portion.quantity, sku: portion.sku });
    if (booked) expect(booked).toMatchObject(move.movement ?? {});
  }
}

/** Units are taken out of an order before they are refunded, once, and no more of them than were not shipped. */
function expectCancelled({ current }: Stored, { cancellations }: Everything): void {
  const { orderNumber } = current.head;
  for (const one of current.instructions.filter(({ kind }) => kind === 'cancel_order')) {
    const booked = cancellations.get(orderNumber)?.cancellations[outsideId(current, one)];
    if (booked) expect(booked).toMatchObject(one.cancellation ?? {});
    if (one.state === 'succeeded' && !one.byHand) expect(booked?.state).toBe('succeeded');
    const refunds = current.instructions.filter(
      ({ kind, portions }) => kind === 'refund' && portions.some((id) => one.portions.includes(id)),
    );
    const done = current.instructions.some(
      ({ kind, state, portions }) =>
        kind === 'cancel_order' && state === 'succeeded' && portions[0] === one.portions[0],
    );
    if (!done) expect(refunds, `refunds of ${one.portions} before they were taken out`).toEqual([]);
  }
}

/** Claims are what the states hold, no more and no less. */
function expectClaims(
  { returns, claims, serials, tracking }: Everything,
  orders: ReadonlyMap<string, OrderBody>,
): void {
  const held = new Map([...orders.keys()].map((number) => [number, new Map<string, string>()]));
  const heldBy = new Map<string, string>();
  const parcels = new Map<string, string>();
  for (const { current } of returns) {
    const { rma, orderNumber } = current.head;
    const { portions } = current;
    for (const [lineId, units] of [heldUnits(portions), cancelledUnits(portions)].flatMap(Object.entries<number[]>))
      for (const unit of units) {
        const slot = `${lineId}/${unit}`;
        expect(held.get(orderNumber)?.get(slot), `${slot} of ${orderNumber} is held twice`).toBeUndefined();
        held.get(orderNumber)?.set(slot, rma);
      }
    for (const serial of heldSerials(current.portions)) {
      expect(heldBy.get(serial), `${serial} is held twice`).toBeUndefined();
      heldBy.set(serial, rma);
    }
    for (const { trackingNumber } of current.shipments) if (trackingNumber) parcels.set(trackingNumber, rma);
  }
  expect(claims).toEqual(held);
  expect(serials).toEqual(heldBy);
  expect(tracking).toEqual(parcels);
}

/** The provider's books agree with the instructions, and no payment gives back more than was paid with it. */
function expectBooks({ returns, payments, movements }: Everything, orders: ReadonlyMap<string, OrderBody>): void {
  const known = new Map(
    returns.flatMap(({ current }) => current.instructions.map((one) => [outsideId(current, one), one] as const)),
  );
  const paid = new Map(
    [...orders.values()].flatMap((order) => order.payments.map(({ reference, amount }) => [reference, amount.minor])),
  );
  for (const [tender, { refunds }] of payments) {
    for (const id of Object.keys(refunds)) expect(known.get(id)?.tender, `${id} in the provider's books`).toBe(tender);
    const given = Object.values(refunds).filter(({ state }) => state !== 'failed');
    expect(sum(given.map(({ amount }) => amount.minor))).toBeLessThanOrEqual(paid.get(tender) ?? 0);
  }
  for (const id of movements.keys()) expect(known.has(id), `${id} in the stock's books`).toBe(true);
}

/** Once nothing is due any more: every portion is at its end, or waits for somebody at work. */
export function expectNothingStuck({ returns }: Everything): void {
  const patient = new Set([
    'under_review',
    'in_transit',
    'shipment_exception',
    'arrived',
    'quarantined',
    'disputed',
    'resolution_failed',
  ]);
  for (const { current } of returns)
    for (const { id, state } of current.portions)
      expect(isFinal(state) || patient.has(state), `${current.head.rma}: portion ${id} is stuck as ${state}`).toBe(
        true,
      );
}
