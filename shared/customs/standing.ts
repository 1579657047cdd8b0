import type { CustomsFacts } from '../contracts/customs.ts';
import type { Determination, RouteAnswer } from '../contracts/customs-answers.ts';
import type { CustomsLane } from '../contracts/customs-records.ts';
import type { Clearance, ReturnCustoms } from '../contracts/return-customs-answer.ts';
import { laneBetween } from './movement.ts';
import { goesForWork } from './seen.ts';
import { customsTerritory } from './territory.ts';

/** Routes that relieve of nothing. */
const without: readonly RouteAnswer['route'][] = ['plain_import', 'destroy_locally'];

/** The end whose import decides: what comes back is relieved where it left, what stays where it arrives. */
const endOf = (facts: CustomsFacts): RouteAnswer['at'] => (goesForWork(facts) ? 'origin' : 'destination');

/** Where the deciding end has no rules here, the other's decide what they can. */
function decidingEnd(facts: CustomsFacts, { routes }: Determination): RouteAnswer['at'] {
  const wanted = endOf(facts);
  const other = wanted === 'origin' ? 'destination' : 'origin';
  return routes.some(({ at }) => at === wanted) ? wanted : other;
}

/**
 * Whether the way over the border is known, so that a label may be made: nothing stops the goods, and a route is open whose
 * every condition is met. To pay in full is a way too, but not while a relief may yet be open: then a person says so first.
 * @param cleared what a person decided: it counts only where no rules here cover the import that decides
 */
export function standingOf(
  facts: CustomsFacts,
  found: Determination,
  lane: CustomsLane | undefined,
  cleared?: Clearance,
): ReturnCustoms {
  const end = decidingEnd(facts, found);
  const here = found.routes.filter(({ at }) => at === end);
  const chosen = here.find(({ id }) => id === found.chosen[end]);
  const open = here.filter(({ eligibility, route }) => eligibility === 'open' && !without.includes(route));
  // Goods sent to be repaired seldom come back as they left: that is named only where no other relief may open.
  const mayOpen = open.find(({ route }) => !goesForWork(facts) || route !== 'returned_goods_relief') ?? open[0];
  const byRules = chosen !== undefined && (!without.includes(chosen.route) || mayOpen === undefined);
  const byPerson = isUncovered(facts, found) ? cleared : undefined;
  const settled = byRules || byPerson !== undefined;
  const nobodys = isUncovered(facts, found) && !chosen && open.length === 0;
  const stops = found.guards.filter(({ status }) => status === 'stopped');
  const powerless = lane?.broker?.powerOfAttorney !== undefined && facts.parties?.authorityUntil === undefined;
  const route = byRules ? chosen : byPerson ? undefined : (mayOpen ?? chosen);
  return {
    standing: settled && stops.length === 0 && !powerless ? 'known' : 'unknown',
    lane: laneBetween(facts.origin, facts.destination),
    ...(route && { route: route.route, title: route.title }),
    ...(route?.saves && { saves: route.saves }),
    lacks: [
      ...new Set([
        ...(settled ? [] : (route?.conditions.flatMap(({ needs = [] }) => needs) ?? [])),
        ...(powerless ? ['/parties/authorityUntil'] : []),
      ]),
    ].toSorted(),
    ...(facts.assumed && { assumed: facts.assumed }),
    guards: stops.map(({ id, title, reason = id }) => ({ id, title, reason })),
    ...(stops.length > 0 && {
      stopped: `The goods must not move, for this is not so: ${stops.map(({ title }) => `"${title}"`).join(', ')}.`,
    }),
    ...(nobodys && !byPerson && { uncovered: uncoveredBy(found) }),
    ...(byPerson && { cleared: byPerson }),
    ...(lane?.exporterOfRecord && { exporterOfRecord: lane.exporterOfRecord }),
    ...(lane?.importerOfRecord && { importerOfRecord: lane.importerOfRecord }),
    packs: found.packs,
    basis: basisOf(route, found),
    advice: found.advice,
  };
}

/** Whether the import that decides is into a territory whose rules are not here: then a person may state the way. */
export const isUncovered = (facts: CustomsFacts, { uncovered }: Pick<Determination, 'uncovered'>): boolean =>
  uncovered.includes(customsTerritory(facts[endOf(facts)]));

const uncoveredBy = ({ uncovered }: Determination): NonNullable<ReturnCustoms['uncovered']> => ({
  territories: uncovered,
  reason: 'not_covered',
  detail: `The customs rules of ${uncovered.join(' and ')} are not here, and no other rule decides: compliance states the route, and who cleared it.`,
});

/** The law a route's conditions rest on, each source once. */
function basisOf(route: RouteAnswer | undefined, { sources }: Determination): ReturnCustoms['basis'] {
  const keys = new Set(route?.conditions.flatMap(({ basis }) => basis));
  return [...keys].slice(0, 12).flatMap((key) => sources[key] ?? []);
}
