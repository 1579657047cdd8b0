import type { LineDecision, Problem, Resolution } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { RequestLine } from '../contracts/intake.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import type { LawFacts } from '../contracts/rights.ts';
import type { GoodsRoute } from '../contracts/sites.ts';
import { activityFor } from '../customs/movement.ts';
import { type Answers, answersTo, chooseTogether, isPriced, type PolicyChoice, type Usable } from '../policy/choice.ts';
import type { CompiledPolicy } from '../policy/compile.ts';
import type { AskedUnits } from './asked-lines.ts';
import { cancelled } from './cancellation.ts';
import type { LineCustoms } from './customs.ts';
import { comesBack, countryOf, routeOf, type Shipping } from './destinations.ts';
import { resolutionOf } from './offered.ts';
import { factsOf, type RequestFacts, unshippedFacts } from './request-facts.ts';

/** What the policies answer to a line of a request, before it is chosen among their answers. */

/** Says what decides a line. */
export type ChoosePolicy = (facts: Facts) => PolicyChoice;

/** Says how goods of an order's line, as they are asked for, may cross the border to a country; undefined where there is none. */
export type AskCustoms = (asked: RequestLine, line: OrderLine, to: string) => LineCustoms | undefined;

interface Answering {
  policy: CompiledPolicy | ChoosePolicy;
  language?: string;
  withdraws?: boolean;
  customs?: AskCustoms | undefined;
  shipping?: Shipping | undefined;
}

export interface AnsweredLine {
  asked: AskedUnits;
  facts: Facts;
  doubts: readonly Problem[];
  law: LawFacts;
  /** The wish that was put to the policies. */
  preference: Resolution;
  answers: Answers<LineDecision>;
  /** The policy that decided, of those that could. */
  documentOf: (decision: LineDecision) => PolicyDocument | undefined;
  customs?: LineCustoms;
}

/**
 * What is answered to a line for the place its goods go to. What the policy demands of that place may lead to another, and
 * that over a border the first is not behind (or the other way round): then the line is put to the policies once more.
 */
export function answerWhereItGoes(asked: AskedUnits, whole: RequestFacts, given: Answering): AnsweredLine {
  const { shipping = {}, language } = given;
  const { line, shipped } = asked;
  if (!shipped) return answerTo(asked, whole, given);
  const expected = routeOf(line, whole, shipping, { resolution: line.asked.preference, language });
  const home = countryOf(expected, shipping, whole.homeCountry);
  const first = answerTo(asked, { ...whole, homeCountry: home }, given);
  const [alone] = chooseTogether([first.answers]);
  const route = alone && routeFor(first, alone, whole, given);
  const to = countryOf(route, shipping, whole.homeCountry);
  return !route || to === home ? first : answerTo(asked, { ...whole, homeCountry: to }, given);
}

/** Where the goods of a line go under a decision; undefined where nothing comes back, or the brand has one place. */
export function routeFor(
  { asked: { line, shipped }, preference }: AnsweredLine,
  decision: LineDecision,
  whole: RequestFacts,
  { shipping = {}, language }: Answering,
): GoodsRoute | undefined {
  if (!shipped || !comesBack(decision)) return undefined;
  const resolution = resolutionOf(decision.terms, preference);
  return routeOf(line, whole, shipping, { resolution, hints: decision.routeHints, language });
}

/**
 * What is answered to a line. Where no wish is stated it goes over the border for what is offered: customs are asked once more
 * where that is something else than they were asked for.
 */
function answerTo(asked: AskedUnits, whole: RequestFacts, given: Answering): AnsweredLine {
  const first = answerAs(asked, whole, given);
  const [alone] = chooseTogether([first.answers]);
  const { line } = asked;
  if (!first.customs || !isAssumed(line.asked) || !alone?.terms) return first;
  const offered = resolutionOf(alone.terms, first.preference);
  if (activityFor(offered, true) === first.customs.facts.activity) return first;
  const customs = given.customs?.({ ...line.asked, preference: offered }, line.line, whole.homeCountry);
  return customs?.facts.activity === first.customs.facts.activity
    ? first
    : answerAs(asked, whole, { ...given, customs: () => customs });
}

/** What is answered to a line, with the facts it is answered on; nobody is asked about what was not shipped. */
function answerAs(asked: AskedUnits, whole: RequestFacts, given: Answering): AnsweredLine {
  const { line, shipped } = asked;
  if (!shipped) {
    const { answered, preference } = cancelled(given.language);
    const answers = { paid: line.paid, settled: answered };
    return { asked, ...unshippedFacts(line, whole), preference, answers, documentOf: () => undefined };
  }
  const customs = given.customs?.(line.asked, line.line, whole.homeCountry);
  const known = factsOf(line, whole, customs?.answer.standing);
  const { policy, language, withdraws } = given;
  const choice = typeof policy === 'function' ? policy(known.facts) : { named: policy };
  const { law } = known;
  const wished = (preference: Resolution) => ({
    preference,
    answers: answersTo({
      choice,
      facts: { ...known.facts, preference },
      law,
      paid: line.paid,
      language,
      withdraws,
      wishAssumed: isAssumed(line.asked),
    }),
  });
  return {
    asked,
    ...known,
    ...firstOffered(wishesOf(line.asked, whole), wished, known.facts),
    documentOf: (decision) => documentOf(choice, decision),
    ...(customs && { customs }),
  };
}

/** Whether no wish is stated: what is put to the policies then is nobody's, and that it is not offered answers nothing. */
export const isAssumed = ({ preference }: Pick<RequestLine, 'preference'>): boolean => preference === undefined;

type Wishes = readonly [Resolution, ...Resolution[]];

/** What is wished for, best first: what the request says, and nothing else; else what the company agreed on, then a refund. */
function wishesOf({ preference }: RequestLine, { company }: RequestFacts): Wishes {
  if (preference) return [preference];
  return company?.resolution ? [company.resolution, 'refund'] : ['refund'];
}

type Wished = Pick<AnsweredLine, 'preference' | 'answers'>;

/** The answers to the first wish that is offered, or to the last. Without a price nothing is told of what is offered. */
function firstOffered([first, ...others]: Wishes, wished: (one: Resolution) => Wished, facts: Facts): Wished {
  const found = wished(first);
  const [next, ...rest] = others;
  const [alone] = chooseTogether([found.answers]);
  if (next === undefined || !isPriced(facts) || alone?.terms?.resolutions.includes(first)) return found;
  return firstOffered([next, ...rest], wished, facts);
}

function documentOf(choice: PolicyChoice, { policy: { id, version } }: LineDecision): PolicyDocument | undefined {
  const documents = Object.values(choice).flatMap((one: Usable) => ('document' in one ? [one.document] : []));
  return documents.find((one) => one.id === id && one.version === version);
}
