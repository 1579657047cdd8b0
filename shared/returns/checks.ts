import { ProblemError } from '../contracts/errors.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { amend, type Change, type Context, type Return } from './change.ts';
import { noted } from './review.ts';

/**
 * A person looked into what was routed to them while the return went on, and says what they found: staff read it in the log.
 * @throws ProblemError step-not-legal when nothing is to be looked into
 */
export function finishChecks(current: Return, context: Context, finding: string): Change {
  const looked = current.portions.filter(({ checks = [] }) => checks.length > 0);
  if (looked.length === 0) throw new ProblemError('step-not-legal', say('nothing_to_check'));
  const portions = looked.map(({ checks: _, ...portion }) => portion);
  return amend(current, context, {
    type: 'return.checked',
    portions,
    data: {
      portions: portions.map(({ id }) => id),
      checks: [...new Set(looked.flatMap(({ checks = [] }) => checks.map(({ id }) => id)))],
    },
    ...noted(current, context, 'agent', finding),
  });
}
