import { createHash } from 'node:crypto';
import type { CustomsFacts } from '../contracts/customs.ts';
import type { Determination, ValuationAnswer, ValuationRequest } from '../contracts/customs-answers.ts';
import type { PackVersion } from '../contracts/customs-basis.ts';
import type { CustomsLane } from '../contracts/customs-records.ts';
import type { Resolution } from '../contracts/decision.ts';
import type { FieldError } from '../contracts/errors.ts';
import type { Clearance, ReturnCustoms } from '../contracts/return-customs-answer.ts';
import { canonicalJson } from '../returns/event-chain.ts';
import { checkFacts } from './check-facts.ts';
import { completed } from './completed.ts';
import { ofVersions } from './jurisdiction.ts';
import { shippedJurisdictions } from './jurisdictions/shipped.ts';
import { activityFor, type Movement, type MovementRecords, movementFacts } from './movement.ts';
import { determine, valuate } from './route.ts';
import { ruleErrors, valuationErrors } from './rule-errors.ts';
import { standingOf } from './standing.ts';

/**
 * The engine as a return asks it, in one piece: whoever only rarely meets a border loads it when it does
 * (`await import`), and starts without it.
 */

/** Every rule pack there is, each version. */
export const packs = shippedJurisdictions;

export const determineFacts = (facts: CustomsFacts): Determination => determine(facts, packs);
export const valueFacts = (request: ValuationRequest): ValuationAnswer | undefined => valuate(request, packs);
export const requestErrors = (request: ValuationRequest): FieldError[] => valuationErrors(request, packs);

/** What was decided of a movement, and on which facts. */
export interface Decided {
  facts: CustomsFacts;
  answer: ReturnCustoms;
  sha256: string;
}

export const decideMovement = (movement: Omit<Movement, 'relievedAtHome'>, records: MovementRecords): Decided =>
  decideFacts(movementFacts({ ...movement, relievedAtHome: hasRules(movement.from) }, records), records.lane);

const hasRules = (country: string): boolean => shippedJurisdictions.some((pack) => pack.here(country));

/** What goods that leave a country go over the border for, under a resolution. */
export const activityUnder = (resolution: Resolution, from: string) => activityFor(resolution, hasRules(from));

/** What is known of a movement by now. Errors are values: a class thrown here is not the caller's, which is bundled apart. */
export const completeFacts = completed;

/** Facts that contradict the rules (currencies without a rate) are decided as what they are: not known. */
export function decideFacts(facts: CustomsFacts, lane: CustomsLane | undefined, cleared?: Clearance): Decided {
  const found = determine(facts, shippedJurisdictions);
  const wrong = factErrors(facts).map(({ pointer }) => pointer);
  const answer = standingOf(facts, found, lane, cleared);
  const open: ReturnCustoms = { ...answer, standing: 'unknown', lacks: [...answer.lacks, ...wrong] };
  return { facts, answer: wrong.length > 0 ? open : answer, sha256: digestOf(found) };
}

export const factErrors = (facts: CustomsFacts, under = ''): FieldError[] =>
  ruleErrors(facts, shippedJurisdictions, under);

/** All that is wrong with facts as they are kept: their form, and what the rules tell of them. */
export function wrongWith(kept: CustomsFacts): FieldError[] {
  const checked = checkFacts(kept, shippedJurisdictions);
  return checked.ok ? [] : checked.errors.map((one) => ({ ...one, pointer: `/facts${one.pointer}` }));
}

/** Determines again by the versions of the rules that a decision names. */
export function replay(facts: CustomsFacts, versions: readonly PackVersion[], sha256: string) {
  const found: Determination = determine(facts, ofVersions(shippedJurisdictions, versions));
  return { determination: found, same: digestOf(found) === sha256 };
}

const digestOf = (found: Determination): string => createHash('sha256').update(canonicalJson(found)).digest('hex');
