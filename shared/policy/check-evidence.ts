import type { Facts } from '../contracts/facts.ts';
import type { Sampled } from './check-sample.ts';
import { type CompiledPolicy, offerOf } from './compile.ts';
import { type Found, says, warning } from './finding.ts';
import { answeredBy, type Budget, findFacts, type Space } from './reach.ts';

/** Evidence that a reason demands, where no request with that reason is ever given terms: nobody is asked for it. */
export function checkEvidence(policy: CompiledPolicy, space: Space, { given }: Sampled, budget: Budget): Found[] {
  const { document, rules } = policy;
  const isGiven = (reason: Facts['reason']) => {
    const only = { names: new Set(['reason']), values: () => [{ reason }] };
    const own: Space = {
      ...space,
      ordinary: { ...space.ordinary, reason },
      dimensions: space.dimensions.map((one) => (one.names.has('reason') ? only : one)),
    };
    return [...rules, document.otherwise].some((rule, i) => {
      if (!offerOf(rule.answer)) return false;
      const { found, complete } = findFacts(own, answeredBy(rules, i), budget);
      return found !== undefined || !complete;
    });
  };
  const demanding = Object.entries(document.evidence).filter(([, types]) => types.length > 0);
  return demanding
    .map(([reason]) => reason as Facts['reason'])
    .filter((reason) => !given.has(reason) && !isGiven(reason))
    .map((reason) => warning('evidence_unused', `/evidence/${reason}`, says('evidence_never_asked', { reason })));
}
