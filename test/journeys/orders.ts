const day = 86_400_000;

export interface Item {
  /** For all units, taxes included, in cents. */
  readonly paid: number;
  readonly quantity?: number;
  readonly serials?: readonly string[];
  readonly warrantyMonths?: number;
  /** Units shipped; all when left out. */
  readonly shipped?: number;
  /** Of one unit. */
  readonly weightGrams?: number;
  /** Dangerous goods. */
  readonly hazardous?: boolean;
  /** Pieces of a kit, as the contract of orders has them. */
  readonly parts?: readonly unknown[];
}

/** How an order differs from one of a headset for 129 EUR, delivered five days ago within Germany. */
export interface OrderWish {
  readonly items?: readonly Item[];
  /** Absent delivery time: nobody told when it arrived. */
  readonly deliveredDaysAgo?: number | 'unknown';
  readonly country?: string;
  /** How the embedded payment provider behaves for it: `times-out`, `declines` … */
  readonly provider?: string;
  /** How the embedded order system behaves for it: `SHIPS-MEANWHILE` … */
  readonly orderSystem?: string;
  readonly customerId?: string;
  /** The company it was bought for. */
  readonly company?: string;
  /** A consumer may withdraw from it by law; otherwise its goods are made to measure, and the policy alone speaks. */
  readonly withdrawable?: boolean;
  readonly flagged?: boolean;
  readonly business?: boolean;
}

/** The provider's reference of an order's payment. */
export const tenderOf = (orderNumber: string, provider = '') => `pay-${orderNumber}${provider && `:${provider}`}`;

/** An order as an order system puts it. */
export function orderOf(
  {
    items = [{ paid: 12_900 }],
    deliveredDaysAgo = 5,
    country = 'DE',
    provider,
    company,
    withdrawable = false,
    flagged = false,
    business = false,
  }: OrderWish,
  order: { readonly orderNumber: string; readonly customerId: string; readonly email: string },
) {
  const now = Date.now();
  const ago = (days: number) => new Date(now - days * day).toISOString();
  const money = (minor: number) => ({ currency: 'EUR', minor });
  const known = deliveredDaysAgo !== 'unknown';
  const shipped = items.flatMap(({ quantity = 1, shipped: units = quantity }, i) =>
    units > 0 ? [{ lineId: String(i + 1), quantity: units }] : [],
  );
  const age = known ? deliveredDaysAgo : 5;
  return {
    updatedAt: new Date(now).toISOString(),
    placedAt: ago(age + 3),
    currency: 'EUR',
    lines: items.map(({ paid, quantity = 1, serials = [], warrantyMonths, weightGrams, hazardous, parts }, i) => ({
      id: String(i + 1),
      sku: `SKU-${i + 1}`,
      title: `Headset ${i + 1}`,
      category: 'audio',
      quantity,
      paid: money(paid),
      tax: money(Math.floor((paid * 19) / 119)),
      serials,
      ...(warrantyMonths !== undefined && { warrantyMonths }),
      ...(weightGrams !== undefined && { weightGrams }),
      ...(hazardous && { hazardous }),
      ...(!withdrawable && { withdrawalExcluded: 'made_to_measure' }),
      ...(parts && { parts }),
    })),
    shipping: { paid: money(490), tax: money(78) },
    fulfilments:
      shipped.length > 0
        ? [
            {
              id: 'F1',
              status: known ? 'delivered' : 'shipped',
              lines: shipped,
              shippedAt: ago(age + 2),
              ...(known && { deliveredAt: ago(age) }),
            },
          ]
        : [],
    payments: [
      {
        reference: tenderOf(order.orderNumber, provider),
        method: 'card',
        amount: money(items.reduce((sum, { paid }) => sum + paid, 0) + 490),
      },
    ],
    customer: {
      id: order.customerId,
      email: order.email,
      locale: 'en',
      flagged,
      business,
      ...(company && { company }),
    },
    shipTo: { name: 'Robin Sample', line1: 'Example Road 5', city: 'Sampleton', postalCode: '10115', country },
  };
}
