import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { LineDecision, Outcome } from '../../../../shared/contracts/decision.ts';
import type { Facts } from '../../../../shared/contracts/facts.ts';
import { type KeptDecision, keptDecision } from '../../../../shared/contracts/kept-decision.ts';
import type { LawFacts } from '../../../../shared/contracts/rights.ts';
import { decideAlone, type PolicyChoice } from '../../../../shared/policy/choice.ts';
import { type CompiledPolicy, compilePolicy } from '../../../../shared/policy/compile.ts';
import { addDays } from '../../../../shared/policy/days.ts';
import { defaultPolicy } from '../../../../shared/policy/default-policy.ts';
import { claimsLack } from '../../../../shared/policy/entitlement.ts';
import { decideLine } from '../../../../shared/policy/evaluate.ts';
import { netOf } from '../../../../shared/policy/kinder.ts';
import { lawfulFacts } from '../../../../shared/policy/statutory/under-law.ts';
import { statutoryVersion } from '../../../../shared/policy/statutory/version.ts';
import { replayRequest } from '../../../../shared/returns/replay-request.ts';
import type { SampleRequest } from '../../../fixtures/policy/make-requests.ts';

/*
 * The made-up season of requests under the law as well as the shipped policy: with every standing that their order's goods
 * can have, stated as a withdrawal in so many words and not.
 */

