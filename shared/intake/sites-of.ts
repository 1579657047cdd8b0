import type { BrandConfiguration } from '../contracts/configuration.ts';
import { customsCountry } from '../customs/territory.ts';
import { dayAt } from '../policy/days.ts';
import { brandZone } from '../policy/zones.ts';
import type { Shipping } from '../returns/destinations.ts';
import type { Counts } from '../routing/capacity.ts';
import { loadSiteCounts, type SiteDay } from '../storage/site-counts.ts';
import type { Table } from '../storage/table.ts';

/** A brand's sites, with what was sent to each by now on the day it is there; undefined where it has none. */
export async function siteDayOf(
  table: Table,
  brand: string,
  { country, timeZone, sites }: BrandConfiguration,
  at: Date,
): Promise<SiteDay | undefined> {
  if (!sites) return undefined;
  const day = dayAt(at, brandZone({ country, timeZone }));
  const limited = sites.filter(({ parcelsPerDay }) => parcelsPerDay !== undefined);
  const counts = limited.length > 0 ? await loadSiteCounts(table, brand, day, limited) : new Map<string, Counts>();
  return { day, sites, counts };
}

/** Where a brand's goods may go and what its carrier takes; undefined where it says neither. */
export function shippingOf(
  { country, parcels }: BrandConfiguration,
  siteDay: SiteDay | undefined,
): Shipping | undefined {
  if (!siteDay && !parcels) return undefined;
  return { limits: parcels, ...(siteDay && { sites: { ...siteDay, home: country } }) };
}

/** The countries goods may go to, as customs know them: that of the return address first. */
export const destinationsOf = ({ country }: BrandConfiguration, shipping: Shipping | undefined): string[] => [
  country,
  ...(shipping?.sites?.sites ?? []).map(({ address }) => customsCountry(address)),
];
