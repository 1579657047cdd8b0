import { sees } from '../../shared/access/principal.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type {
  completeCustomsFacts as completeContract,
  readReturnCustoms as readContract,
} from '../../shared/contracts/return-customs.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import { merged } from '../../shared/customs/merged.ts';
import { decidedAgain } from '../../shared/intake/customs-again.ts';
import { decideCustoms, portionInQuestion, questionOf } from '../../shared/returns/customs.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';
import { loadCustomsDecisions } from '../../shared/storage/return-customs.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import { loadEngine } from './load-engine.ts';

/** The customs decisions of a return: read and made again, completed and decided anew. */

/** Every decision with whether it can still be made again, the newest of each portion with the whole determination. */
export function createReadReturnCustoms({ table }: { table: Table }) {
  return async ({ principal, params, language }: Request<typeof readContract>): Promise<Reply<typeof readContract>> => {
    const { brand } = principal;
    const [current, decisions] = await Promise.all([
      loadReturn(table, brand, params.rma),
      loadCustomsDecisions(table, brand, params.rma),
    ]);
    if (!current || !sees(principal, current.head)) throw new ProblemError('not-found');
    const { replay, wrongWith } = await loadEngine();
    const speaks = await language();
    const newest = new Map(decisions.map(({ portion, version }) => [portion, version]));
    return {
      body: {
        rma: params.rma,
        decisions: decisions.map((one) => {
          const { determination, same } = replay(one.facts, one.answer.packs, one.sha256);
          const isNewest = newest.get(one.portion) === one.version;
          const wrong = isNewest ? wrongWith(one.facts) : [];
          const errors = wrong.map((each) => ({
            pointer: each.pointer,
            code: each.code,
            detail: sentenceIn(speaks, each),
          }));
          return {
            ...one,
            ...(isNewest && { determination }),
            ...(errors.length > 0 && { errors }),
            replayed: { same },
          };
        }),
      },
    };
  };
}

/** Decides a portion's customs question anew, with what compliance completed and with who is of record by now. */
export function createCompleteFacts(deps: CommandDeps) {
  return async (request: Request<typeof completeContract>): Promise<Reply<typeof completeContract>> => {
    const { params, body, principal } = request;
    const { table } = deps;
    const engine = await loadEngine();
    return {
      body: await runCommand(deps, request, params.rma, 'return.complete_customs', async (current, context) => {
        const portion = portionInQuestion(current, body.portion);
        const decisions = await loadCustomsDecisions(table, principal.brand, params.rma);
        const last = decisions.findLast((one) => one.portion === questionOf(portion));
        if (!last) throw new Error(`Portion ${portion.id} has a customs question and no decision`);
        const stated = merged(last.stated ?? {}, body.facts);
        const cleared = body.cleared ?? last.answer.cleared;
        const decision = await decidedAgain({ table, engine }, current, last, { stated, cleared }, context);
        refuse('invalid-request', engine.factErrors(decision.facts, '/facts'));
        const { answer } = decision;
        if (body.cleared && !answer.cleared)
          refuse('invalid-request', [fieldError('/cleared', 'rules_decide_here', { lane: answer.lane })]);
        return decideCustoms(current, context, decision);
      }),
    };
  };
}
