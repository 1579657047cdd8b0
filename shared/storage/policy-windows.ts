import { GetCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { holidayPeriod } from '../contracts/policy.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { isShipped, type PolicyRef } from '../policy/shipped.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** How long goods can be returned under a version of a policy: for who shows it, and decides nothing. */

const windowed = z.object({
  windows: z.object({ standard: z.int() }),
  holidayPeriods: z.array(holidayPeriod).optional(),
});
export type PolicyWindow = { days: number; periods?: z.infer<typeof windowed>['holidayPeriods'] };

/** Policies a process remembers; with more it begins anew. */
const mostKnown = 500;

/** Reads a version once, as none ever changes; what is not there has the shipped window. */
export function createWindowReader(table: Table): (brand: string, ref: PolicyRef) => Promise<PolicyWindow> {
  const known = new Map<string, PolicyWindow>();
  const shipped = windowOf(defaultPolicy);
  return async (brand, ref) => {
    if (isShipped(ref)) return shipped;
    const name = JSON.stringify([brand, ref.policyId, ref.version]);
    const kept = known.get(name);
    if (kept) return kept;
    const Key = { pk: partitions.policies(brand), sk: sortKeys.policyDocument(ref.policyId, ref.version) };
    const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key }));
    const read = Item ? windowed.safeParse(JSON.parse(String(Item.document))) : undefined;
    if (!read?.success) return shipped;
    const found = windowOf(read.data);
    if (known.size >= mostKnown) known.clear();
    known.set(name, found);
    return found;
  };
}

const windowOf = ({ windows, holidayPeriods: periods }: z.infer<typeof windowed>): PolicyWindow => ({
  days: windows.standard,
  ...(periods && { periods }),
});
