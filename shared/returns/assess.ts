import type { CompanyAccount } from '../contracts/companies.ts';
import type { Channel, LineDecision, Outcome } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order, Person } from '../contracts/order.ts';
import type { ReasonSet } from '../contracts/reasons.ts';
import type { Portion } from '../contracts/return.ts';
import type { LawFacts } from '../contracts/rights.ts';
import type { SerialRule } from '../contracts/serial-rules.ts';
import type { GoodsRoute } from '../contracts/sites.ts';
import type { Claims } from '../orders/claims.ts';
import { type Credits, lessCredits } from '../orders/credits.ts';
import { unitShares } from '../orders/units.ts';
import { chooseTogether } from '../policy/choice.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import { defaultWindows } from '../policy/default-windows.ts';
import { lawRule } from '../policy/statutory/with-rights.ts';
import { brandZone, type Whereabouts, whereabouts } from '../policy/zones.ts';
import { type Demands, demandsOf } from '../reasons/demands.ts';
import type { KnownSerials } from '../serials/known.ts';
import { type AnsweredLine, type AskCustoms, answerWhereItGoes, type ChoosePolicy, routeFor } from './answers.ts';
import { askedLines } from './asked-lines.ts';
import { customsOfPortion, type LineCustoms } from './customs.ts';
import { comesBack, isUnplaced, parcelsOf, type Shipping, siteOf } from './destinations.ts';
import { lineMessage } from './line-message.ts';
import { chargedOneLabel, resolutionOf } from './offered.ts';
import type { PlannedParcel } from './packing.ts';
import { type KnownDealers, needsProof } from './purchase-doubts.ts';
import { claimedValue, type RequestFacts } from './request-facts.ts';
import { refuseInvalid, refuseTaken } from './request-refusals.ts';
import { takeUnits } from './taken-units.ts';
import { verifiedSerials } from './verified-serials.ts';
import { isWithdrawn, withdrawalStated } from './withdrawal-stated.ts';

/** Assesses a request without making a return of it: the same for a preview and for the real thing. */

/** Everything a request is assessed with. */
export interface AssessmentFacts {
  order: Order;
  person: Person;
  claims: Claims;
  /** What was credited of the price of units; none when left out. */
  credits?: Credits;
  /** What decides every line, or how it is chosen for each by its facts. */
  policy: CompiledPolicy | ChoosePolicy;
  /** What is agreed with the company the order was placed for. */
  company?: CompanyAccount;
  /** Country the brand takes goods back in. */
  homeCountry: string;
  /** The brand's time zone, where it states one: for days of customers whose country is not known. */
  timeZone?: string | undefined;
  now: Date;
  /** How the request came in; absent: unknown. */
  channel?: Channel;
  /** It was stated as a withdrawal, by the function for it. */
  withdraws?: boolean;
  /** Language (ISO 639-1) of the sentences. Default English. */
  language?: string;
  /** The brand's reasons by category; the shipped ones when left out. */
  reasons?: readonly ReasonSet[] | undefined;
  /** The brand's rules for serial numbers, and what is known of those that are named; none when left out. */
  serialRules?: readonly SerialRule[] | undefined;
  serials?: KnownSerials;
  /** Dealers that the order or the request names; none when left out. */
  dealers?: KnownDealers;
  /** What customs say of goods of a line of the order; absent where no border is crossed. */
  customs?: AskCustoms | undefined;
  /** The brand's sites, and what its carrier takes as a parcel. */
  shipping?: Shipping | undefined;
}

/** One line of a request with its units, its money and the policy's answer. */
export interface DecidedLine {
  request: RequestLine;
  portion: Omit<Portion, 'id' | 'state'>;
  facts: Facts;
  law: LawFacts;
  decision: LineDecision;
  /** Evidence that is demanded, by the policy and by the reason. */
  demands: Demands;
  customs?: LineCustoms;
  /** Where it goes; absent where nothing comes back, or the brand has one place. */
  destination?: GoodsRoute;
}

export interface DecidedRequest {
  outcome: Outcome;
  /** Where the customer counts days, and whose law a withdrawal is under. */
  where: Whereabouts;
  /** Of the sentences. */
  language: string;
  /** It was stated as a withdrawal, by the function for it. */
  withdraws?: true;
  lines: DecidedLine[];
  /** Its parcels, by the numbers of the lines; absent: one, to the brand's one place. */
  parcels?: PlannedParcel[];
}

/**
 * Decides a request: each line, and of the policies that could decide it the ones that are the kindest together.
 * @throws ProblemError invalid-request or not-returnable, with a pointer per field, when no decision can be made
 */
