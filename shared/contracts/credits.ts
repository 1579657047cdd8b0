import * as z from 'zod';
import { stage } from './return.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** Money back for goods that stay where they are. */

export const creditPrice = route({
  name: 'creditPrice',
  method: 'POST',
  path: '/v1/brands/{brand}/orders/{orderNumber}/credits',
  area: 'money',
  summary: 'Give back a part of what was paid for a line, without any goods coming back',
  action: 'money.credit',
  params: z.strictObject({ brand: v.brand, orderNumber: v.orderNumber }),
  body: z
    .strictObject({
      lineId: v.lineId,
      amount: v.money
        .refine((amount) => amount.minor > 0, { error: v.wrongAs('not_above'), params: { min: 0 } })
        .meta({
          description: 'Taxes included; at most what is left of the line: units in returns have their own money.',
        }),
      as: z.enum(['refund', 'store_credit']).optional().meta({
        description: "Left out: as the company's account says, else a refund over the payments of the order.",
      }),
      reason: v.words(500).meta({ description: 'For staff; the customer never reads it.' }),
    })
    .meta({
      id: 'PriceCredit',
      example: {
        lineId: '1',
        amount: { currency: 'EUR', minor: 1500 },
        as: 'store_credit',
        reason: 'Agreed price reduction for a scratch that the customer keeps.',
      },
    }),
  idempotent: true,
  success: {
    status: 201,
    body: z
      .strictObject({
        rma: v.rmaNumber.meta({ description: 'Number of the case: it is followed like a return.' }),
        stage,
        amount: v.money,
        as: z.enum(['refund', 'store_credit']),
      })
      .meta({ id: 'CreditedPrice' }),
  },
  problems: ['not-found', 'busy'],
});
