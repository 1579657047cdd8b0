import * as z from 'zod';
import { channel, problem, reasonCode, resolution } from './decision.ts';
import { coverageTier } from './rights.ts';
import * as v from './values.ts';

/**
 * What a policy's conditions may speak of. None of it is personal; what is not known is absent, never guessed.
 * `x-unit` is the unit in the reference of the facts.
 */
export const facts = z
  .strictObject({
    reason: reasonCode.meta({ description: 'Why the customer wants to send it back.' }),
    preference: resolution.optional().meta({ description: 'The resolution the customer would like.' }),
    category: z.string().max(64).meta({ description: 'Category of the product, as the order states it.' }),
    currency: v.currency.meta({ description: 'Currency of the order.' }),
    valueMinor: z.int().meta({ description: 'Value of the units asked for, as paid.', 'x-unit': 'minor units' }),
    requestValueMinor: z
      .int()
      .meta({ description: 'Value of all lines of the request together.', 'x-unit': 'minor units' }),
    returnedValueMinor: z.int().meta({
      description:
        "Value of all goods of the order that are in returns, this request's included: small requests add up.",
      'x-unit': 'minor units',
    }),
    quantity: z.int().meta({ description: 'Units asked for on this line.', 'x-unit': 'units' }),
    flagged: z.boolean().meta({ description: 'The account is marked: its requests are looked at by a person.' }),
    business: z.boolean().meta({ description: 'Bought by a business, not by a consumer.' }),
    country: v.country.optional().meta({ description: "The customer's: where the goods were delivered." }),
    channel: channel.optional().meta({ description: 'How the request came in.' }),
    tier: z.string().max(32).optional().meta({ description: "The customer's tier, as the order system names it." }),
    deliveredOn: v.date
      .optional()
      .meta({ description: "Day the line arrived (its last unit), in the customer's time zone." }),
    today: v.date.optional().meta({ description: "Day of the request, in the customer's time zone." }),
    daysSinceDelivery: z.int().optional().meta({
      description: 'Calendar days from the day of delivery to the day of the request: 0 on the day itself.',
      'x-unit': 'days',
    }),
    daysSinceOrder: z
      .int()
      .optional()
      .meta({ description: 'Calendar days since the order was placed.', 'x-unit': 'days' }),
    warrantyDaysLeft: z.int().optional().meta({
      description: "Days left in the longest of the manufacturer's warranties and plans; negative: all are over.",
      'x-unit': 'days',
    }),
    covered: z.boolean().optional().meta({ description: 'Some warranty tier covers the failure.' }),
    coverageTier: coverageTier.optional().meta({ description: 'The tier that covers it.' }),
    contested: z.boolean().optional().meta({ description: 'The customer does not accept that the warranty is over.' }),
    withdrawalOpen: z
      .boolean()
      .optional()
      .meta({ description: 'A statutory right of withdrawal is open for this line.' }),
    dealer: z
      .enum(['direct', 'authorized', 'unauthorized', 'unknown'])
      .optional()
      .meta({ description: 'Whom it was bought from.' }),
    condition: z
      .enum(['unopened', 'opened', 'used', 'damaged'])
      .optional()
      .meta({ description: 'Condition of the goods, as the customer states it.' }),
    packaging: z
      .enum(['original', 'missing'])
      .optional()
      .meta({ description: 'Whether the original packaging is there.' }),
    crossBorder: z.boolean().optional().meta({ description: 'The way back crosses a customs border.' }),
    customsRoute: z
      .enum(['known', 'unknown', 'not_needed'])
      .optional()
      .meta({ description: 'Whether the customs procedure for the way back is decided.' }),
    problems: z
      .array(problem.shape.code)
      .max(20)
      .meta({ description: 'Codes of the doubts about the data of the request.' }),
  })
  .meta({ id: 'Facts' });
export type Facts = z.infer<typeof facts>;
