import * as z from 'zod';
import { channel } from './decision.ts';
import * as v from './values.ts';

/** The requests a policy is for; a part that is absent fits every request. */
export const policyScope = z
  .strictObject({
    categories: z.array(v.words(64)).min(1).max(100).optional().meta({ description: 'Categories of the goods.' }),
    countries: z.array(v.country).min(1).max(100).optional().meta({ description: 'Countries the goods are in.' }),
    channels: z.array(channel).min(1).optional().meta({ description: 'Ways the request came in.' }),
    tiers: z.array(v.words(32)).min(1).max(20).optional().meta({ description: 'Customer tiers.' }),
  })
  .meta({ id: 'PolicyScope' });
export type PolicyScope = z.infer<typeof policyScope>;
