import type { RouteAnswer } from '../contracts/customs-answers.ts';
import { majorUnits } from '../money/amount.ts';

/** In what order routes are shown, and why one loses to another. */

const openness = { eligible: 0, open: 1, not_eligible: 2 } as const;
const ends = { origin: 0, destination: 1 } as const;

/**
 * Best first: what is open to the goods before what may be, and that before what is closed; of these the routes of one end
 * by what is paid (see `inOrder`). What is paid is compared at one end only: the other has another import, in a currency of
 * its own. The origin's come first, but ways of last resort after reliefs at either end.
 */
export function ranked(answers: readonly RouteAnswer[]): RouteAnswer[] {
  const groups = [...Map.groupBy(answers, ({ at, eligibility }) => `${at} ${eligibility}`).values()].map(inOrder);
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
 * Routes of one end that are as open as each other, least paid first. Those whose import tax is known stand by what is paid
 * in total, always; one whose tax is not known stands before the first of them that owes more duty, since nothing else of
 * it can be compared. Whose cost is not known at all comes after those, but before paying in full; destroying the goods is
 * last. Of equals paying in full is the last, then the one with fewer open questions goes first, then as the packs list
 * them, which is from the mightiest relief to none.
 */
function inOrder(group: readonly RouteAnswer[]): RouteAnswer[] {
  const tie = (a: RouteAnswer, b: RouteAnswer) =>
    Number(isInFull(a)) - Number(isInFull(b)) || unknowns(a) - unknowns(b) || group.indexOf(a) - group.indexOf(b);
  const by = (a: RouteAnswer, b: RouteAnswer) => (gap(costOf(a), costOf(b)) ?? 0) || tie(a, b);
  const last = group.filter(({ route }) => route === 'destroy_locally');
  const {
    known = [],
    untaxed = [],
    unknown = [],
  } = Object.groupBy(
    group.filter((one) => !last.includes(one)),
    (answer) => {
      const cost = costOf(answer);
      return !cost ? 'unknown' : cost.total === undefined ? 'untaxed' : 'known';
    },
  );
  const compared = merged(known.toSorted(by), untaxed.toSorted(by), by);
  const inFull = compared.findIndex(isInFull);
  return compared.toSpliced(inFull < 0 ? compared.length : inFull, 0, ...unknown.toSorted(tie)).concat(last);
}

/** Two lists as one, each in its own order: the first of either that comes before the other's. */
function merged<One>(these: readonly One[], those: readonly One[], by: (a: One, b: One) => number): One[] {
  const [one, other] = [these[0], those[0]];
  if (one === undefined || other === undefined) return [...these, ...those];
  return by(one, other) < 0
    ? [one, ...merged(these.slice(1), those, by)]
    : [other, ...merged(these, those.slice(1), by)];
}

/** Paying in full is a last resort where nothing stands behind it but destroying the goods. */
function levelIn(group: readonly RouteAnswer[], i: number): number {
  const { route } = group[i] ?? {};
  if (route === 'destroy_locally') return 2;
  const behind = group.slice(i + 1).some((one) => one.route !== 'destroy_locally' && !isInFull(one));
  return route === 'plain_import' && !behind ? 1 : 0;
}

/** What is paid, in minor units: less than nothing where duty comes back. Without `total` the import tax is not known. */
interface Cost {
  duty: number;
  total?: number;
}

function costOf({ pays, paysTax, saves }: RouteAnswer): Cost | undefined {
  if (pays) return paysTax ? { duty: pays.minor - paysTax.minor, total: pays.minor } : { duty: pays.minor };
  return saves && { duty: -saves.minor, total: -saves.minor };
}

/** By how much one is dearer than the other: in total, or by duty where the tax of one is not known. */
function gap(one: Cost | undefined, other: Cost | undefined): number | undefined {
  if (!one || !other) return undefined;
  return one.total === undefined || other.total === undefined ? one.duty - other.duty : one.total - other.total;
}

const isInFull = ({ route }: RouteAnswer): boolean => route === 'plain_import';
const unknowns = ({ conditions }: RouteAnswer): number =>
  conditions.filter(({ status }) => status === 'unknown').length;

/** Why a route is not the one chosen, in a sentence; undefined for the chosen one. Both are of one end. */
export function lost(route: RouteAnswer, chosen: RouteAnswer | undefined): string | undefined {
  if (route === chosen) return undefined;
  const of = (status: 'not_met' | 'unknown') =>
    route.conditions.filter((condition) => condition.status === status).map(({ title }) => title);
  if (route.eligibility === 'not_eligible') return `Closed: not met is "${of('not_met').join('", "')}".`;
  if (route.eligibility === 'open') return `Not known yet: "${of('unknown').join('", "')}".`;
  if (route.route === 'destroy_locally') return 'A last resort: it leaves no goods.';
  const currency = (route.pays ?? route.saves)?.currency;
  const [own, best] = [costOf(route), chosen && costOf(chosen)];
  const more = gap(own, best);
  if (more === undefined || currency === undefined)
    return 'Open, but what is paid by it or by the chosen one is not known, and could not be compared.';
  const sum = `${majorUnits({ currency, minor: Math.abs(more) })} ${currency}`;
  // Only of a route of known tax, against one whose tax is not known and that goes before another of known tax.
  if (more < 0)
    return `Owes ${sum} less duty, but in all no less than another way that lost: the import tax of the chosen one is not known.`;
  const isAlone = own?.total === undefined || best?.total === undefined;
  const alone = isAlone ? ' Only duty is compared: the import tax of one of them is not known.' : '';
  return more === 0
    ? `Costs no less, and stands below it in the order of the rules.${alone}`
    : `Costs ${sum} more.${alone}`;
}
