import { reasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import type { LocalText } from '../contracts/values.ts';
import { type CompiledPolicy, compilePolicy } from './compile.ts';
import { addMonths, daysBetween } from './days.ts';
import { claimsLack } from './entitlement.ts';
import { decideLine, statesWithdrawal } from './evaluate.ts';
import { type FindingSaid, type Found, says, warning } from './finding.ts';
import { answeredBy, type Budget, findFacts, type Space } from './reach.ts';
import { conformityLaw } from './statutory/conformity-law.ts';
import { type Law, lawOf } from './statutory/countries.ts';
import { withdrawalLaws, withNational } from './statutory/withdrawal-law.ts';

/*
 * Windows that are shorter than what the law gives consumers of a country the policy is for. The law wins in every decision,
 * so nobody loses a right; but the policy says less than what holds. The standard window is the one customers are shown: it
 * counts as it is written. Any other is short where it makes the difference: a consumer is refused because it is over while
 * the right is still open, and would not be if it were as long as the right.
 */

interface Where {
  law: Law;
  country: string;
  /** As it is told. */
  name: LocalText;
  /** Named by a condition of a policy for all countries: only told of where the law as such says nothing. */
  beside?: boolean;
}

interface Right extends Where {
  article: string;
  days: number;
  reasons: readonly Facts['reason'][];
  /** What policies are told of a line while the right is open. */
  open: Partial<Facts>;
  /** The mildest answer that takes the right away. */
  refusal: 'review' | 'reject';
  says(window: string, days: number): FindingSaid;
}

export function checkLaw(policy: CompiledPolicy, space: Space, budget: Budget): Found[] {
  const places = lawsFor(policy.document, space);
  const longer = longerWindows(policy, budget);
  const rights = [places.map(withdrawalRight), places.flatMap(conformityRight)];
  return Object.entries(policy.document.windows).flatMap(([window, days]) =>
    rights.flatMap((alike) => {
      const told: { law: Law; found: Found }[] = [];
      for (const right of alike) {
        const isKnown = right.beside && told.some(({ law }) => law === right.law);
        if (days >= right.days || isKnown) continue;
        const isShown = window === 'standard' && right.refusal === 'review';
        const witness = isShown
          ? undefined
          : refusedIn(window, right, policy, longer(window, right.days), space, budget);
        if (!isShown && !witness) continue;
        const found = warning('under_the_law', `/windows/${window}`, right.says(window, days), witness);
        told.push({ law: right.law, found });
      }
      return told.map(({ found }) => found);
    }),
  );
}

/** The countries of a scope whose law is known; without a scope each law as such, then what conditions name. */
function lawsFor({ scope }: PolicyDocument, { dimensions }: Space): Where[] {
  const known = (countries: readonly (string | undefined)[], beside: boolean) =>
    countries.flatMap((country) => {
      const law = country && lawOf(country);
      return law ? [{ law, country, name: nameOf(country), beside }] : [];
    });
  if (scope?.countries) return known(scope.countries, false);
  const named = dimensions.find(({ names }) => names.has('country'))?.values({}) ?? [];
  return [
    { law: 'EU', country: plainMember, name: 'EU' },
    { law: 'GB', country: 'GB', name: nameOf('GB') },
    ...known(
      named.map(({ country }) => country),
      true,
    ),
  ];
}

/** A member state for which the Directives are all that is known here. */
const plainMember = 'HU';

const nameOf = (country: string): LocalText => ({
  en: new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? country,
  de: new Intl.DisplayNames('de', { type: 'region' }).of(country) ?? country,
});

function withdrawalRight(where: Where): Right {
  const law = withdrawalLaws[where.law];
  const article = withNational(law.article, where.country);
  return {
    ...where,
    article,
    days: law.days,
    reasons: reasonCode.options.filter((reason) => statesWithdrawal({ reason, withdrawalOpen: true })),
    open: { withdrawalOpen: true },
    // It takes effect when it is stated: to have a person look at it first is to refuse it until then.
    refusal: 'review',
    says: (window, days) =>
      says('window_under_withdrawal', { window, days, country: where.name, least: law.days, article }),
  };
}

function conformityRight(where: Where): Right[] {
  const law = conformityLaw(where.law, where.country, newest);
  if (!law) return [];
  const { article } = law;
  const months = law.months ?? law.presumedMonths;
  const length: LocalText = law.months
    ? { en: `${months} months`, de: `${months} Monate` }
    : { en: 'as long as such goods are expected to last', de: 'so lange, wie solche Ware üblicherweise hält' };
  return [
    {
      ...where,
      article,
      days: daysBetween(anyDay, addMonths(anyDay, months)),
      reasons: reasonCode.options.filter(claimsLack),
      open: { covered: true, coverageTier: 'statutory' },
      refusal: 'reject',
      says: (window, days) => says('window_under_conformity', { window, days, country: where.name, length, article }),
    },
  ];
}

const anyDay = '2026-06-10';
/** The law as it is for contracts made from now on. */
const newest = '9999-01-01';

/** The share of the budget that one search may use up. */
const share = 20;

/** To compile a condition takes as long as so many steps of a search. */
const compiling = 200;

/** The policy with a longer window; undefined where no condition asks for that window, or no time is left. */
function longerWindows({ document }: CompiledPolicy, budget: Budget) {
  const made = new Map<string, CompiledPolicy>();
  const conditions = [...document.guards, ...document.rules, ...document.modifiers].map(({ when }) => when);
  return (window: string, days: number): CompiledPolicy | undefined => {
    const key = `${window} ${days}`;
    const known = made.get(key);
    if (known || budget.left <= 0 || !conditions.some((when) => when.includes(window))) return known;
    budget.left -= conditions.length * compiling;
    const longer = compilePolicy({ ...document, windows: { ...document.windows, [window]: days } });
    made.set(key, longer);
    return longer;
  };
}

const harshness = { returnless: 0, approve: 0, review: 1, reject: 2 } as const;

/** A request of a consumer that is refused because a window is over, while the law still gives them a right. */
function refusedIn(
  window: string,
  right: Right,
  policy: CompiledPolicy,
  longer: CompiledPolicy | undefined,
  space: Space,
  budget: Budget,
): Facts | undefined {
  if (!longer) return undefined;
  const { document, rules } = policy;
  const own = underRight(right, document.windows[window] ?? 0, space);
  const least = harshness[right.refusal];
  const isRefused = (facts: Facts) => {
    const answer = harshness[decideLine(policy, facts).outcome];
    return answer >= least && answer > harshness[decideLine(longer, facts).outcome];
  };
  for (const [i, { answer }] of [...rules, document.otherwise].entries()) {
    if (harshness[answer.outcome] < least || budget.left <= 0) continue;
    const part: Budget = { left: Math.ceil(budget.left / share) };
    const before = part.left;
    const { found } = findFacts(own, answeredBy(rules, i), part, isRefused, ['reason', 'daysSinceDelivery']);
    budget.left -= before - part.left;
    if (found) return found;
  }
  return undefined;
}

/** Requests of consumers of the country, made when a window of so many days is over and the right is open. */
function underRight({ country, open, reasons, days }: Right, window: number, space: Space): Space {
  const told: Partial<Facts> = { country, business: false, ...open };
  const [reason = space.ordinary.reason] = reasons;
  return {
    ...space,
    ordinary: { ...space.ordinary, ...told, reason },
    dimensions: space.dimensions
      .filter(({ names }) => !Object.keys(told).some((name) => names.has(name)))
      .map((one) => {
        const isWanted = (facts: Partial<Facts>) => {
          if (one.names.has('reason')) return facts.reason !== undefined && reasons.includes(facts.reason);
          const age = facts.daysSinceDelivery;
          return !one.names.has('daysSinceDelivery') || (age !== undefined && age > window && age <= days);
        };
        return { ...one, values: (chosen) => one.values(chosen).filter(isWanted) };
      }),
  };
}
