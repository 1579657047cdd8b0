/** Orders a journey puts: one of our own shape, or a Shopify order from a file. */

const day = 86_400_000;

/** An order of two chargers and a headset, delivered five days ago. */
export function sampleOrder(now: Date, customerId: string, tender = 'card-1') {
  const ago = (days: number) => new Date(now.getTime() - days * day).toISOString();
  const money = (minor: number) => ({ currency: 'EUR', minor });
  return {
    updatedAt: now.toISOString(),
    placedAt: ago(8),
    currency: 'EUR',
    lines: [
      {
        id: '1',
        sku: 'HS-20',
        title: 'Headset HS 20',
        category: 'audio',
        quantity: 1,
        paid: money(12_900),
        tax: money(2060),
        serials: [],
        warrantyMonths: 24,
      },
      {
        id: '2',
        sku: 'CH-65',
        title: 'Charger 65 W',
        category: 'power',
        quantity: 2,
        paid: money(7980),
        tax: money(1274),
        serials: [],
      },
    ],
    shipping: { paid: money(490), tax: money(78) },
    fulfilments: [
      {
        id: 'F1',
        status: 'delivered',
        lines: [
          { lineId: '1', quantity: 1 },
          { lineId: '2', quantity: 2 },
        ],
        shippedAt: ago(7),
        deliveredAt: ago(5),
      },
    ],
    payments: [{ reference: tender, method: 'card', amount: money(21_370) }],
    customer: { id: customerId, email: 'robin@customer.example', locale: 'en' },
    shipTo: { name: 'Robin Sample', line1: 'Example Road 5', city: 'Sampleton', postalCode: '10115', country: 'DE' },
  };
}

interface ShopifyLine {
  id: number;
  quantity: number;
}

/** The same Shopify order, some minutes later, when everything has been delivered. */
export function deliveredLater(order: Record<string, unknown>, now: Date): Record<string, unknown> {
  const at = now.toISOString();
  return {
    ...order,
    updated_at: at,
    fulfillments: [
      {
        id: 900001,
        status: 'success',
        shipment_status: 'delivered',
        created_at: at,
        updated_at: at,
        line_items: (order.line_items as ShopifyLine[]).map(({ id, quantity }) => ({ id, quantity })),
      },
    ],
  };
}
