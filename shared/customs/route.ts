import type { CustomsFacts } from '../contracts/customs.ts';
import type {
  Determination,
  RouteAnswer,
  RouteCondition,
  ValuationAnswer,
  ValuationRequest,
} from '../contracts/customs-answers.ts';
import { advice } from '../contracts/customs-basis.ts';
import { assessedFor } from './assessed-duty.ts';
import { citedBy } from './citations.ts';
import { pointerTo } from './condition.ts';
import { deadlineOf } from './deadlines.ts';
import { guardFindings } from './guards.ts';
import { type CompiledRoute, inForce, type Jurisdiction, type Place, placeIn } from './jurisdiction.ts';
import { lost, ranked } from './ranking.ts';
import { relievedUnits } from './returned-goods.ts';
import { securityOf } from './security.ts';
import { askedFor, type Seen, seenFor, seenFrom } from './seen.ts';
import { crossesBorder, customsTerritory } from './territory.ts';
import { valueRoute } from './valuation.ts';

/**
 * Which way goods may cross the border: every route that the rules at either end know, best first, with each condition
 * (met, not met, unknown), its figures, what it demands and its deadlines; the guards; and what is lacking. Of goods that stay
 * inside one customs territory nothing is asked, and the answer says so.
 *
 * Pure: the same facts under the same packs give the same answer, in whatever order they are handed in, so a determination
 * is repeated from the facts and the pack versions it carries (`ofVersions`). Facts must have passed `checkFacts`.
 * It advises; a licensed broker or the authority decides.
 */
export function determine(facts: CustomsFacts, packs: readonly Jurisdiction[]): Determination {
  const { on, origin, destination } = facts;
  const crosses = crossesBorder(origin, destination);
  const ends = endsOf(facts, packs);
  const places = [ends.origin, ends.destination].flatMap((place) => place ?? []);
  const answers = crosses
    ? (['origin', 'destination'] as const).flatMap((at) => {
        const place = ends[at];
        const routes = place?.jurisdiction.routes.filter(({ row }) => row.at === at) ?? [];
        const seen = seenFrom(at, facts);
        return place ? routes.map((route) => answerOf(route, seen, place, false)) : [];
      })
    : [];
  const routes = ranked(answers);
  const chosen = {
    origin: routes.find(({ at, eligibility }) => at === 'origin' && eligibility === 'eligible')?.id,
    destination: routes.find(({ at, eligibility }) => at === 'destination' && eligibility === 'eligible')?.id,
  };
  const guards = crosses ? guardFindings(facts, places) : [];
  return {
    on,
    crossesBorder: crosses,
    ...(!crosses && { detail: noQuestion(origin, destination) }),
    packs: [...new Set(places.map(({ jurisdiction }) => jurisdiction.version))],
    uncovered: [origin, destination]
      .filter((end) => crosses && !places.some(({ jurisdiction }) => jurisdiction.here(end)))
      .map(customsTerritory),
    chosen: {
      ...(chosen.origin !== undefined && { origin: chosen.origin }),
      ...(chosen.destination !== undefined && { destination: chosen.destination }),
    },
    stopped: guards.some(({ status }) => status === 'stopped'),
    routes: routes.map((route) => {
      const winner = routes.find(({ at, id }) => at === route.at && id === chosen[route.at]);
      const why = lost(route, winner);
      return why === undefined ? route : { ...route, lost: why };
    }),
    guards,
    lacks: lackingIn(routes, guards),
    ...citedBy([routes, guards], places),
    advice,
  };
}

const noQuestion = (origin: string, destination: string): string =>
  `Goods that go from ${origin} to ${destination} cross no customs border: customs are not asked, and nothing is to be stated.`;

/**
 * The figures of one route under one jurisdiction, for goods whose way is decided. Where the jurisdiction has several forms
 * of the route (paid and free of charge) it is the one the facts speak for; `eligibility` says whether it is open.
 * The request must have passed `checkValuation`.
 * @returns undefined where the jurisdiction has no such route, or no rules in force on that day
 */
