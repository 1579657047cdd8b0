import * as z from 'zod';
import * as v from './values.ts';

/** What a customer states of a purchase. */

/** A product that is asked for by itself: where its order is known it is found, where there is none it is as stated. */
export const statedProduct = z
  .strictObject({
    serial: v.typedSerial
      .optional()
      .meta({ description: 'Enough by itself for one that is registered to the customer.' }),
    title: v.words(200).optional().meta({ description: 'What it is; needed where nothing is known of it.' }),
    sku: v.words(64).optional(),
    model: v.words(64).optional(),
    category: v.words(64).optional(),
  })
  .meta({
    id: 'StatedProduct',
    description:
      'In place of an order number: a registered product, or a purchase that no order system knows, such as one from a dealer. Its one line is `1`. A customer needs to be signed in for it.',
  });
export type StatedProduct = z.infer<typeof statedProduct>;

/** Where and when something was bought, as the customer states it: held against what is known, asked for where nothing is. */
export const statedPurchase = z
  .strictObject({
    on: v.date.optional().meta({ description: 'Day of the purchase, as the receipt says.' }),
    dealer: z
      .strictObject({ id: v.dealerId.optional(), name: v.words(120).optional() })
      .optional()
      .meta({ description: 'Whom it was bought from, where that was not the brand: by number, else by name.' }),
    paid: v.money
      .refine((amount) => amount.minor >= 0, v.wrongAs('negative'))
      .optional()
      .meta({ description: 'For one unit, taxes included, as the receipt says.' }),
    country: v.country.optional(),
    originalBuyer: v.words(120).optional().meta({ description: 'Who bought it, where that was somebody else.' }),
  })
  .meta({ id: 'StatedPurchase' });
export type StatedPurchase = z.infer<typeof statedPurchase>;
