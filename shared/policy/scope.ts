import type { PolicyScope } from '../contracts/policy-scope.ts';
import type { Text } from '../contracts/sentences/text.ts';

/** What of a line decides whose policy it is under; what is not known is absent. */
export interface LinePlace {
  readonly category: string;
  readonly country?: string | undefined;
  readonly channel?: string | undefined;
  readonly tier?: string | undefined;
}

const dimensions = [
  ['categories', 'category'],
  ['countries', 'country'],
  ['channels', 'channel'],
  ['tiers', 'tier'],
] as const;

/** The facts of a line that scopes are made of. */
export const lineFacts = dimensions.map(([, fact]) => fact);
export type LineFact = (typeof lineFacts)[number];

/** Whether a policy of this scope decides a line. What is not known of the line fits no policy that asks for it. */
export function fits(scope: PolicyScope = {}, line: LinePlace): boolean {
  return dimensions.every(([list, one]) => {
    const wanted: readonly string[] | undefined = scope[list];
    const value = line[one];
    return wanted === undefined || (value !== undefined && wanted.includes(value));
  });
}

/** Whether every line of the one scope is a line of the other, too: equal scopes are within each other. */
export function isWithin(scope: PolicyScope = {}, other: PolicyScope = {}): boolean {
  return dimensions.every(([list]) => {
    const wide: readonly string[] | undefined = other[list];
    return wide === undefined || scope[list]?.every((value) => wide.includes(value)) === true;
  });
}

/** Whether some line is of both scopes. */
export function meets(scope: PolicyScope = {}, other: PolicyScope = {}): boolean {
  return dimensions.every(([list]) => {
    const theirs: readonly string[] | undefined = other[list];
    return theirs === undefined || scope[list] === undefined || scope[list].some((value) => theirs.includes(value));
  });
}

/**
 * Whether two scopes leave it open which of them decides a line: they share lines, and neither is the narrower one. Of
 * policies that are in force together no two may: then those that fit a line are a chain, and its narrowest decides.
 */
export function isAmbiguous(scope: PolicyScope | undefined, other: PolicyScope | undefined): boolean {
  if (!meets(scope, other)) return false;
  return isWithin(scope, other) === isWithin(other, scope);
}

/** A policy by its title, its name and what it is for: “Audio” (audio: headphones, radios · DE). */
export function nameInBook({ title, policyId, scope = {} }: Named): Text {
  const parts = dimensions.flatMap(([list]) => (scope[list] ? [scope[list].join(', ')] : []));
  const within = parts.length > 0 ? parts.join(' · ') : undefined;
  return {
    en: `“${title}” (${policyId}: ${within ?? 'everything'})`,
    de: `„${title}“ (${policyId}: ${within ?? 'alles'})`,
  };
}

interface Named {
  readonly title: string;
  readonly policyId: string;
  readonly scope?: PolicyScope | undefined;
}