export function decideRequest(request: ReturnRequest, given: AssessmentFacts): DecidedRequest {
  const { order, claims, now, homeCountry } = given;
  const { where, window } = windowOf(request, given);
  refuseInvalid(request, order, given);
  const taken = takeUnits(request, order, claims, now, window);
  refuseTaken(taken, given);
  const { credits = {}, shipping = {} } = given;
  const whole = unitShares(order, claims.cancellations);
  const left = lessCredits(whole, credits);
  const asked = askedLines(
    request,
    order,
    taken,
    { whole, left, credits, takenOut: claims.cancellations },
    given.reasons,
  );
  const requestValue = asked.reduce((all, { line, shipped }) => all + (shipped ? line.paid.goods.minor : 0), 0);
  const facts: RequestFacts = {
    ...given,
    where,
    requestValue,
    returnedValue: claimedValue(left, claims) + requestValue,
  };
  const answered = asked.map((one) => answerWhereItGoes(one, facts, given));
  const decisions = chooseTogether(answered.map(({ answers }) => answers));
  const decided = answered.flatMap((one, i) => {
    const decision = decisions[i];
    if (!decision) return [];
    const line = withDestination(decidedLine(one, decision, given), routeFor(one, decision, facts, given));
    const message = lineMessage(line, isHeldBack(line), given.language ?? 'en');
    return [{ ...line, decision: { ...line.decision, message } }];
  });
  const parcels = parcelsOf(
    asked.flatMap(({ line: { line, asked: own }, shipped }, i) => {
      const { decision, destination } = decided[i] ?? {};
      return decision ? [{ comesBack: shipped && comesBack(decision), line, asked: own, destination }] : [];
    }),
    shipping,
  );
  return {
    // What holds a label back is for a person to answer first.
    outcome: outcomeOf(decided.map((line) => (isHeldBack(line) ? 'review' : line.decision.outcome))),
    // Whose law a withdrawal is under where nobody knows the customer's country: the brand's own.
    where: { ...where, country: where.country ?? homeCountry },
    language: given.language ?? 'en',
    ...(given.withdraws && { withdraws: true }),
    lines: withOneLabel(decided),
    ...(parcels && { parcels }),
  };
}

/** Where the customer counts days. Which units are free does not depend on the window, and no policy is chosen yet. */
export function windowOf(
  request: ReturnRequest,
  { order, person, homeCountry, timeZone }: Omit<AssessmentFacts, 'policy'>,
) {
  const address = order.shipToCountry ? person.address : request.contact?.address;
  const where = whereabouts(order, address, brandZone({ country: homeCountry, timeZone }));
  return { where, window: { days: defaultWindows.standard, where } };
}

/** A person looks at goods that no place can take; what is known of the others is where they go. */
function withDestination(line: DecidedLine, destination: GoodsRoute | undefined): DecidedLine {
  if (!destination) return line;
  const site = siteOf(destination);
  const check = isUnplaced(destination) && { id: 'destination', why: destination.why };
  const portion = {
    ...line.portion,
    ...(site && { site }),
    ...(check && { checks: [...(line.portion.checks ?? []), check] }),
  };
  return { ...line, portion, destination };
}

function decidedLine(answered: AnsweredLine, ruled: LineDecision, given: AssessmentFacts): DecidedLine {
  const { asked: of, facts, law, preference, customs } = answered;
  const { line: asked, units, shipped } = of;
  const { line, paid, tenders, reason, asked: request } = asked;
  const decision = { ...ruled, problems: [...answered.doubts, ...ruled.problems] };
  const resolution = resolutionOf(decision.terms, preference);
  const how = withdrawalStated(facts, given.withdraws);
  const withdrawal = isWithdrawn(how, { resolution, outcome: decision.outcome, shipped });
  // Also where nobody can say yet whether it is in time.
  const onItsTerms = how !== 'none' || decision.rules.some(({ id }) => id === lawRule('withdrawal'));
  return {
    request,
    facts: { ...facts, preference },
    law,
    decision,
    // Nothing can be shown of what was not shipped.
    demands: withProof(
      demandsOf(reason, decision.terms, !shipped || onItsTerms ? 'law' : answered.documentOf(decision)),
      needsProof(given.order) && how !== 'function',
    ),
    portion: {
      lineId: line.id,
      sku: line.sku,
      title: line.title,
      category: line.category,
      quantity: request.quantity,
      units,
      serials: shipped ? verifiedSerials(request, line) : [],
      ...(given.shipping && line.weightGrams !== undefined && { weightGrams: line.weightGrams }),
      ...(request.lot && { lot: request.lot }),
      reason: reason.class,
      ...(reason.code !== reason.class && { brandReason: reason.code }),
      resolution,
      paid: shipped && onItsTerms && resolution === 'refund' ? { ...paid, delivery: asked.standardDelivery } : paid,
      tenders: [...tenders],
      ...(decision.terms && { terms: decision.terms }),
      rules: decision.rules,
      ...(decision.checks.length > 0 && { checks: decision.checks }),
      ...(withdrawal && { withdrawal }),
      ...(customs && { customs: customsOfPortion(customs, decision.holds, line) }),
    },
    ...(customs && { customs }),
  };
}

/** The receipt, beside what else is demanded. */
const withProof = (demands: Demands, proof: boolean): Demands =>
  proof && !demands.types.includes('document') ? { ...demands, types: [...demands.types, 'document'] } : demands;

/** The lines with the fees that are left when one label is charged for all of them. */
function withOneLabel(lines: readonly DecidedLine[]): DecidedLine[] {
  const charged = chargedOneLabel(lines.map(({ decision }) => decision.terms));
  return lines.map((line, i) => {
    const terms = charged[i];
    if (!terms || terms === line.decision.terms) return line;
    return { ...line, decision: { ...line.decision, terms }, portion: { ...line.portion, terms } };
  });
}

/** Whether a label would be made of it, but for a question that has to be answered first. */
const isHeldBack = ({ decision, portion, destination }: DecidedLine): boolean =>
  decision.holds !== undefined ||
  isUnplaced(destination) ||
  (portion.customs?.held === true && decision.terms !== undefined && decision.terms.labelPayer !== 'none');

/** The whole request's outcome: one doubtful line holds all for a person; else the most favourable of its lines. */
export function outcomeOf(outcomes: readonly Outcome[]): Outcome {
  return (['review', 'approve', 'returnless'] as const).find((one) => outcomes.includes(one)) ?? 'reject';
}
