import type * as z from 'zod';
import { brandConfiguration } from '../../../shared/contracts/configuration.ts';
import { type OrderBody, orderBody } from '../../../shared/contracts/order.ts';
import { storeBrand } from '../../../shared/storage/brands.ts';
import { putOrder } from '../../../shared/storage/orders.ts';
import type { Table } from '../../../shared/storage/table.ts';

/** A made-up shop: its brand is configured, its orders are delivered a week before `today`. */

export const today = new Date('2026-11-20T09:00:00.000Z');
export const weekAgo = '2026-11-13T09:00:00.000Z';

export const configuration = brandConfiguration.parse({
  name: 'Lumen Audio',
  sender: 'returns@lumen.example',
  links: { tracking: 'https://lumen.example/follow#{token}' },
  country: 'DE',
  returnAddress: { name: 'Lumen Returns', line1: 'Dock 1', city: 'Musterstadt', country: 'DE' },
});

export const openShop = (table: Table, brand = 'lumen') => storeBrand(table, brand, configuration, [], undefined);

export interface Sold {
  quantity?: number;
  /** Of one unit, minor units. */
  price?: number;
  serials?: readonly string[];
  customerId?: string;
  /** Payments by reference; one over everything when left out. */
  payments?: Readonly<Record<string, number>>;
  lines?: OrderBody['lines'];
  /** Of the order's customer: company, tier. */
  customer?: Partial<OrderBody['customer']>;
  updatedAt?: string;
  placedAt?: string;
  /** Units shipped of a line, by its id; all when left out. */
  shipped?: Readonly<Record<string, number>>;
}

export const line = (id: string, quantity: number, price: number, serials: readonly string[] = []) => ({
  id,
  sku: `LM-${id}`,
  title: `Loudspeaker ${id}`,
  category: 'audio',
  quantity,
  cancelled: 0,
  paid: { currency: 'EUR', minor: quantity * price },
  tax: { currency: 'EUR', minor: Math.floor((quantity * price * 19) / 119) },
  serials: [...serials],
  warrantyMonths: 24,
  // The policy alone speaks of it: no law lets it go back without a reason.
  withdrawalExcluded: 'made_to_measure' as const,
});

/** The same from which a consumer may withdraw. */
export const withdrawable = (id: string, quantity: number, price: number) => {
  const { withdrawalExcluded: _, ...open } = line(id, quantity, price);
  return open;
};

/** An order's body; one line unless lines are given. */
export function sold({ quantity = 1, price = 9900, serials = [], customerId = 'C-1', ...more }: Sold = {}): OrderBody {
  const lines = more.lines ?? [line('1', quantity, price, serials)];
  const total = lines.reduce((sum, { paid }) => sum + paid.minor, 0);
  const payments = more.payments ?? { [`pay-${customerId}-${total}`]: total };
  return orderBody.parse({
    updatedAt: more.updatedAt ?? weekAgo,
    placedAt: more.placedAt ?? '2026-11-10T09:00:00.000Z',
    currency: 'EUR',
    lines,
    fulfilments: [
      {
        id: 'F1',
        status: 'delivered',
        lines: lines.map(({ id, quantity: units }) => ({ lineId: id, quantity: more.shipped?.[id] ?? units })),
        deliveredAt: weekAgo,
      },
    ],
    payments: Object.entries(payments).map(([reference, minor]) => ({
      reference,
      method: 'card',
      amount: { currency: 'EUR', minor },
    })),
    customer: { id: customerId, email: 'kim@customer.example', phone: '+49 30 5550101', ...more.customer },
    shipTo: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', country: 'DE' },
  } satisfies z.input<typeof orderBody>);
}

export async function sell(table: Table, orderNumber: string, order: Sold = {}, brand = 'lumen'): Promise<OrderBody> {
  const body = sold(order);
  await putOrder(table, brand, orderNumber, body);
  return body;
}