export function valuate(request: ValuationRequest, packs: readonly Jurisdiction[]): ValuationAnswer | undefined {
  const { facts, jurisdiction: code, route } = request;
  const pack = inForce(packs, facts.on).find((one) => one.code === code);
  if (!pack) return undefined;
  const place = placeIn(pack, pack.here(facts.origin) ? facts.origin : facts.destination, facts.on);
  const ends = { origin: pack.here(facts.origin), destination: pack.here(facts.destination) };
  const rows = pack.routes.filter(({ row }) => row.route === route && ends[row.at]);
  const form = formFor(rows, facts);
  if (!form) return undefined;
  const answer = answerOf(form, valuedFrom(form.row.at, facts), place, true);
  return { on: facts.on, packs: [pack.version], route: answer, ...citedBy(answer, [place]), advice };
}

/** Of a valuation rates, value and what was assessed are those of the import that is asked of, unless it has its own. */
function valuedFrom(end: RouteAnswer['at'], facts: CustomsFacts): Seen {
  const { facts: seen, told } = seenFrom(end, facts);
  const { rates = facts.rates, goods, ...others } = seen;
  const { value = facts.goods.value } = goods;
  const { assessed } = facts;
  return {
    facts: {
      ...others,
      goods: { ...goods, ...(value && { value }) },
      ...(rates && { rates }),
      ...(assessed && { assessed }),
    },
    told,
  };
}

/** The form of a route the facts speak for (see `form` in a pack); of equals one whose purpose fits, then the first. */
function formFor(forms: readonly CompiledRoute[], facts: CustomsFacts): CompiledRoute | undefined {
  const standing = ({ row, conditions }: CompiledRoute) => {
    const [purpose] = conditions;
    const special = (row.form ?? []).map((id) => conditions.find((one) => one.id === id)?.check(facts).status);
    const speaksFor = special[0] === 'met' && !special.includes('not_met');
    const fits = purpose?.check(facts).status;
    return (speaksFor ? 0 : special.length === 0 ? 1 : 2) * 3 + (fits === 'met' ? 0 : fits === 'unknown' ? 1 : 2);
  };
  return forms.toSorted((a, b) => standing(a) - standing(b))[0];
}

function endsOf(facts: CustomsFacts, packs: readonly Jurisdiction[]) {
  const current = inForce(packs, facts.on);
  const placeOf = (country: string): Place | undefined => {
    const pack = current.find((one) => one.here(country));
    return pack && placeIn(pack, country, facts.on);
  };
  return { origin: placeOf(facts.origin), destination: placeOf(facts.destination) };
}

/** @param inFull also where the route is for another purpose; else that is all there is to say of it */
function answerOf(route: CompiledRoute, from: Seen, place: Place, inFull: boolean): RouteAnswer {
  const { row } = route;
  const own = seenFor(row.route, from);
  const { facts, notes } = assessedFor(row, own.facts, inFull ? 'valuation' : 'determination');
  const seen = { ...own, facts };
  const conditions = conditionsOf(route, seen, place);
  const [purpose] = conditions;
  const fits = inFull || purpose?.status !== 'not_met';
  const answer: RouteAnswer = {
    id: row.id,
    route: row.route,
    at: row.at,
    jurisdiction: place.jurisdiction.code,
    title: row.title,
    ...(row.provision !== undefined && { provision: row.provision }),
    eligibility: eligibilityOf(conditions),
    reasons: conditions.flatMap(({ reason }) => reason ?? []),
    conditions: fits || !purpose ? conditions : [purpose],
    demands: { data: [], documents: [], procedures: [] },
    deadlines: [],
    unconfirmed: [],
    notes: [...(row.notes ?? []), ...notes],
  };
  const worked = fits ? { ...answer, ...workedOut(route, seen, place, conditions) } : answer;
  return { ...worked, unconfirmed: citedBy(worked, [place]).unconfirmed };
}

function conditionsOf({ conditions }: CompiledRoute, seen: Seen, { jurisdiction }: Place): RouteCondition[] {
  return conditions.map(({ id, title, reason, sources, check }) => {
    const { status, needs } = check(seen.facts);
    return {
      id,
      title,
      status,
      ...(status === 'not_met' && { reason }),
      ...(status === 'unknown' && { needs: askedFor(needs.map(pointerTo), seen) }),
      basis: jurisdiction.basis(sources),
    };
  });
}

