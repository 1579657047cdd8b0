import type { Head } from '../contracts/return.ts';
import type { Held } from '../returns/claims.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

export const nothingHeld: Held = { units: {}, cancelled: {}, serials: [] };

type Holder = Pick<Head, 'brand' | 'rma' | 'orderNumber'>;

/**
 * Takes units of an order and serials, or gives them back, as they are held before and after.
 * @param claimsVersion version of the order's claims that taking units was decided on; giving back needs none, as a
 *   return's entry is changed by itself only
 */
export function claimWrites(
  table: Table,
  holder: Holder,
  before: Held,
  after: Held,
  claimsVersion: number | undefined,
): NamedWrite[] {
  const taken = after.serials.filter((one) => !before.serials.includes(one));
  const given = before.serials.filter((one) => !after.serials.includes(one));
  return [
    ...unitsWrite(table, holder, before, after, claimsVersion),
    ...taken.map((serial) => takeSerial(table, holder, serial)),
    ...given.map((serial) => giveSerial(table, holder, serial)),
  ];
}

const cancels = '#cancel';

/** Who holds the units that a return takes out of its order, beside those that it brings back. */
export const cancellationOf = (rma: string): string => `${rma}${cancels}`;

/** Whether a holder of units takes them out of the order. */
export const isCancellation = (holder: string): boolean => holder.endsWith(cancels);

function unitsWrite(
  table: Table,
  { brand, rma, orderNumber }: Holder,
  before: Held,
  after: Held,
  claimsVersion: number | undefined,
): NamedWrite[] {
  const changed = [
    { name: 'returned', holder: rma, was: before.units, is: after.units },
    { name: 'cancelled', holder: cancellationOf(rma), was: before.cancelled, is: after.cancelled },
  ].filter(({ was, is }) => canonicalJson(was) !== canonicalJson(is));
  if (changed.length === 0) return [];
  const takes = claimsVersion !== undefined;
  const kept = changed.filter(({ is }) => Object.keys(is).length > 0);
  const gone = changed.filter((one) => !kept.includes(one));
  const sets = [...kept.map(({ name }) => `holders.#${name} = :${name}`), ...(takes ? ['version = :next'] : [])];
  return [
    {
      name: 'units',
      write: {
        Update: {
          TableName: table.name,
          Key: { pk: partitions.order(brand, orderNumber), sk: sortKeys.claims },
          UpdateExpression: [
            ...(sets.length > 0 ? [`SET ${sets.join(', ')}`] : []),
            ...(gone.length > 0 ? [`REMOVE ${gone.map(({ name }) => `holders.#${name}`).join(', ')}`] : []),
          ].join(' '),
          ConditionExpression: takes ? 'version = :version' : 'attribute_exists(pk)',
          ExpressionAttributeNames: Object.fromEntries(changed.map(({ name, holder }) => [`#${name}`, holder])),
          ...(sets.length > 0 && {
            ExpressionAttributeValues: {
              ...Object.fromEntries(kept.map(({ name, is }) => [`:${name}`, is])),
              ...(takes && { ':version': claimsVersion, ':next': claimsVersion + 1 }),
            },
          }),
        },
      },
    },
  ];
}

function takeSerial(table: Table, { brand, rma }: Holder, serial: string): NamedWrite {
  return {
    name: `serial:${serial}`,
    write: {
      Put: {
        TableName: table.name,
        Item: { pk: partitions.serial(brand, serial), sk: sortKeys.claims, rma },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    },
  };
}

function giveSerial(table: Table, { brand, rma }: Holder, serial: string): NamedWrite {
  return {
    name: `serial:${serial}`,
    write: {
      Delete: {
        TableName: table.name,
        Key: { pk: partitions.serial(brand, serial), sk: sortKeys.claims },
        ConditionExpression: 'attribute_not_exists(pk) OR rma = :owner',
        ExpressionAttributeValues: { ':owner': rma },
      },
    },
  };
}
