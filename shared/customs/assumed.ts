import type { CustomsFacts } from '../contracts/customs.ts';
import { factAt, pathOf } from './condition.ts';

/**
 * Facts without those that nobody stated to customs: they were taken from other records of the same goods, so that held
 * against these they prove nothing.
 */
export function withoutAssumed(facts: CustomsFacts): CustomsFacts {
  const { assumed = [] } = facts;
  return assumed.reduce<CustomsFacts>((rest, pointer) => without(rest, stepsOf(pointer)), facts);
}

function without<Group extends object>(group: Group, [name = '', ...deeper]: readonly string[]): Group {
  const { [name]: value, ...others } = group as Record<string, unknown>;
  const isGroup = typeof value === 'object' && value !== null && deeper.length > 0;
  return { ...others, ...(isGroup && { [name]: without(value, deeper) }) } as Group;
}

/**
 * Which assumptions still hold of facts that were completed: what is stated is assumed no more, nor what a stated fact speaks
 * against; and what goods that come back were exported for says nothing once they go for work.
 * @param told what was stated, by itself
 */
export const stillAssumed = (
  assumed: readonly string[],
  activity: NonNullable<CustomsFacts['activity']>,
  told: CustomsFacts,
): string[] =>
  assumed.filter(
    (one) =>
      (activity === 'return' || !one.startsWith('/returned/')) &&
      !spokenAgainst(one, told) &&
      factAt(pathOf(one))(told) === undefined,
  );

/** Facts without the assumptions that what was stated speaks against. */
export const withoutDisproved = (facts: CustomsFacts, assumed: readonly string[], told: CustomsFacts): CustomsFacts => {
  const disproved = assumed.filter((one) => spokenAgainst(one, told) && factAt(pathOf(one))(told) === undefined);
  return disproved.reduce((rest, one) => without(rest, stepsOf(one)), facts);
};

const spokenAgainst = (pointer: string, { work }: CustomsFacts): boolean =>
  pointer === '/returned/unaltered' && work?.altered === true;

const stepsOf = (pointer: string): string[] => pointer.slice(1).split('/');
