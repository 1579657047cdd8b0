import * as z from 'zod';
import { routeHint } from './decision.ts';
import * as v from './values.ts';

/** Places that goods can come back to, how one is chosen, and in how many parcels they come. */

/** The brand's own place, at its return address: where goods go that no site is chosen for. */
export const mainSite = 'main';

export const siteId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, v.wrongAs('not_a_site'))
  .meta({ id: 'SiteId', description: "A site's short name.", example: 'north-dc' });

/** What never costs less than nothing. */
const cost = v.money.refine(({ minor }) => minor >= 0, v.wrongAs('negative'));

const period = z.strictObject({ from: v.date, until: v.date.meta({ description: 'The last day of it.' }) });

/** A made-up site, as the API page shows one. */
export const exampleSite = {
  id: 'north-dc',
  name: 'North distribution centre',
  kind: 'distribution_centre' as const,
  address: {
    name: 'Lumen Returns',
    line1: 'Hafenring 8',
    city: 'Hafenstadt',
    postalCode: '20001',
    country: 'DE',
    location: { latitude: 53_551, longitude: 9_994 },
  },
  capabilities: ['restock', 'refurbish'],
  cost: { perParcel: { currency: 'EUR', minor: 320 }, perHundredKilometres: { currency: 'EUR', minor: 45 } },
  parcelsPerDay: 800,
};

export const site = z
  .strictObject({
    id: siteId,
    name: v.words(80),
    kind: z
      .enum(['distribution_centre', 'repair_hub', 'vendor', 'third_party', 'disposal'])
      .meta({ description: 'What it is, for people: what it can do is said by its capabilities.' }),
    address: v.address.meta({ description: 'On the labels; with a location it is known how far it is.' }),
    capabilities: z.array(routeHint).max(30).optional().meta({
      description:
        "What can be done there: words of policies' route hints, and `restock`, `refurbish`, `repair`, `oversized`, `hazmat`. Left out: everything but `hazmat`.",
    }),
    categories: z.array(v.words(64)).min(1).max(100).optional().meta({ description: 'Goods it takes. Left out: all.' }),
    countries: z
      .array(v.country)
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'Customers it takes goods from. Left out: of all countries.' }),
    cost: z
      .strictObject({
        perParcel: cost.optional(),
        perUnit: cost.optional(),
        perHundredKilometres: cost.optional().meta({ description: 'Of the way from the customer.' }),
      })
      .optional()
      .meta({ description: 'Of taking goods in; all sites in one currency. Left out: nothing.' }),
    parcelsPerDay: z
      .int()
      .min(0)
      .max(1_000_000)
      .optional()
      .meta({ description: 'As many are sent there that are asked for on one day. Left out: as many as come.' }),
    open: z
      .strictObject({ from: v.date.optional(), until: v.date.optional() })
      .optional()
      .meta({ description: 'First and last day on which goods are sent there.' }),
    closed: z.array(period).max(50).optional().meta({ description: 'Days on which nothing is sent there.' }),
  })
  .meta({
    id: 'Site',
    example: exampleSite,
  });
export type Site = z.infer<typeof site>;

/** What goes into one parcel, as the carrier takes it; a unit that is more than that goes by itself. */
export const parcelLimits = z
  .strictObject({
    mostGrams: z.int().min(1).max(1_000_000).optional(),
    longestMillimetres: z.int().min(1).max(100_000).optional(),
    mostUnits: z.int().min(1).max(1000).optional(),
  })
  .meta({ id: 'ParcelLimits', example: { mostGrams: 31_500, longestMillimetres: 1200, mostUnits: 20 } });
export type ParcelLimits = z.infer<typeof parcelLimits>;

/** Most parcels of one request. */
export const mostParcels = 10;

/** How units of a line are packed, where the customer packs several parcels. */
export const packedUnits = z
  .strictObject({
    parcel: z.int().min(1).max(mostParcels).meta({ description: 'Goods of one number share one.' }),
    quantity: z.int().min(1).max(1000),
  })
  .meta({ id: 'PackedUnits' });
export type PackedUnits = z.infer<typeof packedUnits>;

/** Why a site cannot be chosen. */
export const siteRefusal = z.enum(['lacks', 'category', 'country', 'shut', 'full']).meta({
  id: 'SiteRefusal',
  description:
    '`lacks` a capability that is needed; takes no goods of the `category` or from the `country`; is `shut` or `full`.',
});
export type SiteRefusal = z.infer<typeof siteRefusal>;

/** What sites that can take the goods are compared by, in this order. */
export const routeStep = z.enum(['border', 'work', 'cost', 'distance', 'name']).meta({
  id: 'RouteStep',
  description:
    'A customs `border`; `work` that the reason lets expect; `cost`; `distance`; and where all that is equal, the `name`.',
});
export type RouteStep = z.infer<typeof routeStep>;

/** A site that was looked at for goods. */
export const routeCandidate = z
  .strictObject({
    site: siteId,
    refused: z
      .strictObject({ by: siteRefusal, detail: z.string().optional() })
      .optional()
      .meta({ description: 'Why it cannot be chosen. Absent: it can, and the best of those is.' }),
    crossBorder: z.boolean().optional(),
    lacks: z.string().optional().meta({ description: 'What will probably be needed, and cannot be done there.' }),
    cost: v.money.optional(),
    kilometres: z.int().optional().meta({ description: 'As the crow flies, to ten kilometres; absent: unknown.' }),
    behindBy: routeStep.optional().meta({ description: 'The first thing in which the chosen one is better.' }),
  })
  .meta({ id: 'RouteCandidate' });
export type RouteCandidate = z.infer<typeof routeCandidate>;

/** Where goods go, and why there. */
export const goodsRoute = z
  .strictObject({
    site: siteId.meta({ description: `A site's id; \`${mainSite}\`: the brand's return address.` }),
    country: v.country,
    crossBorder: z.boolean().optional().meta({ description: 'They cross a customs border; absent: unknown.' }),
    because: z.enum(['only', ...routeStep.options, 'all_full', 'none_can']).meta({
      description:
        'What it is better in than the next best. `only`: no other can take them. `all_full`: those that could are full or shut, so they go to the return address. `none_can`: a person looks at it first.',
    }),
    why: z.string().meta({ description: 'The same as a sentence.' }),
    candidates: z
      .array(routeCandidate)
      .optional()
      .meta({ description: 'Every site, best first, those that cannot be chosen last. For staff and integrations.' }),
  })
  .meta({ id: 'GoodsRoute' });
export type GoodsRoute = z.infer<typeof goodsRoute>;

/** The same as it is kept in events: none of it is personal, and why is a sentence of the rest. */
export const keptRoute = goodsRoute.omit({ why: true });

/** A parcel as it is planned with the request. */
export const plannedParcel = z
  .strictObject({
    number: z.int(),
    site: siteId.optional(),
    grams: z.int().optional().meta({ description: 'Of the goods; absent where it is not known of all.' }),
    oversized: z.boolean().optional().meta({ description: 'One unit is more than the carrier takes in a parcel.' }),
    contents: z.array(z.strictObject({ lineId: v.lineId, quantity: z.int() })),
  })
  .meta({ id: 'PlannedParcel' });
