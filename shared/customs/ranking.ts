import type { RouteAnswer } from '../contracts/customs-answers.ts';
import { majorUnits } from '../money/amount.ts';

/** In what order routes are shown, and why one loses to another. */

/** Routes of last resort: they relieve of nothing, and give way to whatever does; the second leaves no goods. */
const lastResort: Partial<Record<RouteAnswer['route'], number>> = { plain_import: 1, destroy_locally: 2 };
const openness = { eligible: 0, open: 1, not_eligible: 2 } as const;

/**
 * Best first: what is open to the goods before what may be, and that before what is closed; of these the one that saves
 * most, before those that relieve of nothing; of equals the one with fewer open questions, then as the packs list them, which is from the mightiest relief to none.
 * What is saved is compared within one currency; a saving that could not be computed counts as none.
 */
export function ranked(answers: readonly RouteAnswer[]): RouteAnswer[] {
  const order = new Map(answers.map((answer, i) => [answer, i]));
  const byDuty = byDutyAlone(answers);
  const saving = (answer: RouteAnswer) => savingOf(answer, byDuty(answer));
  return answers.toSorted(
    (a, b) =>
      openness[a.eligibility] - openness[b.eligibility] ||
      (lastResort[a.route] ?? 0) - (lastResort[b.route] ?? 0) ||
      saving(b) - saving(a) ||
      unknowns(a) - unknowns(b) ||
      (order.get(a) ?? 0) - (order.get(b) ?? 0),
  );
}

/**
 * Whether a route is compared by duty alone: where the import tax of one of those it stands against is not known, what the
 * others spare of it would count against that one for nothing that is known.
 */
export function byDutyAlone(answers: readonly RouteAnswer[]): (answer: Compared) => boolean {
  const group = ({ at, eligibility }: Compared) => `${at} ${eligibility}`;
  const unsure = new Set(answers.filter(({ saves, savesTax }) => saves && !savesTax).map(group));
  return (answer) => unsure.has(group(answer));
}
type Compared = Pick<RouteAnswer, 'at' | 'eligibility'>;

function savingOf({ saves, savesTax, route }: RouteAnswer, byDuty: boolean): number {
  if (!saves) return route === 'destroy_locally' ? -1 : 0;
  return byDuty ? saves.minor - (savesTax?.minor ?? 0) : saves.minor;
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
  const best = chosen?.saves;
  if (!chosen || !best) return 'Open, but its saving could not be compared.';
  const less = savingOf(chosen, byDuty) - savingOf(route, byDuty);
  const alone = byDuty ? ' Only duty is compared: the import tax of one of them is not known.' : '';
  return less > 0
    ? `Saves ${majorUnits({ ...best, minor: less })} ${best.currency} less.${alone}`
    : `Saves no more, and stands below it in the order of the rules.${alone}`;
}
