import * as z from 'zod';
import { sees } from '../../shared/access/principal.ts';
import { outcome } from '../../shared/contracts/decision.ts';
import type { readDecision as contract, DecisionRecord } from '../../shared/contracts/decisions.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { keptDecision } from '../../shared/contracts/kept-decision.ts';
import { overrideReason } from '../../shared/contracts/return.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { Usable } from '../../shared/policy/choice.ts';
import { policiesOf } from '../../shared/policy/replay.ts';
import { lineRights } from '../../shared/policy/statutory/under-law.ts';
import { type ReplayedLine, replayRequest } from '../../shared/returns/replay-request.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';

/** What the first event of a return keeps of its decision. */
const kept = z.object({ outcome, lines: z.array(keptDecision) });

/** How a return was decided, as its first event keeps it, and the decision made again from that alone. */
export function createReadDecision({ table, policies }: { table: Table; policies: PolicyReader }) {
  return async ({ principal, params }: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { brand } = principal;
    const found = await loadWithEvents(table, brand, params.rma);
    if (!found || !sees(principal, found.current.head)) throw new ProblemError('not-found');
    const [first, ...later] = found.events;
    if (!first) throw new Error('A return begins with an event');
    // A price credit makes a return without a decision; what another version of this software kept may lack something.
    const was = kept.safeParse(first.data);
    if (!was.success) throw new ProblemError('not-found', say('no_decision_kept'));
    const { outcome: whole, lines } = was.data;
    const known = new Map<string, Usable>();
    const nameOf = ({ id, version }: { id: string; version: string }) => `${id} ${version}`;
    await Promise.all(
      lines.flatMap(policiesOf).map(async ({ id, version }) => {
        const policy = await policies.load(brand, { policyId: id, version });
        if (policy) known.set(nameOf({ id, version }), policy);
      }),
    );
    const replayed = replayRequest(lines, (named) => known.get(nameOf(named)));
    return {
      body: {
        rma: params.rma,
        decidedAt: first.at,
        outcome: whole,
        language: lines[0]?.language ?? 'en',
        lines: replayed.map((line) =>
          lineOf(
            line,
            policiesOf(line.kept)
              .map(nameOf)
              .find((name) => !known.has(name)),
          ),
        ),
        since: later.flatMap(sinceOf),
      },
    };
  };
}

function lineOf(
  { kept: was, again, differences }: ReplayedLine,
  missing: string | undefined,
): DecisionRecord['lines'][number] {
  const why = new Map([...(again?.rules ?? []), ...(again?.checks ?? [])].map((rule) => [rule.id, rule.why]));
  const named = (ids: readonly string[]) => ids.map((id) => ({ id, why: why.get(id) ?? id }));
  const law = was.law && lineRights(was.facts, was.law, was.language);
  const { message, offers, window } = again ?? {};
  return {
    portion: was.id,
    lineId: was.lineId,
    outcome: was.outcome,
    ...(message !== undefined && differences.length === 0 && { message }),
    policy: { ...was.policy, ...(again?.policy.because && { because: again.policy.because }) },
    facts: was.facts,
    ...(was.law && { law: was.law }),
    ...(was.withdraws && { withdraws: was.withdraws }),
    ...(was.wishAssumed && { wishAssumed: was.wishAssumed }),
    rules: named(was.rules),
    tried: was.tried,
    checks: named(was.checks),
    problems: was.problems,
    ...(was.terms && { terms: was.terms }),
    ...(was.holds && { holds: was.holds }),
    ...(was.destination && { destination: was.destination }),
    ...(offers && { offers }),
    ...(window && { window }),
    ...(law && { rights: law.rights, ...(law.entitlement && { entitlement: law.entitlement }) }),
    replayed: {
      same: again !== undefined && differences.length === 0,
      differences,
      ...(!again && missing !== undefined && { missing }),
    },
  };
}

const decisions: readonly ReturnEvent['type'][] = ['return.approved', 'return.rejected', 'return.dispute_settled'];
const overridden = z.object({ override: z.object({ code: overrideReason }) });

/** What a person decided later. */
function sinceOf({ seq, type, at, actor, data }: ReturnEvent): DecisionRecord['since'] {
  if (!decisions.includes(type)) return [];
  const override = overridden.safeParse(data).data?.override.code;
  return [{ seq, type, at, by: actor, ...(override && { override }) }];
}
