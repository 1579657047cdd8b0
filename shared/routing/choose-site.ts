import type { ReasonCode, Resolution } from '../contracts/decision.ts';
import { type GoodsRoute, mainSite, type RouteCandidate, type RouteStep, type Site } from '../contracts/sites.ts';
import type { Money } from '../contracts/values.ts';
import { crossesBorder, customsCountry } from '../customs/territory.ts';
import { type Counts, hasRoom } from './capacity.ts';
import { kilometresBetween, type Place, pointOf } from './distance.ts';
import { routeWords } from './words.ts';

/**
 * Where goods go (product row 2.9), before a label is made. First every site is asked whether it can take them at all; then
 * those that can are compared: no customs border before one, what can do the expected work before what cannot, then the
 * cost, then the distance. So each step can be told in a sentence, and no weight hides another.
 */

export interface GoodsToRoute {
  category: string;
  quantity: number;
  hazardous?: boolean | undefined;
  /** One unit is more than a carrier takes as a parcel. */
  oversized?: boolean | undefined;
  reason: ReasonCode;
  resolution?: Resolution | undefined;
  /** Words of the policy: what a site must be able to do. */
  hints?: readonly string[] | undefined;
  /** Where they are, as far as it is known. */
  from?: Place | undefined;
}

/** What goods are routed with. */
export interface Sites {
  sites: readonly Site[];
  /** The country in which the brand takes back what no site is chosen for. */
  home: string;
  /** The day it is asked for, as the brand counts days. */
  day: string;
  /** What was sent to each site on that day, by its id. */
  counts: ReadonlyMap<string, Counts>;
}

const faults: ReadonlySet<ReasonCode> = new Set([
  'defective',
  'dead_on_arrival',
  'damaged_in_transit',
  'warranty_repair',
  'recall',
]);

/** What has to be possible at a site. */
export function demandsOf({ hazardous, oversized, resolution, hints = [] }: GoodsToRoute): string[] {
  return [
    ...new Set([
      ...hints,
      ...(resolution === 'repair' ? ['repair'] : []),
      ...(hazardous ? ['hazmat'] : []),
      ...(oversized ? ['oversized'] : []),
    ]),
  ];
}

/** What will be done with them, if they are as claimed. */
const workFor = ({ reason }: GoodsToRoute): string => (faults.has(reason) ? 'refurbish' : 'restock');

/** A place that says nothing of what it can do does everything; but nobody takes dangerous goods unasked. */
export const canDo = ({ capabilities }: Pick<Site, 'capabilities'>, what: string): boolean =>
  capabilities ? capabilities.includes(what) : what !== 'hazmat';

const isShut = ({ open, closed = [] }: Site, day: string): boolean =>
  (open?.from !== undefined && day < open.from) ||
  (open?.until !== undefined && day > open.until) ||
  closed.some(({ from, until }) => from <= day && day <= until);

/** Why a site cannot take goods; what holds always is told before what holds today. */
function refusalOf(site: Site, goods: GoodsToRoute, { day, counts }: Sites): RouteCandidate['refused'] {
  const lacking = demandsOf(goods).filter((need) => !canDo(site, need));
  if (lacking.length > 0) return { by: 'lacks', detail: lacking.join(', ') };
  if (site.categories?.includes(goods.category) === false) return { by: 'category', detail: goods.category };
  const country = goods.from?.country;
  if (site.countries && (!country || !site.countries.includes(country)))
    return { by: 'country', ...(country && { detail: country }) };
  if (isShut(site, day)) return { by: 'shut', detail: day };
  if (!hasRoom(site, counts.get(site.id))) return { by: 'full', detail: String(site.parcelsPerDay) };
  return undefined;
}

/** Of taking these goods in as one parcel, in minor units; a part of a hundred kilometres costs its share, rounded up. */
function costOf({ cost }: Site, { quantity }: GoodsToRoute, kilometres: number | undefined): Money | undefined {
  const { perParcel, perUnit, perHundredKilometres } = cost ?? {};
  const currency = (perParcel ?? perUnit ?? perHundredKilometres)?.currency;
  if (!currency) return undefined;
  const way = Math.ceil(((perHundredKilometres?.minor ?? 0) * (kilometres ?? 0)) / 100);
  return { currency, minor: (perParcel?.minor ?? 0) + (perUnit?.minor ?? 0) * quantity + way };
}

