import * as z from 'zod';
import * as v from './values.ts';

/** What the law gives beside the policy, and whether a failure is covered: two answers apart from how goods move. */

/** Who stands for a failure. */
export const coverageTier = z
  .enum(['statutory', 'manufacturer_consumer', 'manufacturer_commercial', 'extended_plan'])
  .meta({ id: 'CoverageTier' });
export type CoverageTier = z.infer<typeof coverageTier>;

const known = z.enum(['yes', 'no', 'unknown']);

/** A warranty beside the law's, as the order states it. */
export const warranty = z
  .strictObject({
    tier: coverageTier.exclude(['statutory']),
    months: z.int().min(0).max(600).optional().meta({ description: 'From delivery.' }),
    until: v.date.optional().meta({ description: 'Last day, where it does not count from delivery.' }),
    reference: v.words(64).optional().meta({ description: "The plan's or certificate's own number." }),
  })
  .refine(({ months, until }) => months !== undefined || until !== undefined, v.wrongAs('months_or_last_day'))
  .meta({ id: 'Warranty' });
export type Warranty = z.infer<typeof warranty>;

/** Why there is no right of withdrawal for some goods (Directive 2011/83/EU, Art. 16; CCRs 2013, reg. 28), by its letter. */
export const withdrawalExclusion = z
  .enum([
    'price_fluctuates',
    'made_to_measure',
    'perishable',
    'sealed_hygiene',
    'inseparably_mixed',
    'alcohol_at_a_later_price',
    'urgent_repair',
    'sealed_media',
    'newspaper',
    'auction',
    'dated_leisure',
    'digital_content_begun',
  ])
  .meta({ id: 'WithdrawalExclusion' });
export type WithdrawalExclusion = z.infer<typeof withdrawalExclusion>;

/** The warranty claim: is the failure covered, by whom, until when. */
export const entitlement = z
  .strictObject({
    covered: known,
    tier: coverageTier.optional(),
    until: v.date.optional(),
    tiers: z.array(
      z.strictObject({ tier: coverageTier, covered: known, until: v.date.optional(), article: z.string().optional() }),
    ),
    presumption: z
      .strictObject({ until: v.date, article: z.string() })
      .optional()
      .meta({ description: 'Until then a lack that shows is presumed to have been there.' }),
  })
  .meta({ id: 'Entitlement' });
export type Entitlement = z.infer<typeof entitlement>;

/**
 * What the law and the warranties are asked with, beside the facts of a policy: of the order and its line, none of it
 * personal. Days are the customer's own. Kept with each decision, so that the answer can be replayed.
 */
export const lawFacts = z
  .strictObject({
    version: z.string().meta({ description: 'Of the statutory data that answered.' }),
    arrival: z
      .strictObject({ state: z.enum(['all', 'part', 'unknown']), lastOn: v.date.optional() })
      .meta({ description: 'Of all goods of the order: a withdrawal counts from the last one.' }),
    told: z
      .union([v.date, z.literal('never')])
      .optional()
      .meta({ description: 'When the consumer was told of the right of withdrawal; absent: in time.' }),
    excluded: withdrawalExclusion.optional(),
    repairs: z.array(v.date).optional().meta({ description: 'Days on which the goods came back from a repair.' }),
    replacements: z.array(v.date).optional().meta({ description: 'Days on which goods came in place of the first.' }),
    warrantyMonths: z.int().optional(),
    warranties: z.array(warranty).optional(),
  })
  .meta({ id: 'LawFacts' });
export type LawFacts = z.infer<typeof lawFacts>;

/** A right that no policy takes away. */
export const statutoryRight = z
  .strictObject({
    kind: z.enum(['withdrawal', 'conformity', 'short_term_rejection', 'final_rejection']),
    status: z.enum(['open', 'over', 'excluded', 'unknown']).meta({
      description: 'unknown: it cannot be said when its time began. It is then neither open nor over: a person looks.',
    }),
    country: v.country,
    article: z.string(),
    until: v.date.optional().meta({
      description: "Last day, in the customer's time zone; absent while its time has not begun, or has no fixed end.",
    }),
    presumedUntil: v.date
      .optional()
      .meta({ description: 'Until then a lack that shows is presumed to have been there from the start.' }),
    excludedBecause: withdrawalExclusion.optional(),
    follows: z.string().meta({ description: 'What follows from it, in a sentence.' }),
  })
  .meta({ id: 'StatutoryRight' });
export type StatutoryRight = z.infer<typeof statutoryRight>;
