import type { CustomsFacts } from '../contracts/customs.ts';
import type { Determination, RouteAnswer } from '../contracts/customs-answers.ts';
import type { CustomsLane } from '../contracts/customs-records.ts';
import type { Clearance, ImportCosts, OtherImport, ReturnCustoms } from '../contracts/return-customs-answer.ts';
import { laneBetween } from './movement.ts';
import { goesForWork } from './seen.ts';
import { customsTerritory } from './territory.ts';

/** Routes that relieve of nothing. */
const without: readonly RouteAnswer['route'][] = ['plain_import', 'destroy_locally'];
/** Routes of goods that are not imported, or were. */
const noImport: readonly RouteAnswer['route'][] = ['rejected_goods_repayment', 'drawback', 'destroy_locally'];

/**
 * Whether what is chosen at an end settles it. To pay in full can always be chosen; while a relief may yet be open nobody is
 * told to, unless a relief that is open already costs more.
 * @param here all routes of that end
 */
export const isSettled = (
  { route }: Pick<RouteAnswer, 'route'>,
  here: readonly Pick<RouteAnswer, 'route' | 'eligibility'>[],
): boolean => {
  const reliefs = here.filter((one) => !without.includes(one.route));
  return (
    !without.includes(route) ||
    reliefs.some(({ eligibility }) => eligibility === 'eligible') ||
    !reliefs.some(({ eligibility }) => eligibility === 'open')
  );
};

/** The end whose import decides: what comes back is relieved where it left, what stays where it arrives. */
const endOf = (facts: CustomsFacts): RouteAnswer['at'] => (goesForWork(facts) ? 'origin' : 'destination');

/**
 * The end that decides. Where it has no rules here the other's decide of its own import; what is paid back at an export says
 * nothing of the import that follows, nor of whether anybody may make it.
 */
function deciding(facts: CustomsFacts, found: Determination): { end: RouteAnswer['at']; routes: RouteAnswer[] } {
  const wanted = endOf(facts);
  const other = wanted === 'origin' ? 'destination' : 'origin';
  const here = found.routes.filter(({ at }) => at === wanted);
  if (here.length > 0) return { end: wanted, routes: here };
  return { end: other, routes: found.routes.filter(({ at, route }) => at === other && !noImport.includes(route)) };
}

/**
 * What the rules at one end come to: the route chosen there, whether that settles it, the one to be named, and the one by
 * which is charged: while nothing is settled, the plain import.
 * @param here its routes, the best first
 */
function waysAt(end: RouteAnswer['at'], facts: CustomsFacts, here: readonly RouteAnswer[]) {
  const chosen = here.find(({ eligibility }) => eligibility === 'eligible');
  const open = here.filter(({ eligibility, route }) => eligibility === 'open' && !without.includes(route));
  // Goods that were repaired seldom come back as they left: that is named only where no other relief may open.
  const repaired = goesForWork(facts) && end === 'origin';
  const mayOpen = open.find(({ route }) => !repaired || route !== 'returned_goods_relief') ?? open[0];
  if (chosen && isSettled(chosen, here)) return { chosen, open, byRules: true as const, best: chosen, charged: chosen };
  const inFull = here.find(({ route, eligibility }) => route === 'plain_import' && eligibility === 'eligible');
  return { chosen, open, byRules: false as const, best: mayOpen ?? chosen, charged: inFull };
}

/** What an import by a route is charged with; of a route that is no import, nothing. */
function costsOf(route: RouteAnswer | undefined): { costs?: ImportCosts } {
  const { valuation, notes = [] } = route ?? {};
  if (!valuation || !route || noImport.includes(route.route)) return {};
  const { duty, importTax, lacks } = valuation;
  return {
    costs: {
      ...(duty && { duty: duty.amount }),
      ...(importTax && { importTax: importTax.amount }),
      lacks,
      notes: [...notes, ...valuation.notes],
    },
  };
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
  const { end, routes } = deciding(facts, found);
  const { chosen, open, byRules, best, charged } = waysAt(end, facts, routes);
  const byPerson = isUncovered(facts, found) ? cleared : undefined;
  const settled = byRules || byPerson !== undefined;
  const nobodys = isUncovered(facts, found) && !chosen && open.length === 0;
  const stops = found.guards.filter(({ status }) => status === 'stopped');
  const unseen = found.guards.filter(({ status }) => status === 'unknown');
  const powerless = lane?.broker?.powerOfAttorney !== undefined && facts.parties?.authorityUntil === undefined;
  // What a person cleared goes before paying in full, which is the last resort.
  const clearedBy = byPerson && !(byRules && !without.includes(chosen.route));
  const route = clearedBy ? undefined : best;
  return {
    standing: settled && stops.length === 0 && !powerless ? 'known' : 'unknown',
    lane: laneBetween(facts.origin, facts.destination),
    ...(route && { route: route.route, title: route.title }),
    ...(route?.saves && { saves: route.saves }),
    ...(clearedBy ? {} : costsOf(charged)),
    ...otherImportOf(end === 'origin' ? 'destination' : 'origin', facts, found),
    lacks: [
      ...new Set([
        ...(settled ? [] : (route?.conditions.flatMap(({ needs = [] }) => needs) ?? [])),
        ...(powerless ? ['/parties/authorityUntil'] : []),
      ]),
    ].toSorted(),
    ...(unseen.length > 0 && { toCheck: unseen.map(({ id, title, needs = [] }) => ({ id, title, lacks: needs })) }),
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
  detail: `The customs rules of ${uncovered.join(' and ')} are not here, and no rule here decides this import: compliance states the route, and who cleared it.`,
});

/** Goods that go for work are imported at both ends: the import that does not decide, as far as the rules here tell. */
function otherImportOf(
  end: RouteAnswer['at'],
  facts: CustomsFacts,
  found: Determination,
): { otherImport?: OtherImport } {
  if (!goesForWork(facts) || !found.crossesBorder) return {};
  const territory = customsTerritory(facts[end]);
  if (found.uncovered.includes(territory)) return { otherImport: notCovered(territory) };
  const here = found.routes.filter(({ at }) => at === end);
  const { byRules, best, charged } = waysAt(end, facts, here);
  return {
    otherImport: {
      territory,
      standing: byRules ? 'known' : 'unknown',
      ...(best && { route: best.route, title: best.title }),
      ...costsOf(charged),
      lacks: byRules ? [] : [...new Set(best?.conditions.flatMap(({ needs = [] }) => needs))].toSorted(),
      basis: basisOf(best, found),
    },
  };
}

const notCovered = (territory: string): OtherImport => ({
  territory,
  standing: 'not_covered',
  lacks: [],
  basis: [],
  detail: `The customs rules of ${territory} are not here: whether it relieves this import, and what duty and tax it charges, is not known. Ask a broker there for its reliefs for repairs and for its rates before the goods leave; without a relief they are imported in full.`,
});

/** The law a route's conditions rest on, each source once. */
function basisOf(route: RouteAnswer | undefined, { sources }: Determination): ReturnCustoms['basis'] {
  const keys = new Set(route?.conditions.flatMap(({ basis }) => basis));
  return [...keys].slice(0, 12).flatMap((key) => sources[key] ?? []);
}
