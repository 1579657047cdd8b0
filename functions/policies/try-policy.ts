import { fieldError, ProblemError } from '../../shared/contracts/errors.ts';
import type { tryPolicy as contract } from '../../shared/contracts/policies.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { compilePolicy, PolicyError } from '../../shared/policy/compile.ts';
import { decideLine } from '../../shared/policy/evaluate.ts';
import { inEveryLanguage } from '../../shared/policy/worded-finding.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { Table } from '../../shared/storage/table.ts';
import { savedDocument } from './check-policy.ts';
import { refuseTooLarge } from './save-draft.ts';

/** Asks a policy about made-up facts: for who writes it and has no customer's order to try it on. Nothing is written. */
export function createTryPolicy({ table }: { table: Table }) {
  return async ({ params, body, language: spoken }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { facts, version } = body;
    const document = body.document ?? (await savedDocument(table, params, version));
    refuseTooLarge(document);
    const language = await spoken();
    try {
      const policy = compilePolicy({ id: params.policyId, version: version ?? 'draft', ...document });
      return { body: decideLine(policy, facts, language) };
    } catch (error) {
      if (!(error instanceof PolicyError)) throw error;
      const errors = error.faults.slice(0, 20).map(({ pointer, says }) =>
        fieldError(body.document ? `/document${pointer}` : '/version', 'expression', {
          detail: inEveryLanguage(says),
        }),
      );
      throw new ProblemError('policy-not-sound', say('policy_faults'), { errors });
    }
  };
}
