import type { CustomsFacts } from '../contracts/customs.ts';
import { factAt, pathOf } from './condition.ts';
import type { Movement } from './movement.ts';

/** Facts that nobody stated to customs. */

/**
 * What is taken for granted, and is no more than likely. Of goods that come back: that they had been sold, that they are
 * unaltered where the customer says unopened, that who is of record today exported them then, and (where the place they leave
 * may pay duty back) that they had no defect where the reason says of none. Of all goods: that they are what the order says.
 * Nobody has seen them yet, so nothing of it agrees with the outbound invoice but on paper.
 * @param same whether who is to import them is of record as having exported them
 */
export function assumedOf(
  activity: NonNullable<CustomsFacts['activity']>,
  { line, asked, reason, relievedAtHome }: Pick<Movement, 'line' | 'asked' | 'reason' | 'relievedAtHome'>,
  same: boolean,
): string[] {
  const { cnCode, value } = line.customs ?? {};
  const returns = activity === 'return';
  return [
    ...(cnCode === undefined ? [] : ['/goods/cnCode']),
    '/goods/description',
    ...(value === undefined ? [] : [returns ? '/goods/value' : '/goods/valueBeforeExport']),
    ...(returns ? ['/returned/exportedFor'] : []),
    ...(returns && same ? ['/returned/samePerson'] : []),
    ...(returns && asked.condition === 'unopened' ? ['/returned/unaltered'] : []),
    ...(returns && relievedAtHome && soundGoods.includes(reason) ? ['/rejected/defectiveAtRelease'] : []),
  ];
}

/**
 * Reasons that say of no defect and no misdelivery: duty comes back only on goods that were defective or not as contracted
 * when they were released (Regulation (EU) No 952/2013, Art. 118(1); in the United Kingdom rejected goods).
 */
const soundGoods: readonly Movement['reason'][] = ['customer_remorse', 'demo_return', 'end_of_lease'];

/**
 * Facts without those that nobody stated to customs: they were taken from other records of the same goods, so that held
 * against these they prove nothing.
 */
export function withoutAssumed(facts: CustomsFacts): CustomsFacts {
  const { assumed = [] } = facts;
  return assumed.reduce<CustomsFacts>((rest, pointer) => without(rest, stepsOf(pointer)), facts);
}

/** A group without one of its fields. */
export function without<Group extends object>(group: Group, [name = '', ...deeper]: readonly string[]): Group {
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

/** The names that a JSON pointer goes by. */
export const stepsOf = (pointer: string): string[] => pointer.slice(1).split('/');
