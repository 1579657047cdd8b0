import type { Terms } from '../contracts/decision.ts';
import type { DecidedRequest } from './assess.ts';

/**
 * The one label of a consignment: it is charged with the first of its returns that is charged one, and with no other; not
 * at all once the brand pays for it.
 */

const isLabel = ({ kind }: Terms['fees'][number]) => kind === 'return_shipping';

/** Whether a request settles who pays for the label that goods come back with. */
export function settlesLabel({ lines }: Pick<DecidedRequest, 'lines'>): boolean {
  return lines.some(({ decision: { terms } }) => terms && (terms.labelPayer === 'brand' || terms.fees.some(isLabel)));
}

/** A request under a label that is settled already. */
export function withoutLabelFee(decided: DecidedRequest): DecidedRequest {
  return {
    ...decided,
    lines: decided.lines.map((line) => {
      const { terms } = line.decision;
      if (!terms?.fees.some(isLabel)) return line;
      const left = { ...terms, fees: terms.fees.filter((fee) => !isLabel(fee)) };
      return { ...line, decision: { ...line.decision, terms: left }, portion: { ...line.portion, terms: left } };
    }),
  };
}
