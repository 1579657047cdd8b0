import type { Head } from '../contracts/return.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { partitions, sortKeys, type Table } from './table.ts';
import type { NamedWrite } from './transaction.ts';

/** What a return holds of its order: units by line, and serials. */
export interface Held {
  units: Record<string, number[]>;
  serials: readonly string[];
}

export const nothingHeld: Held = { units: {}, serials: [] };

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
    ...(canonicalJson(before.units) === canonicalJson(after.units)
      ? []
      : [unitsWrite(table, holder, after.units, claimsVersion)]),
    ...taken.map((serial) => takeSerial(table, holder, serial)),
    ...given.map((serial) => giveSerial(table, holder, serial)),
  ];
}

function unitsWrite(
  table: Table,
  { brand, rma, orderNumber }: Holder,
  held: Held['units'],
  claimsVersion: number | undefined,
): NamedWrite {
  const takes = claimsVersion !== undefined;
  const remains = Object.keys(held).length > 0;
  return {
    name: 'units',
    write: {
      Update: {
        TableName: table.name,
        Key: { pk: partitions.order(brand, orderNumber), sk: sortKeys.claims },
        UpdateExpression: [
          remains ? 'SET holders.#rma = :held' : 'REMOVE holders.#rma',
          ...(takes ? [', version = :next'] : []),
        ].join(''),
        ConditionExpression: takes ? 'version = :version' : 'attribute_exists(pk)',
        ExpressionAttributeNames: { '#rma': rma },
        ...((remains || takes) && {
          ExpressionAttributeValues: {
            ...(remains && { ':held': held }),
            ...(takes && { ':version': claimsVersion, ':next': claimsVersion + 1 }),
          },
        }),
      },
    },
  };
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
