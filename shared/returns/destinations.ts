import type { LineDecision, Resolution } from '../contracts/decision.ts';
import { type GoodsRoute, mainSite, type ParcelLimits } from '../contracts/sites.ts';
import { customsCountry } from '../customs/territory.ts';
import { chooseSite, type Sites } from '../routing/choose-site.ts';
import { isOversized, type PlannedParcel, planParcels, type ToPack } from './packing.ts';
import { type AskedLine, placeOfGoods, type RequestFacts } from './request-facts.ts';

/** Where the goods of a request go, and in how many parcels. */

/** What is known of a brand's places and of its carrier; a brand without sites takes all back at one address. */
export interface Shipping {
  sites?: Sites | undefined;
  limits?: ParcelLimits | undefined;
}

/** The site for a line's units; undefined for a brand with one place. */
export function routeOf(
  { asked, line, reason, request }: AskedLine,
  { order, person }: Pick<RequestFacts, 'order' | 'person'>,
  { sites, limits }: Shipping,
  {
    resolution,
    hints,
    language,
  }: { resolution?: Resolution | undefined; hints?: readonly string[] | undefined; language?: string | undefined },
): GoodsRoute | undefined {
  if (!sites) return undefined;
  const goods = {
    category: line.category,
    quantity: asked.quantity,
    hazardous: line.hazardous,
    oversized: isOversized(measuresOf(line), limits),
    reason: reason.class,
    resolution,
    hints,
    from: placeOfGoods(request, order, person),
  };
  return chooseSite(goods, sites, language);
}

/** The country goods go to, as customs know it. @param home where the brand itself takes goods back */
export function countryOf(route: GoodsRoute | undefined, { sites }: Shipping, home: string): string {
  const site = route && sites?.sites.find(({ id }) => id === route.site);
  return site ? customsCountry(site.address) : home;
}

/** Whether goods are to come back under a decision, at once or once a person has agreed. */
export const comesBack = ({ outcome, terms }: Pick<LineDecision, 'outcome' | 'terms'>): boolean =>
  outcome !== 'reject' && terms?.labelPayer !== 'none';

const measuresOf = ({ weightGrams, longestMillimetres }: AskedLine['line']) => ({
  grams: weightGrams,
  longestMillimetres,
});

/** A decided line, as far as it matters for its parcels. */
export interface Packable {
  comesBack: boolean;
  line: AskedLine['line'];
  asked: Pick<AskedLine['asked'], 'quantity' | 'parcels'>;
  destination?: GoodsRoute | undefined;
}

/** The parcels of a request; undefined where all that comes back is one parcel to the brand's one place. */
export function parcelsOf(lines: readonly Packable[], { sites, limits }: Shipping): PlannedParcel[] | undefined {
  const back = lines.flatMap(({ comesBack: is, line, asked, destination }, i): ToPack[] =>
    is
      ? [{ line: i, quantity: asked.quantity, site: destination?.site, asked: asked.parcels, ...measuresOf(line) }]
      : [],
  );
  const planned = planParcels(back, limits);
  return planned.length > 1 || (sites && planned.length > 0) ? planned : undefined;
}

/** Whether a person says where goods go, as no site can take them. */
export const isUnplaced = (route: GoodsRoute | undefined): boolean => route?.because === 'none_can';

/** What a portion keeps of its route: the site, where it is another than the brand's own place. */
export const siteOf = (route: GoodsRoute | undefined): string | undefined =>
  route && route.site !== mainSite ? route.site : undefined;
