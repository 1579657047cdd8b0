import { type FieldError, ProblemError, type ProblemType } from '../contracts/errors.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import { type AssessmentFacts, windowOf } from './assess.ts';
import { refuseInvalid, refuseTaken } from './request-refusals.ts';
import { takeUnits } from './taken-units.ts';

/**
 * What would be refused, told and not thrown, all of it at once: as far as a draft has come, each step is looked at by itself.
 */
export function refusalsIn(request: ReturnRequest, given: Omit<AssessmentFacts, 'policy'>): RefusedField[] {
  const { order, claims, now } = given;
  const invalid = refusedBy(() => refuseInvalid(request, order, given));
  if (invalid.some(({ code }) => code === 'unknown_line')) return invalid;
  const taken = takeUnits(request, order, claims, now, windowOf(request, given).window);
  return [...invalid, ...refusedBy(() => refuseTaken(taken, given))];
}

/** A field that is refused, and as what. */
export type RefusedField = FieldError & { as: ProblemType };

function refusedBy(refuse: () => void): RefusedField[] {
  try {
    refuse();
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError) || !error.errors) throw error;
    return error.errors.map((one) => ({ ...one, as: error.type }));
  }
}
