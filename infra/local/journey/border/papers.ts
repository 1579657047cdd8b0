import type * as z from 'zod';
import type { lineCustoms } from '../../../../shared/contracts/order-customs.ts';
import type { Day } from '../../../../shared/customs/calendar.ts';
import { parseMoney } from '../../../../shared/money/amount.ts';

/** Who declares, and what an order says of the border its goods crossed. All of it is made up. */

export const traders = {
  DE: { name: 'Muster Logistik GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
  CH: { name: 'Beispiel Werkstatt AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' },
  GB: { name: 'Sample Trading Ltd', country: 'GB', kind: 'eori', number: 'GB123456789000' },
  US: { name: 'Placeholder Machines Inc.', country: 'US', kind: 'us_importer_number', number: '12-3456789AB' },
  MX: { name: 'Taller Ejemplo SA', country: 'MX', kind: 'other', number: 'EJE010101AB1' },
} as const;
export type Trader = (typeof traders)[keyof typeof traders];

/** Customs fields of an order's line; value and outbound invoice come with the order. */
export type Papers = z.input<typeof lineCustoms>;

export const money = (currency: string, major: string) => parseMoney(major, currency);

const places: Readonly<Record<string, { city: string; postalCode: string; region?: string }>> = {
  DE: { city: 'Musterstadt', postalCode: '10115' },
  CH: { city: 'Beispielhausen', postalCode: '8001' },
  GB: { city: 'Sampleton', postalCode: 'BS1 4XX' },
  US: { city: 'Springfield', postalCode: '62701', region: 'IL' },
};

interface Sale {
  readonly orderNumber: string;
  readonly from: string;
  readonly price: string;
  readonly currency: string;
  readonly papers: Papers;
  readonly deliveredOn: Day;
}

/** An order of one machine, sold to a business, that went out under an invoice and an export declaration. */
export function exportedOrder({ orderNumber, from, price, currency, papers, deliveredOn }: Sale, now: Date) {
  const value = money(currency, price);
  const deliveredAt = `${deliveredOn}T09:00:00.000Z`;
  const sold = new Date(Date.parse(deliveredAt) - 4 * 86_400_000).toISOString();
  return {
    updatedAt: now.toISOString(),
    placedAt: sold,
    currency,
    lines: [
      {
        id: '1',
        sku: 'MX-100',
        title: 'Machine MX 100',
        category: 'machines',
        quantity: 1,
        paid: value,
        tax: { currency, minor: 0 },
        serials: [serial],
        warrantyMonths: 24,
        customs: {
          ...papers,
          value,
          outboundInvoice: { reference: `INV-${orderNumber}`, mrn: '26DE48510012345678' },
        },
      },
    ],
    shipping: { paid: { currency, minor: 0 }, tax: { currency, minor: 0 } },
    fulfilments: [
      {
        id: 'F1',
        status: 'delivered',
        lines: [{ lineId: '1', quantity: 1 }],
        shippedAt: sold,
        deliveredAt,
      },
    ],
    payments: [{ reference: `pay-${orderNumber}`, method: 'card', amount: value }],
    customer: { id: `C-${orderNumber}`, email: 'robin@customer.example', locale: 'en', business: true },
    shipTo: { name: 'Robin Sample', line1: 'Example Road 5', ...places[from], country: from },
  };
}

export const serial = 'MX-100-0001';
