import type { PolicyScope } from '../contracts/policy-scope.ts';
import { type Activation, type PolicyBook, shippedPolicyId, sinceEver, standingsAt } from './book.ts';
import { isWithin } from './scope.ts';
import { type PolicyRef, shippedPolicy } from './shipped.ts';

/** What of a brand's policies is published for a country. */

/** A policy that decides what customers of the country ask for themselves. */
export interface Published extends PolicyRef {
  /** The goods and customers it is for, where it is not for all. */
  scope?: Pick<PolicyScope, 'categories' | 'tiers'>;
  /** Absent: since ever. */
  since?: string;
}

/** How a request of a customer of the country comes in. */
const channel = 'portal';

/**
 * The policies in force for a country at an instant, the widest first: what is left of them there, without those that others
 * take the place of. Where none is for all goods and customers, the shipped policy is.
 */
export function publishedAt(book: PolicyBook, at: string, country: string): Published[] {
  const here = standingsAt(book, at).filter(
    ({ state, scope = {} }) =>
      state === 'in_force' &&
      (scope.countries === undefined || scope.countries.includes(country)) &&
      (scope.channels === undefined || scope.channels.includes(channel)),
  );
  const own = here.filter(({ policyId }) => policyId !== shippedPolicyId);
  const seen = own.filter((one) => !own.some((other) => other !== one && hides(other, one)));
  const all = seen.some(({ scope }) => Object.keys(localOf(scope)).length === 0);
  const [shipped = { ...shippedPolicy, from: sinceEver }] = here.filter(({ policyId }) => policyId === shippedPolicyId);
  return [...(all ? [] : [shipped]), ...seen].map(publishedOf).toSorted(wideFirst);
}

/** What a scope says beside country and channel. */
const localOf = ({ categories, tiers }: PolicyScope = {}): NonNullable<Published['scope']> => ({
  ...(categories && { categories }),
  ...(tiers && { tiers }),
});

/** Whether one takes the place of the other there: it is the narrower one, and no less wide in this country. */
const hides = (one: Activation, other: Activation): boolean =>
  isWithin(one.scope, other.scope) && isWithin(localOf(other.scope), localOf(one.scope));

function publishedOf({ policyId, version, scope, from }: Pick<Activation, 'policyId' | 'version' | 'scope' | 'from'>) {
  const local = localOf(scope);
  return {
    policyId,
    version,
    ...(Object.keys(local).length > 0 && { scope: local }),
    ...(from > sinceEver && { since: from }),
  };
}

const wideFirst = (a: Published, b: Published): number =>
  Object.keys(a.scope ?? {}).length - Object.keys(b.scope ?? {}).length || (a.policyId < b.policyId ? -1 : 1);