const samples = readFileSync(new URL('../../../fixtures/policy/requests.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): SampleRequest => JSON.parse(line));

const shipped = compilePolicy(defaultPolicy);
const longer = compilePolicy({ ...defaultPolicy, version: 'longer', windows: { standard: 60, defect: 10 } });
const all = [shipped, longer];
const choices: Record<string, PolicyChoice> = {
  'the shipped policy': { named: shipped },
  'it and a later one': { ordered: shipped, current: longer },
  'a former one and it': { ordered: longer, current: shipped },
};

/** How the goods of an order may stand when a line of it is asked for. */
const standings: Record<string, (facts: Facts) => Partial<LawFacts>> = {
  'all has come': ({ deliveredOn }) => ({
    arrival: deliveredOn ? { state: 'all', lastOn: deliveredOn } : { state: 'unknown' },
  }),
  'another parcel is on its way': ({ deliveredOn }) => ({
    arrival: { state: 'unknown', ...(deliveredOn && { lastOn: deliveredOn }) },
  }),
  'another part is not sent yet': ({ deliveredOn }) => ({
    arrival: { state: 'part', ...(deliveredOn && { lastOn: deliveredOn }) },
  }),
  'told late, and replaced before': ({ today = '', deliveredOn = today }) => ({
    arrival: { state: 'all', lastOn: deliveredOn },
    told: addDays(deliveredOn, 1),
    replacements: [deliveredOn],
    warrantyMonths: 12,
  }),
};
const isMind = ({ reason }: Facts): boolean => reason === 'customer_remorse' || reason === 'open_box';
const wishes: Facts['preference'][] = ['repair', 'refund', undefined];

interface Case {
  id: string;
  facts: Facts;
  law: LawFacts;
  paid: KeptDecision['paid'];
  withdraws?: true;
}

const cases = (standing: (facts: Facts) => Partial<LawFacts>): Case[] =>
  samples.flatMap(({ id, facts }, i) => {
    // Some wish for a repair, which the sample's do not.
    const preference = i % 5 === 0 ? wishes[i % wishes.length] : facts.preference;
    const asked: Facts = { ...facts, ...(preference && { preference }) };
    const law: LawFacts = { version: statutoryVersion, arrival: { state: 'unknown' }, ...standing(asked) };
    const money = (minor: number) => ({ currency: facts.currency, minor });
    const one: Case = {
      id,
      facts: { ...asked, ...lawfulFacts(asked, law) },
      law,
      paid: { goods: money(facts.valueMinor), delivery: money(490) },
    };
    return isMind(facts) || facts.reason === 'other'
      ? [one, { ...one, id: `${id} by the function`, withdraws: true }]
      : [one];
  });

/** What is kept of a decision, as it is read again. */
const keptOf = ({ id, facts, law, paid, withdraws }: Case, decision: LineDecision): KeptDecision =>
  keptDecision.parse(
    JSON.parse(
      JSON.stringify({
        id,
        lineId: '1',
        facts,
        law,
        language: 'en',
        ...(withdraws && { withdraws }),
        policy: decision.policy,
        outcome: decision.outcome,
        rules: decision.rules.map((rule) => rule.id),
        tried: decision.tried,
        checks: decision.checks.map((check) => check.id),
        problems: [...facts.problems, ...decision.problems.map(({ code }) => code)],
        holds: decision.holds,
        paid,
        terms: decision.terms,
      }),
    ),
  );

const policyOf = ({ version }: { version: string }) => all.find(({ document }) => document.version === version);
const favour: readonly Outcome[] = ['reject', 'review', 'approve', 'returnless'];

/** What is worse for the customer than by a policy alone, and not for a reason the law gives. */
function worse({ facts, paid, withdraws }: Case, decision: LineDecision, policy: CompiledPolicy): string[] {
  const alone = decideLine(policy, facts);
  const { terms } = decision;
  const found: string[] = [];
  const status = decision.rights?.find(({ kind }) => kind === 'withdrawal')?.status;
  const mayBeWithdrawn = status === 'unknown' && (withdraws === true || isMind(facts));
  const isFeeKept = mayBeWithdrawn && alone.terms?.fees.some(({ kind }) => kind !== 'return_shipping');
  const isSentIn = facts.preference === 'repair' && claimsLack(facts.reason);
  // Goods that somebody has to look at first are not given away.
  const isLookedAt = status === 'open' && alone.checks.length > 0;
  const isExpected =
    (alone.outcome === 'approve' && decision.outcome === 'review' && isFeeKept) ||
    (alone.outcome === 'returnless' && decision.outcome === 'approve' && (isSentIn || isLookedAt));
  if (favour.indexOf(decision.outcome) < favour.indexOf(alone.outcome) && !isExpected)
    found.push(`${alone.outcome} by the policy, ${decision.outcome} under the law`);
  if (decision.outcome === alone.outcome && alone.terms && netOf(decision, paid) < netOf(alone, paid))
    found.push('less is paid back');
  if (decision.outcome === 'returnless' || terms?.labelPayer === 'none') {
    if (terms?.resolutions.includes('repair')) found.push('a repair of goods that never come');
    if (terms?.labelPayer !== 'none') found.push('a label for goods that are kept');
  }
  if (mayBeWithdrawn && decision.outcome === 'reject') found.push('a withdrawal that may be open is rejected');
  if (mayBeWithdrawn && decision.outcome !== 'review' && isFeeKept) found.push('a fee it would not bear is charged');
  return found;
}

describe.each(Object.entries(standings))('where %s', (_name, standing) => {
  const asked = cases(standing);

  test.each(Object.entries(choices))(
    'under %s: a replay is what was kept, and nothing is worse by law',
    (_of, choice) => {
      const wrong = asked.flatMap((one) => {
        const { facts, law, paid, withdraws } = one;
        const decision = decideAlone({ choice, facts, law, paid, withdraws });
        const [replayed] = replayRequest([keptOf(one, decision)], policyOf);
        const fields = replayed?.again ? replayed.differences.map(({ field }) => field) : ['not made again'];
        const policy = policyOf(decision.policy);
        return [...fields, ...(policy ? worse(one, decision, policy) : ['by no policy'])].map(
          (what) => `${one.id}: ${what}`,
        );
      });
      expect(wrong).toEqual([]);
    },
  );
});

test('the sample meets what these hold for', () => {
  const decided = Object.values(standings).flatMap((standing) =>
    cases(standing).map(({ facts, law, paid, withdraws }) =>
      decideAlone({ choice: { named: shipped }, facts, law, paid, withdraws }),
    ),
  );
  const count = (holds: (one: LineDecision) => unknown) => decided.filter(holds).length;
  const fired = (id: string) => count(({ rules }) => rules.some((rule) => rule.id === id));
  expect(fired('law-withdrawal')).toBeGreaterThan(300);
  expect(fired('law-conformity')).toBeGreaterThan(300);
  expect(fired('law-final-rejection')).toBeGreaterThan(50);
  expect(count(({ outcome, rights }) => outcome === 'review' && rights?.[0]?.status === 'unknown')).toBeGreaterThan(50);
  expect(count(({ offers }) => offers?.includes('price_reduction'))).toBeGreaterThan(50);
  expect(count(({ outcome }) => outcome === 'returnless')).toBeGreaterThan(100);
});
