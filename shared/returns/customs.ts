import type { CustomsFacts } from '../contracts/customs.ts';
import type { LineDecision } from '../contracts/decision.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { Portion } from '../contracts/return.ts';
import type { CompletedFacts, CustomsDecision } from '../contracts/return-customs.ts';
import type { CustomsWait, ReturnCustoms } from '../contracts/return-customs-answer.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { amend, type Change, type Context, isClosed, type Return } from './change.ts';
import { cameToNothing } from './claims.ts';

/** The customs question of a return: asked before the label, decided by the rules or with compliance's help. */

/** What was decided of one line before there is a return. */
export interface LineCustoms {
  facts: CustomsFacts;
  answer: ReturnCustoms;
  sha256: string;
  /** The brand's authorisation that it goes by. */
  authorisation?: string;
}

/** What goods once went out under, as far as it is known. */
const wentOutUnder = ({ reference, mrn }: Partial<NonNullable<CustomsFacts['outboundInvoice']>> = {}) => ({
  ...(reference !== undefined && { invoice: reference }),
  ...(mrn !== undefined && { mrn }),
});

/**
 * What a portion carries of it. Goods that must not move get no label, whatever a policy says; goods whose way is not known
 * get none where the policy holds them for it.
 */
export function customsOfPortion(
  { answer, authorisation }: LineCustoms,
  holds: LineDecision['holds'],
  line: Pick<OrderLine, 'customs'> | undefined,
): NonNullable<Portion['customs']> {
  return {
    version: 1,
    ...heldFor(answer, holds !== undefined),
    ...(answer.standing === 'unknown' && holds === undefined && { passes: true as const }),
    ...(authorisation !== undefined && { authorisation }),
    ...wentOutUnder(line?.customs?.outboundInvoice),
  };
}

/** Whether a label is held back, and why. */
function heldFor(answer: ReturnCustoms, byPolicy: boolean): Pick<Questioned['customs'], 'held' | 'waits'> {
  const held = answer.standing === 'unknown' && (byPolicy || answer.guards.length > 0);
  return { held, ...(held && { waits: waitOf(answer) }) };
}

/** How many reasons or facts a queue names; the decision has them all. */
const named = 5;

function waitOf({ lane, guards, uncovered, lacks }: ReturnCustoms): CustomsWait {
  const because =
    guards.length > 0
      ? { why: 'stopped' as const, about: guards.map(({ reason }) => reason) }
      : uncovered
        ? { why: 'not_covered' as const, about: uncovered.territories }
        : { why: 'lacks' as const, about: lacks };
  return { lane, why: because.why, about: because.about.slice(0, named) };
}

/**
 * The brand's authorisations that a return goes by: each is used once, however many of its lines do. Goods that never move,
 * for the return came to nothing or they are kept, use none: what was counted for them is given back.
 */
export function authorisationsOf(portions: readonly Portion[]): ReadonlySet<string> {
  const moving = portions.filter((one) => !cameToNothing(one) && one.disposition !== 'kept_by_customer');
  return new Set(moving.flatMap(({ customs }) => customs?.authorisation ?? []));
}

/** The invoices that these portions' goods went out under, each once: what the way back over the border refers to. */
export function outboundOf({ portions }: Pick<Return, 'portions'>, ids: readonly string[]) {
  const found = portions
    .filter(({ id }) => ids.includes(id))
    .flatMap(({ customs }): { invoice: string; mrn?: string }[] =>
      customs?.invoice === undefined
        ? []
        : [{ invoice: customs.invoice, ...(customs.mrn !== undefined && { mrn: customs.mrn }) }],
    );
  return [...new Map(found.map((one) => [`${one.invoice} ${one.mrn ?? ''}`, one])).values()];
}

/** The decision as it is kept. */
export function decisionOf(
  portion: string,
  version: number,
  { authorisation, ...decided }: LineCustoms,
  { now, actor }: Context,
  stated?: CompletedFacts,
): CustomsDecision {
  return {
    portion,
    version,
    decidedAt: now.toISOString(),
    decidedBy: actor,
    ...decided,
    ...(stated && Object.keys(stated).length > 0 && { stated }),
    ...(authorisation !== undefined && { authorisation }),
  };
}

/** What an event says of decisions: references and codes. */
export const decidedData = (decisions: readonly CustomsDecision[]) =>
  decisions.map(({ portion, version, answer, sha256 }) => ({
    portion,
    version,
    standing: answer.standing,
    lane: answer.lane,
    ...(answer.route && { route: answer.route }),
    ...(answer.guards.length > 0 && { guards: answer.guards.map(({ reason }) => reason) }),
    packs: answer.packs.map(({ jurisdiction, version: pack }) => `${jurisdiction} ${pack}`),
    sha256,
  }));

/** What a portion carries once its question was decided anew: whether it is held too, unless the policy let it pass. */
export function customsAfter({ customs: before }: Questioned, decision: CustomsDecision): Questioned['customs'] {
  const { authorisation: _, waits: __, ...kept } = before;
  const { authorisation } = decision;
  return {
    ...kept,
    version: decision.version,
    ...heldFor(decision.answer, !before.passes),
    ...(authorisation !== undefined && { authorisation }),
    ...wentOutUnder(decision.facts.outboundInvoice),
  };
}

type Questioned = Portion & { customs: NonNullable<Portion['customs']> };

/** The portion a customs question was asked for: units of one line in several parcels share one. */
export const questionOf = ({ id, splitFrom }: Pick<Portion, 'id' | 'splitFrom'>): string => splitFrom ?? id;

/** Portions of a question whose label was not made yet: what is declared then is not for us to change. */
function inQuestion(current: Return, question: string): Questioned[] {
  const open = ['awaiting_evidence', 'under_review', 'awaiting_answer', 'awaiting_customs'];
  return current.portions.filter(
    (one): one is Questioned => questionOf(one) === question && one.customs !== undefined && open.includes(one.state),
  );
}

/**
 * A portion whose customs question is to be decided anew.
 * @throws ProblemError step-not-legal where it has none, or its label was made
 */
export function portionInQuestion(current: Return, id: string): Questioned {
  const named = current.portions.find((one) => one.id === id);
  const [portion] = named && !isClosed(current) ? inQuestion(current, questionOf(named)) : [];
  if (!portion) throw new ProblemError('step-not-legal', say('no_customs_question', { portion: id }));
  return portion;
}

/**
 * Decided anew with what compliance completed: a further version. Once the way is known, what waits for it goes on. Where it
 * is known no more the label is held back, unless the policy let it pass: of a way that was known it was never asked.
 */
export function decideCustoms(current: Return, context: Context, decision: CustomsDecision): Change {
  const portions = inQuestion(current, portionInQuestion(current, decision.portion).splitFrom ?? decision.portion).map(
    (portion): Portion => {
      const customs = customsAfter(portion, decision);
      const goesOn = portion.state === 'awaiting_customs' && !customs.held;
      return { ...portion, customs, ...(goesOn && { state: 'authorized' }) };
    },
  );
  const goesOn = portions.some(({ state }) => state === 'authorized');
  return amend(current, context, {
    type: 'return.customs_decided',
    ...(goesOn && { step: 'decide_customs' as const }),
    portions,
    customs: [decision],
    data: { customs: decidedData([decision]) },
  });
}
