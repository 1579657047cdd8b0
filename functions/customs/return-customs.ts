import { sees } from '../../shared/access/principal.ts';
import { fieldError, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type {
  completeCustomsFacts as completeContract,
  readReturnCustoms as readContract,
} from '../../shared/contracts/return-customs.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import { completed, merged } from '../../shared/customs/completed.ts';
import { type MovementRecords, usedBy } from '../../shared/customs/movement.ts';
import {
  authorisationsOf,
  decideCustoms,
  decisionOf,
  portionInQuestion,
  questionOf,
} from '../../shared/returns/customs.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { type CommandDeps, runCommand } from '../../shared/runtime/return-command.ts';
import { readMovementRecords } from '../../shared/storage/customs-records.ts';
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
    const { params, body, principal, now } = request;
    const { brand } = principal;
    const { decideFacts, factErrors } = await loadEngine();
    return {
      body: await runCommand(deps, request, params.rma, 'return.complete_customs', async (current, context) => {
        const portion = portionInQuestion(current, body.portion);
        const decisions = await loadCustomsDecisions(deps.table, brand, params.rma);
        const last = decisions.findLast((one) => one.portion === questionOf(portion));
        if (!last) throw new Error(`Portion ${portion.id} has a customs question and no decision`);
        const { origin, destination } = last.facts;
        const kept = await readMovementRecords(deps.table, brand, origin, destination);
        const records = withoutOwnUses(kept, authorisationsOf(current.portions));
        const stated = merged(last.stated ?? {}, body.facts);
        const { facts, authorisation } = completed(last, stated, records, now.toISOString().slice(0, 10));
        refuse('invalid-request', factErrors(facts, '/facts'));
        const cleared = body.cleared ?? last.answer.cleared;
        const decided = decideFacts(facts, records.lane, cleared);
        if (body.cleared && !decided.answer.cleared)
          refuse('invalid-request', [fieldError('/cleared', 'rules_decide_here', { lane: decided.answer.lane })]);
        const used = usedBy(decided.answer, authorisation);
        const answer = { ...decided, ...(used && { authorisation: used.authorisation }) };
        return decideCustoms(
          current,
          context,
          decisionOf(questionOf(portion), last.version + 1, answer, context, stated),
        );
      }),
    };
  };
}

/** A return's own use of an authorisation does not stand in its way when it is decided anew. */
const withoutOwnUses = (records: MovementRecords, own: ReadonlySet<string>): MovementRecords => ({
  ...records,
  authorisations: records.authorisations.map((one) =>
    own.has(one.authorisation) ? { ...one, used: one.used - 1 } : one,
  ),
});
