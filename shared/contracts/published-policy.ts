import * as z from 'zod';
import { policyScope } from './policy-scope.ts';
import { route } from './route.ts';
import { publishedTerms } from './terms.ts';
import * as v from './values.ts';

/** The policies in force, for everybody to read: as text for people, as terms for machines. */

const published = z
  .strictObject({
    brand: v.brand,
    country: v.country,
    language: v.locale,
    currency: v.currency,
    policies: z
      .array(
        z.strictObject({
          ...publishedTerms.shape,
          scope: policyScope
            .pick({ categories: true, tiers: true })
            .optional()
            .meta({ description: 'The goods and customers it is for; absent: all that no other here is for.' }),
          inForceSince: v.time.optional().meta({ description: 'Absent: since ever.' }),
        }),
      )
      .min(1)
      .meta({ description: 'The widest first.' }),
  })
  .meta({ id: 'PublishedPolicy' });
export type PublishedPolicy = z.infer<typeof published>;

export const readPublishedPolicy = route({
  name: 'readPublishedPolicy',
  method: 'GET',
  path: '/v1/brands/{brand}/policy',
  area: 'policies',
  summary: 'The return policy in force for a country, as plain text or as data',
  action: 'public',
  params: z.strictObject({ brand: v.brand }),
  query: z.strictObject({
    country: v.country.meta({ description: 'Where the customer is.' }),
    language: v.locale.optional().meta({ description: 'Left out: the first of Accept-Language, then the brand’s.' }),
    currency: v.currency.optional().meta({ description: 'Left out: that of the country, where it is known.' }),
  }),
  cached: true,
  success: { status: 200, body: published, orText: true },
  problems: ['not-found', 'too-many-items'],
  // A policy is asked thousands of questions for an answer that is not kept yet.
  throttle: { rate: 10, burst: 20 },
});
