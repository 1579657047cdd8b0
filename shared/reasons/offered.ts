import { type ReasonCode, reasonCode } from '../contracts/decision.ts';
import type { EvidenceDemand, OfferedReason, ReasonQuestion, ReasonSet } from '../contracts/reasons.ts';
import type { LocalText } from '../contracts/values.ts';
import { shippedReasons } from './shipped.ts';

/** A reason that may be given for a product, with all that belongs to it. */
export interface Reason {
  code: string;
  /** As what policies take it. */
  class: ReasonCode;
  label: LocalText;
  questions: readonly ReasonQuestion[];
  evidence: EvidenceDemand;
}

const asShipped: readonly OfferedReason[] = reasonCode.options.map((code) => ({ code }));

/**
 * The reasons offered for a category of products, in their order: those of the set that names it, else of the set for all
 * others, else the shipped ones.
 */
export function reasonsFor(sets: readonly ReasonSet[] | undefined, category: string | undefined): Reason[] {
  const own = sets?.find(({ categories }) => category !== undefined && categories?.includes(category));
  const set = own ?? sets?.find(({ categories }) => categories === undefined);
  return (set?.reasons ?? asShipped).map(completed);
}

/** What a brand left out is as shipped for the class. */
function completed(one: OfferedReason): Reason {
  const ofClass = one.class ?? reasonCode.parse(one.code);
  const shipped = shippedReasons[ofClass];
  return {
    code: one.code,
    class: ofClass,
    label: one.label ?? shipped.label,
    questions: one.questions ?? shipped.questions,
    evidence: one.evidence ?? shipped.evidence,
  };
}
