import type { OrderSystem } from '../../shared/adapters/orders/port.ts';
import type { PaymentProvider } from '../../shared/adapters/payment/port.ts';
import type { Instruction } from '../../shared/contracts/return.ts';
import type { Money } from '../../shared/contracts/values.ts';
import { sum } from '../../shared/money/amount.ts';
import { shippedUnits } from '../../shared/orders/returnable.ts';
import type { Return } from '../../shared/returns/change.ts';
import { outsideId } from '../../shared/returns/effects.ts';
import { loadOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';

/** Which outside system carries out an instruction, and how it is asked: refunds by payments, cancellations by orders. */

export interface OutsideDeps {
  table: Table;
  paymentsOf(brand: string): PaymentProvider;
  ordersOf(brand: string): OrderSystem;
}

/** A business outcome, the same of every system. */
export type OutsideAnswer =
  | { state: 'succeeded' | 'pending'; reference: string }
  | { state: 'failed'; reference: string; reason: string };

/** An instruction in the words of the system that carries it out. */
export interface Outside {
  /** @throws TimedOut, Unavailable */
  send(): Promise<OutsideAnswer>;
  /** @throws Unavailable */
  lookUp(): Promise<OutsideAnswer | { state: 'not_found' }>;
}

/** The instruction as its system takes it, or why nobody can carry it out. */
export function outsideOf(deps: OutsideDeps, current: Return, effect: Instruction): Outside | { impossible: string } {
  const { brand, orderNumber } = current.head;
  const id = outsideId(current, effect);
  const { amount, tender, cancellation } = effect;
  if (effect.kind === 'cancel_order' && cancellation) {
    const orders = deps.ordersOf(brand);
    return {
      send: async () => {
        const line = await lineAsPut(deps.table, current, cancellation.lineId);
        return orders.cancel({ id, orderNumber, ...cancellation, line });
      },
      lookUp: () => orders.lookUp({ id, orderNumber }),
    };
  }
  if (!amount || !tender) return { impossible: 'no_payment_known' };
  const payments = deps.paymentsOf(brand);
  return {
    send: async () =>
      payments.refund({ id, tender, amount, paid: await paidWith(deps.table, current, tender, amount) }),
    lookUp: () => payments.lookUp({ id, tender }),
  };
}

/** What was paid with a tender, as the order says: no provider is ever asked to give back more. */
async function paidWith(table: Table, { head }: Return, tender: string, amount: Money): Promise<Money> {
  const stored = await loadOrder(table, head.brand, head.orderNumber);
  const payments = stored?.order.payments.filter(({ reference }) => reference === tender) ?? [];
  return sum(
    amount.currency,
    payments.map((payment) => payment.amount),
  );
}

/** A line as the order was last put: what a system without orders of its own can know of it. */
async function lineAsPut(table: Table, { head }: Return, lineId: string) {
  const order = (await loadOrder(table, head.brand, head.orderNumber))?.order;
  const line = order?.lines.find(({ id }) => id === lineId);
  return order && line
    ? { bought: line.quantity, cancelled: line.cancelled, shipped: shippedUnits(order, line) }
    : { bought: 0, cancelled: 0, shipped: 0 };
}