/** What a route comes to and what it demands. */
function workedOut(
  { row, documents }: CompiledRoute,
  seen: Seen,
  place: Place,
  conditions: readonly RouteCondition[],
): Pick<
  RouteAnswer,
  'valuation' | 'saves' | 'savesTax' | 'pays' | 'paysTax' | 'relievedUnits' | 'reporting' | 'demands' | 'deadlines'
> {
  const { jurisdiction } = place;
  const { facts } = seen;
  const valued = valueRoute(row, facts, place);
  const { saves, pays } = valued;
  const valuation = { ...valued.valuation, lacks: askedFor(valued.valuation.lacks, seen).toSorted() };
  const deadlines = (row.deadlines ?? [])
    .filter((id) => applies(id, facts, place))
    .map((id) => deadlineOf(id, facts, place, valuation.saved?.amount));
  const security = securityOf(row, facts, place, valued, deadlines);
  const units = row.duty.formula === 'returned_goods' ? relievedUnits(facts) : undefined;
  const reporting = jurisdiction.formulas.reporting?.(facts, row, jurisdiction.document.figures ?? {});
  return {
    valuation,
    ...(saves && row.route !== 'destroy_locally' && { saves: saves.total, ...(saves.tax && { savesTax: saves.tax }) }),
    ...(pays && { pays: pays.total, ...(pays.tax && { paysTax: pays.tax }) }),
    ...(units !== undefined && { relievedUnits: units }),
    ...(reporting && { reporting }),
    demands: {
      data: unionOf([...conditions.map(({ needs = [] }) => needs), valuation.lacks, security?.needs ?? []]),
      documents: documents.filter(({ where }) => where?.(facts).status !== 'not_met').map(({ shown }) => shown),
      ...(row.authorisation !== undefined && { authorisation: row.authorisation }),
      procedures: (row.procedures ?? [])
        .filter(({ where }) => !where || jurisdiction.check(where)(facts).status !== 'not_met')
        .map(({ sources, where: _, ...one }) => ({ ...one, basis: jurisdiction.basis(sources) })),
      ...(security && { security }),
    },
    deadlines: deadlines.map((one) => (one.needs ? { ...one, needs: askedFor(one.needs, seen) } : one)),
  };
}

function applies(id: string, facts: CustomsFacts, { jurisdiction }: Place): boolean {
  const { unless } = jurisdiction.document.deadlines?.[id] ?? {};
  return !unless || jurisdiction.check(unless)(facts).status !== 'met';
}

const eligibilityOf = (conditions: readonly RouteCondition[]): RouteAnswer['eligibility'] =>
  conditions.some(({ status }) => status === 'not_met')
    ? 'not_eligible'
    : conditions.some(({ status }) => status === 'unknown')
      ? 'open'
      : 'eligible';

const unionOf = (lists: readonly (readonly string[])[]): string[] => [...new Set(lists.flat())].toSorted();

/** Facts that would decide a route which is not closed, or a guard, each with what needs it. */
function lackingIn(routes: readonly RouteAnswer[], guards: Determination['guards']): Determination['lacks'] {
  const open = routes.filter(({ eligibility }) => eligibility !== 'not_eligible');
  const byRoute = needsOf(open.map(({ id, demands }) => [id, demands.data]));
  const byGuard = needsOf(guards.map(({ id, needs = [] }) => [id, needs]));
  return unionOf([[...byRoute.keys()], [...byGuard.keys()]]).map((fact) => {
    const watching = byGuard.get(fact);
    return { fact, neededBy: unionOf([byRoute.get(fact) ?? []]), ...(watching && { guards: unionOf([watching]) }) };
  });
}

function needsOf(all: readonly (readonly [string, readonly string[]])[]): Map<string, string[]> {
  const needed = new Map<string, string[]>();
  for (const [id, facts] of all) for (const fact of facts) needed.set(fact, [...(needed.get(fact) ?? []), id]);
  return needed;
}
