import type { RouteAnswer } from '../contracts/customs-answers.ts';
import { majorUnits } from '../money/amount.ts';

/** In what order routes are shown, and why one loses to another. */

const openness = { eligible: 0, open: 1, not_eligible: 2 } as const;
const ends = { origin: 0, destination: 1 } as const;

/**
 * Best first: what is open to the goods before what may be, and that before what is closed; of these the routes of one end
 * by what is paid in total, least first (see `inOrder`). What is paid is compared at one end only: the other has another
 * import, in a currency of its own. The origin's come first, but ways of last resort after reliefs at either end.
 */
export function ranked(answers: readonly RouteAnswer[]): RouteAnswer[] {
  const byDuty = byDutyAlone(answers);
  const groups = [...Map.groupBy(answers, groupOf).values()].map((group) => inOrder(group, byDuty));
  const places = new Map(
    groups.flatMap((group) => group.map((answer, i) => [answer, { level: levelIn(group, i), i }])),
  );
  const placeOf = (answer: RouteAnswer) => places.get(answer) ?? { level: 0, i: 0 };
  return answers.toSorted(
    (a, b) =>
      openness[a.eligibility] - openness[b.eligibility] ||
      placeOf(a).level - placeOf(b).level ||
      ends[a.at] - ends[b.at] ||
      placeOf(a).i - placeOf(b).i,
  );
}

/**
 * Routes of one end that are as open as each other: by what is paid; a cost that is not known after those that are. Paying in
 * full gives way to reliefs that cost no more, or whose cost is not known; destroying the goods to everything. Of equals the
 * one with fewer open questions, then as the packs list them, which is from the mightiest relief to none.
 */
function inOrder(group: readonly RouteAnswer[], byDuty: (answer: RouteAnswer) => boolean): RouteAnswer[] {
  const cost = (answer: RouteAnswer) => costOf(answer, byDuty(answer));
  const inFull = group.find(({ route }) => route === 'plain_import');
  const most = inFull && cost(inFull);
  const level = (answer: RouteAnswer) => {
    if (answer.route === 'destroy_locally') return 3;
    if (answer.route === 'plain_import') return 1;
    const own = cost(answer);
    return most !== undefined && own !== undefined && own > most ? 2 : 0;
  };
  return group.toSorted(
    (a, b) =>
      level(a) - level(b) ||
      (cost(a) ?? Number.MAX_VALUE) - (cost(b) ?? Number.MAX_VALUE) ||
      unknowns(a) - unknowns(b) ||
      group.indexOf(a) - group.indexOf(b),
  );
}

/** Paying in full is a last resort where nothing stands behind it but destroying the goods. */
function levelIn(group: readonly RouteAnswer[], i: number): number {
  const { route } = group[i] ?? {};
  if (route === 'destroy_locally') return 2;
  const behind = group.slice(i + 1).some((one) => one.route !== 'destroy_locally' && one.route !== 'plain_import');
  return route === 'plain_import' && !behind ? 1 : 0;
}

/**
 * Whether a route is compared by duty alone: where the import tax of one of those it stands against is not known, what the
 * others are charged of it would count against them for nothing that is known.
 */
export function byDutyAlone(answers: readonly RouteAnswer[]): (answer: Compared) => boolean {
  const unsure = new Set(answers.filter(({ pays, paysTax }) => pays && !paysTax).map(groupOf));
  return (answer) => unsure.has(groupOf(answer));
}
type Compared = Pick<RouteAnswer, 'at' | 'eligibility'>;
const groupOf = ({ at, eligibility }: Compared): string => `${at} ${eligibility}`;

/** What is paid, in minor units: less than nothing where duty comes back. Undefined where that is not known. */
function costOf({ pays, paysTax, saves }: RouteAnswer, byDuty: boolean): number | undefined {
  if (pays) return byDuty ? pays.minor - (paysTax?.minor ?? 0) : pays.minor;
  return saves && -saves.minor;
}
const unknowns = ({ conditions }: RouteAnswer): number =>
  conditions.filter(({ status }) => status === 'unknown').length;

/**
 * Why a route is not the one chosen, in a sentence; undefined for the chosen one.
 * @param byDuty whether they were compared by duty alone
 */
export function lost(route: RouteAnswer, chosen: RouteAnswer | undefined, byDuty: boolean): string | undefined {
  if (route === chosen) return undefined;
  const of = (status: 'not_met' | 'unknown') =>
    route.conditions.filter((condition) => condition.status === status).map(({ title }) => title);
  if (route.eligibility === 'not_eligible') return `Closed: not met is "${of('not_met').join('", "')}".`;
  if (route.eligibility === 'open') return `Not known yet: "${of('unknown').join('", "')}".`;
  if (route.route === 'destroy_locally') return 'A last resort: it leaves no goods.';
  const currency = (route.pays ?? route.saves)?.currency;
  const [own, best] = [costOf(route, byDuty), chosen && costOf(chosen, byDuty)];
  if (own === undefined || best === undefined || currency === undefined)
    return 'Open, but what is paid by it or by the chosen one is not known, and could not be compared.';
  const alone = byDuty ? ' Only duty is compared: the import tax of one of them is not known.' : '';
  if (own <= best) return `Costs no less, and stands below it in the order of the rules.${alone}`;
  const more = `${majorUnits({ currency, minor: own - best })} ${currency}`;
  return chosen?.route === 'plain_import' ? `Costs ${more} more.${alone}` : `Saves ${more} less.${alone}`;
}
