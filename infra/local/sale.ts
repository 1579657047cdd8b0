import type * as z from 'zod';
import type { orderBody } from '../../shared/contracts/order.ts';

/** What a made-up shop sold, and the order it is. */

export type Order = z.input<typeof orderBody>;

const day = 86_400_000;

export interface Sale {
  readonly number: string;
  readonly currency: string;
  /** Whole days before today. */
  readonly placed: number;
  readonly delivered?: number;
  readonly customer: Order['customer'];
  readonly shipTo?: Order['shipTo'];
  readonly delivery?: number;
  /** Percent of tax contained in the prices. */
  readonly taxRate: number;
  readonly lines: readonly (Omit<Order['lines'][number], 'id' | 'paid' | 'tax'> & {
    readonly price: number;
    /** Units that have left the house; all when left out. */
    readonly shipped?: number;
  })[];
}

/** An order's whole body from what a sale says: prices are of one unit, in minor units, taxes inside. */
export function orderOf(sale: Sale, today: Date): Order {
  const { currency, taxRate } = sale;
  const money = (minor: number) => ({ currency, minor });
  const taxIn = (minor: number) => money(Math.round((minor * taxRate) / (100 + taxRate)));
  const ago = (days: number) => new Date(today.getTime() - days * day).toISOString();
  const lines = sale.lines.map(({ price, shipped: _, ...line }, index) => ({
    ...line,
    id: String(index + 1),
    paid: money(price * line.quantity),
    tax: taxIn(price * line.quantity),
  }));
  const delivery = sale.delivery ?? 0;
  const total = lines.reduce((sum, line) => sum + line.paid.minor, delivery);
  return {
    updatedAt: ago(sale.delivered ?? sale.placed),
    placedAt: ago(sale.placed),
    currency,
    lines,
    ...(delivery > 0 ? { shipping: { paid: money(delivery), tax: taxIn(delivery) } } : {}),
    fulfilments: [
      {
        id: `${sale.number}-F1`,
        status: sale.delivered === undefined ? 'shipped' : 'delivered',
        lines: sale.lines.map(({ quantity, shipped = quantity }, i) => ({ lineId: String(i + 1), quantity: shipped })),
        shippedAt: ago(Math.max(sale.placed - 1, sale.delivered ?? 0)),
        ...(sale.delivered === undefined ? {} : { deliveredAt: ago(sale.delivered) }),
      },
    ],
    payments: [{ reference: `pay-${sale.number}`, method: 'card', amount: money(total) }],
    customer: sale.customer,
    ...(sale.shipTo === undefined ? {} : { shipTo: sale.shipTo }),
  };
}
