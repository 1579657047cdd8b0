import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { PolicyDocument } from '../contracts/policy.ts';
import type { Usable } from '../policy/choice.ts';
import { compilePolicy } from '../policy/compile.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { isShipped, type PolicyRef } from '../policy/shipped.ts';
import { partitions, sortKeys, type Table } from './table.ts';

/** Policies as decisions need them: compiled, and kept in memory for good, as no version ever changes. */
export interface PolicyReader {
  /** What is in memory already. */
  kept(brand: string, ref: PolicyRef): Usable | undefined;
  /** Undefined where there is no such version. */
  load(brand: string, ref: PolicyRef): Promise<Usable | undefined>;
  /** The newest version of a policy, in force or not. */
  newest(brand: string, policyId: string): Promise<string | undefined>;
}

/** Policies a process remembers; with more it begins anew. */
const mostKnown = 100;

export function createPolicyReader(table: Table): PolicyReader {
  let shipped: Usable | undefined;
  /** Compiled when it first decides: who only tracks or withdraws need not wait for it. */
  const shippedPolicy = () => {
    shipped ??= compilePolicy(defaultPolicy);
    return shipped;
  };
  const known = new Map<string, Usable>();
  const nameOf = (brand: string, { policyId, version }: PolicyRef) => JSON.stringify([brand, policyId, version]);
  const kept: PolicyReader['kept'] = (brand, ref) => (isShipped(ref) ? shippedPolicy() : known.get(nameOf(brand, ref)));
  return {
    kept,
    async load(brand, ref) {
      const found = kept(brand, ref);
      if (found) return found;
      const saved = await read(table, brand, sortKeys.policyDocument(ref.policyId, ref.version));
      if (!saved) return undefined;
      const usable = compiled(ref, String(saved.document));
      if (known.size >= mostKnown) known.clear();
      known.set(nameOf(brand, ref), usable);
      return usable;
    },
    async newest(brand, policyId) {
      const newest = await read(table, brand, sortKeys.policy(policyId));
      return newest && String(newest.version);
    },
  };
}

async function read(table: Table, brand: string, sk: string): Promise<Record<string, unknown> | undefined> {
  const Key = { pk: partitions.policies(brand), sk };
  const { Item } = await table.documents.send(new GetCommand({ TableName: table.name, Key, ConsistentRead: true }));
  return Item;
}

/**
 * A saved document was parsed by its contract when it was saved. It is not parsed again: the contract's schemas would make
 * every start of intake a tenth longer. What it lacks is found when it is compiled, or when it is asked.
 */
function compiled({ policyId, version }: PolicyRef, document: string): Usable {
  try {
    return compilePolicy({ ...(JSON.parse(document) as PolicyDocument), id: policyId, version });
  } catch (error) {
    return { id: policyId, version, why: error instanceof Error ? error.message : String(error) };
  }
}
