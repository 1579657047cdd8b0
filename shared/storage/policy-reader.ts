import type { PolicyDocument } from '../contracts/policy.ts';
import type { PolicyBook } from '../policy/book.ts';
import { type CompiledPolicy, compilePolicy } from '../policy/compile.ts';
import { defaultPolicy } from '../policy/default-policy.ts';
import { isShipped, type PolicyRef } from '../policy/shipped.ts';
import { loadBook } from './policy-book.ts';
import type { Table } from './table.ts';

/** Policies as decisions need them: compiled, and kept in memory. */
export interface PolicyReader {
  /** A brand's book; what was changed is seen within ten seconds. */
  book(brand: string, now: Date): Promise<PolicyBook>;
  /** A version, compiled; undefined where there is none of that name. Versions never change, so it is kept for good. */
  version(brand: string, ref: PolicyRef): Promise<CompiledPolicy | undefined>;
}

/** How long a book is used without a look whether it was changed. */
const bookSeconds = 10;
/** Compiled policies a process remembers; with more it begins anew. */
const mostKnown = 100;
const mostBooks = 500;

/** @throws PolicyError when the shipped policy cannot be used */
export function createPolicyReader(table: Table): PolicyReader {
  const shipped = compilePolicy(defaultPolicy);
  const compiled = new Map<string, CompiledPolicy>();
  const books = new Map<string, { at: number; book: PolicyBook }>();
  return {
    async book(brand, now) {
      const kept = books.get(brand);
      if (kept && Math.abs(now.getTime() - kept.at) < bookSeconds * 1000) return kept.book;
      const book = await loadBook(table, brand);
      if (books.size >= mostBooks) books.clear();
      books.set(brand, { at: now.getTime(), book });
      return book;
    },
    async version(brand, { policyId, version }) {
      if (isShipped({ policyId, version })) return shipped;
      const name = JSON.stringify([brand, policyId, version]);
      const known = compiled.get(name);
      if (known) return known;
      const document = await documentOf(table, brand, { policyId, version });
      if (!document) return undefined;
      const made = compilePolicy(document);
      if (compiled.size >= mostKnown) compiled.clear();
      compiled.set(name, made);
      return made;
    },
  };
}

async function documentOf(table: Table, brand: string, ref: PolicyRef): Promise<PolicyDocument | undefined> {
  // Loaded when a brand has a policy of its own: its schemas would make every start of intake longer.
  const { loadPolicy } = await import('./policies.ts');
  const found = await loadPolicy(table, brand, ref.policyId, ref.version);
  return found && { id: ref.policyId, version: ref.version, ...found.document };
}
