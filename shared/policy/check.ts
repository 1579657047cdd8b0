import type { PolicyDocument } from '../contracts/policy.ts';
import { checkWritten } from './check-document.ts';
import { checkEvidence } from './check-evidence.ts';
import { checkFees } from './check-fees.ts';
import { checkLaw } from './check-law.ts';
import { checkPlaces } from './check-places.ts';
import { checkPublishing } from './check-publishing.ts';
import { checkAlone, checkRules } from './check-reach.ts';
import { failuresIn, sampleDecisions } from './check-sample.ts';
import { type CompiledPolicy, compilePolicy, PolicyError } from './compile.ts';
import { type Found, fault } from './finding.ts';
import { gridOf, ordinaryFacts } from './grid.ts';
import type { Budget, Space } from './reach.ts';

/**
 * How far a check goes, whatever the document: at most so many decisions in the sample, so many conditions asked for them,
 * and so many steps of the search beyond them (a condition asked is one, one that fails is fifty, as long as it takes). All
 * together is about a second of one core; the shipped policy takes a tenth of that.
 */
export const reach = { decisions: 2_000, sampled: 100_000, searched: 2_000_000 } as const;

/**
 * Checks a document as it is to be saved. The same document always has the same findings; with an error among them it cannot
 * be put in force. What each code means is in `shared/contracts/policy-findings.ts`.
 */
export function checkPolicy(document: PolicyDocument): Found[] {
  const written = checkWritten(document);
  const compiled = compiledOr(document);
  if (Array.isArray(compiled)) return [...compiled, ...written];
  const trees = [...compiled.guards, ...compiled.rules, ...compiled.modifiers].map(({ condition }) => condition.tree);
  const space: Space = {
    policy: compiled,
    dimensions: gridOf(document, trees, ['reason', 'condition', 'daysSinceDelivery', 'valueMinor']),
    ordinary: ordinaryFacts(document),
  };
  const budget: Budget = { left: reach.searched };
  const sampled = sampleDecisions(compiled, space, Math.min(reach.decisions, Math.ceil(reach.sampled / trees.length)));
  const guards = checkAlone('guards', compiled, space, sampled, budget);
  const rules = checkRules(compiled, space, sampled, budget);
  return [
    ...guards,
    ...rules,
    ...checkAlone('modifiers', compiled, space, sampled, budget),
    ...failuresIn(sampled),
    ...checkFees(compiled, space, budget),
    ...checkEvidence(compiled, space, sampled, budget),
    ...checkPlaces(compiled, space, sampled, rules, budget),
    ...checkLaw(compiled, space, budget),
    ...checkPublishing(document),
    ...written,
  ];
}

function compiledOr(document: PolicyDocument): CompiledPolicy | Found[] {
  try {
    return compilePolicy(document);
  } catch (error) {
    if (!(error instanceof PolicyError)) throw error;
    return error.faults.map(({ code, pointer, says }) => fault(code, pointer, says));
  }
}
