import * as z from 'zod';
import * as v from './values.ts';

/** What the law gives beside the policy, and whether a failure is covered: two answers apart from how goods move. */

/** Who stands for a failure. */
export const coverageTier = z
  .enum(['statutory', 'manufacturer_consumer', 'manufacturer_commercial', 'extended_plan'])
  .meta({ id: 'CoverageTier' });
export type CoverageTier = z.infer<typeof coverageTier>;

const known = z.enum(['yes', 'no', 'unknown']);

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

/** A right that no policy takes away. */
export const statutoryRight = z
  .strictObject({
    kind: z.enum(['withdrawal', 'conformity', 'short_term_rejection', 'final_rejection']),
    country: v.country,
    article: z.string(),
    until: v.date.optional().meta({ description: "Last day, in the customer's time zone." }),
    follows: z.string().meta({ description: 'What follows from it, in a sentence.' }),
  })
  .meta({ id: 'StatutoryRight' });
export type StatutoryRight = z.infer<typeof statutoryRight>;