const isAbroad = (from: Place | undefined, to: Place): boolean | undefined =>
  from && crossesBorder(customsCountry(from), customsCountry(to));

function looked(site: Site, goods: GoodsToRoute, given: Sites): RouteCandidate {
  const { from } = goods;
  const [here, there] = [from && pointOf(from), pointOf(site.address)];
  // To ten kilometres: events keep it, and nobody's door is to be found from it.
  const kilometres = here && there ? Math.round(kilometresBetween(here, there) / 10) * 10 : undefined;
  const refused = refusalOf(site, goods, given);
  const crossBorder = isAbroad(from, site.address);
  const cost = costOf(site, goods, kilometres);
  const work = workFor(goods);
  return {
    site: site.id,
    ...(refused && { refused }),
    ...(crossBorder !== undefined && { crossBorder }),
    ...(!canDo(site, work) && { lacks: work }),
    ...(cost && { cost }),
    ...(kilometres !== undefined && { kilometres }),
  };
}

/** Less is better, step by step. A distance that nobody knows is longer than any. */
const figures: Record<Exclude<RouteStep, 'name'>, (one: RouteCandidate) => number> = {
  border: ({ crossBorder }) => (crossBorder ? 1 : 0),
  work: ({ lacks }) => (lacks ? 1 : 0),
  cost: ({ cost }) => cost?.minor ?? 0,
  distance: ({ kilometres }) => kilometres ?? 1_000_000,
};
const steps = Object.keys(figures) as (keyof typeof figures)[];

/** The first step in which two differ. */
function differBy(a: RouteCandidate, b: RouteCandidate): RouteStep {
  return steps.find((step) => figures[step](a) !== figures[step](b)) ?? 'name';
}

function compare(a: RouteCandidate, b: RouteCandidate): number {
  if (a.refused || b.refused) return Number(a.refused !== undefined) - Number(b.refused !== undefined) || byName(a, b);
  const step = differBy(a, b);
  return step === 'name' ? byName(a, b) : figures[step](a) - figures[step](b);
}

const byName = (a: RouteCandidate, b: RouteCandidate) => (a.site < b.site ? -1 : 1);

/**
 * Chooses among sites. The answer is the same for the same goods, day and counts, in whatever order sites and capabilities
 * are named. Where no site can take the goods they go to the brand's return address: at once where those that could are
 * only full or shut today, and after a person has looked where none could ever.
 * @param language of the sentence that says why (ISO 639-1)
 */
export function chooseSite(goods: GoodsToRoute, given: Sites, language = 'en'): GoodsRoute {
  const all = given.sites.map((site) => looked(site, goods, given)).sort(compare);
  const [best, ...others] = all.filter(({ refused }) => !refused);
  const words = routeWords(language);
  if (!best) {
    const passing = all.some(({ refused }) => refused?.by === 'shut' || refused?.by === 'full');
    const because = passing ? 'all_full' : 'none_can';
    const crossBorder = isAbroad(goods.from, { country: given.home });
    return {
      site: mainSite,
      country: given.home,
      ...(crossBorder !== undefined && { crossBorder }),
      because,
      why: words[because](demandsOf(goods).join(', ')),
      candidates: all,
    };
  }
  const [next] = others;
  const because = next ? differBy(best, next) : 'only';
  const site = given.sites.find(({ id }) => id === best.site);
  if (!site) throw new Error(`The site ${best.site} is one of those asked`);
  return {
    site: best.site,
    country: site.address.country,
    ...(best.crossBorder !== undefined && { crossBorder: best.crossBorder }),
    because,
    why: words[because](site.name),
    candidates: all.map((one) => (one === best || one.refused ? one : { ...one, behindBy: differBy(best, one) })),
  };
}
