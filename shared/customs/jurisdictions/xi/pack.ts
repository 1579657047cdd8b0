import type { PackDocument, RouteRow } from '../../pack.ts';
import unionPack from '../eu/pack.json' with { type: 'json' };
import britishPack from '../gb/pack.json' with { type: 'json' };
import differences from './differences.json' with { type: 'json' };

/** What a route of the Union has here: its conditions come on top, anything else instead. */
const routesHere = differences.routes as Readonly<Record<string, Partial<RouteRow>>>;

/**
 * The rules of Northern Ireland: those of the Union (Windsor Framework) with what differs, and the VAT of the United Kingdom;
 * an authorisation by declaration has the limits HMRC set to it everywhere (`british`: conditions of Great Britain), and the
 * codes HMRC read in a way of their own are declared to the same system (`declaredAsInBritain`: routes).
 * Its version names the two it is made of, so that a determination can be repeated.
 */
export function northernIrishPack(): PackDocument {
  const union = unionPack as unknown as PackDocument;
  const british = britishPack as unknown as PackDocument;
  const { without, british: alike, routes: _, declaredAsInBritain, ...own } = differences;
  const declared = new Map(
    british.routes
      .filter(({ id }) => declaredAsInBritain.includes(id))
      .map(({ id, procedures }) => [id, { procedures }]),
  );
  return {
    ...union,
    ...own,
    version: `${own.version}.eu-${union.version}.gb-${british.version}`,
    sources: { ...british.sources, ...union.sources, ...own.sources },
    conditions: {
      ...union.conditions,
      ...Object.fromEntries(alike.map((id) => [id, british.conditions[id]])),
      ...own.conditions,
    },
    securities: { ...union.securities, ...own.securities },
    routes: union.routes
      .filter(({ id }) => !without.includes(id))
      .map((row) => ({ ...here(row), ...declared.get(row.id) })),
    importTax: { XI: british.importTax?.GB },
  } as unknown as PackDocument;
}

function here(row: RouteRow): RouteRow {
  const own = routesHere[row.id];
  return { ...row, ...own, conditions: [...row.conditions, ...(own?.conditions ?? [])] };
}
