import type { Resolution, Terms } from '../contracts/decision.ts';
import { fieldError, ProblemError } from '../contracts/errors.ts';
import type { OverrideReason, Portion, Saying } from '../contracts/return.ts';
import type { CustomsDecision } from '../contracts/return-customs.ts';
import { type SentenceCode, type SentenceValues, say } from '../contracts/sentences/catalogue.ts';
import type { Money } from '../contracts/values.ts';
import { amend, type Change, type Context, namedPortions, portionsFor, type Return } from './change.ts';
import { customsAfter, decidedData, questionOf } from './customs.ts';
import { type Ending, endingWithdrawals } from './ending-withdrawals.ts';
import { canonicalJson } from './event-chain.ts';
import { instructionsFor, paysBack, withRefund } from './refund.ts';

/** What a person decides on a return under review, and the conversation with its customer. */

const invalid = <Code extends SentenceCode>(pointer: string, code: Code, ...values: SentenceValues<Code>) =>
  new ProblemError('invalid-request', undefined, { errors: [fieldError(pointer, code, ...values)] });

export interface Approval {
  portions?: readonly string[] | undefined;
  terms?: Terms | undefined;
  resolution?: Resolution | undefined;
  reason?: string | undefined;
  override?: OverrideReason | undefined;
  /** Customs questions that were decided anew: what the goods go over the border for is another than was asked. */
  customs?: readonly CustomsDecision[];
  /** Whether the person may set other terms than the policy's, or have goods kept and paid back: a manager. */
  mayOverride?: boolean;
}

/**
 * Portions with agreed terms start: goods to be sent back wait for their label, or first for their way over the border;
 * kept ones are resolved at once.
 */
export function startAgreed(portion: Portion, terms: Terms): Portion {
  if (terms.labelPayer !== 'none')
    return { ...portion, terms, state: portion.customs?.held ? 'awaiting_customs' : 'authorized' };
  return withRefund({ ...portion, terms, state: 'resolving', disposition: 'kept_by_customer' });
}

/** Approves on the terms the policy proposed, or on other ones with a reason, which staff read in the log. */
export function approve(current: Return, context: Context, approval: Approval): Change {
  const { terms: given } = approval;
  checkFees(given, current.head.currency);
  const differs = ({ terms }: Portion) =>
    approval.terms !== undefined && canonicalJson(approval.terms) !== canonicalJson(terms);
  const waiting = namedPortions(current, 'approve', approval.portions);
  if (given && given.fees.length > 0 && waiting.length > 1) throw invalid('/portions', 'one_portion');
  if (given && given.evidence.length > 0) throw invalid('/terms/evidence', 'evidence_too_late');
  const portions = waiting.map((portion) => {
    const terms = approval.terms ?? portion.terms;
    if (!terms) throw invalid('/terms', 'terms_missing');
    if (differs(portion) && !approval.mayOverride && (portion.terms || terms.labelPayer === 'none'))
      throw new ProblemError('not-allowed', say('terms_by_manager'));
    if (differs(portion) && !approval.reason) throw invalid('/reason', 'reason_missing');
    const resolution = approval.resolution ?? portion.resolution;
    if (!terms.resolutions.includes(resolution))
      throw invalid('/resolution', 'resolution_not_allowed', { options: terms.resolutions.join(', ') });
    const override = { seq: current.head.version + 1, code: approval.override ?? 'other' };
    const agreed = { ...portion, resolution, ...(differs(portion) && { override }) };
    return startAgreed(askedAnew(agreed, approval.customs), terms);
  });
  const overridden = waiting.filter(differs).map(({ id }) => id);
  const resolving = portions.filter(({ state }) => state === 'resolving');
  return amend(current, context, {
    type: 'return.approved',
    step: 'approve',
    portions,
    instructions: instructionsFor(resolving, current.head.version + 1, context.now.toISOString()),
    data: {
      portions: portions.map(({ id, resolution, terms }) => ({ id, resolution, labelPayer: terms?.labelPayer })),
      // In whose words why is the note under this event's number.
      ...(overridden.length > 0 && { override: { code: approval.override ?? 'other', portions: overridden } }),
      ...(approval.customs?.length && { customs: decidedData(approval.customs) }),
    },
    ...(approval.customs && { customs: approval.customs }),
    ...noted(current, context, 'agent', approval.reason),
  });
}

function askedAnew(portion: Portion, decisions: Approval['customs'] = []): Portion {
  const { customs } = portion;
  const decision = decisions.find((one) => one.portion === questionOf(portion));
  return customs && decision ? { ...portion, customs: customsAfter({ ...portion, customs }, decision) } : portion;
}

/** A fee of another currency could not be taken off, a negative one would refund more than was paid. */
function checkFees(terms: Terms | undefined, currency: string): void {
  for (const [i, { amount }] of (terms?.fees ?? []).entries()) {
    const pointer = `/terms/fees/${i}/amount`;
    if (amount.currency !== currency) throw invalid(`${pointer}/currency`, 'wrong_currency', { currency });
    if (amount.minor < 0) throw invalid(`${pointer}/minor`, 'negative');
  }
}

/**
 * Rejects; the sentence for the customer is kept with what people wrote, not in the event.
 * @throws ProblemError also where it would end a withdrawal: see `endingWithdrawals`
 */
export function reject(
  current: Return,
  context: Context,
  rejection: { portions?: readonly string[] | undefined; message: string } & Ending,
): Change {
  const waiting = namedPortions(current, 'reject', rejection.portions);
  const ending = endingWithdrawals(waiting, current, context, rejection);
  const portions = ending.portions.map((portion) => ({ ...portion, state: 'rejected' as const }));
  const refusal = said(current, context, {
    kind: 'refusal',
    from: 'agent',
    text: rejection.message,
    portions: portions.map(({ id }) => id),
  });
  return amend(current, context, {
    type: 'return.rejected',
    step: 'reject',
    portions,
    data: { portions: portions.map(({ id }) => id), ...ending.data },
    ...refusal,
    ...noted({ ...current, ...refusal }, context, 'agent', rejection.reason),
  });
}

/** Asks the customer: the return is in "Action needed" until the answer. */
export function ask(current: Return, context: Context, text: string): Change {
  const portions = portionsFor(current, 'ask').map((portion) => ({ ...portion, state: 'awaiting_answer' as const }));
  return amend(current, context, {
    type: 'return.question_asked',
    step: 'ask',
    portions,
    ...said(current, context, { kind: 'question', from: 'agent', text }),
  });
}

export function answer(current: Return, context: Context, text: string): Change {
  const portions = portionsFor(current, 'answer').map((portion) => ({ ...portion, state: 'under_review' as const }));
  return amend(current, context, {
    type: 'return.question_answered',
    step: 'answer',
    portions,
    ...said(current, context, { kind: 'answer', from: 'customer', text }),
  });
}

/** Settles a dispute about what came back: the promise is kept in full, or less an agreed deduction. */
export function settleDispute(
  current: Return,
  context: Context,
  settlement: { portions?: readonly string[] | undefined; deduction?: Money | undefined; reason: string },
): Change {
  const disputed = namedPortions(current, 'settle_dispute', settlement.portions);
  const { deduction } = settlement;
  if (deduction && deduction.currency !== current.head.currency)
    throw invalid('/deduction/currency', 'wrong_currency', { currency: current.head.currency });
  if (deduction && disputed.length > 1) throw invalid('/portions', 'one_portion');
  if (deduction && !disputed.every(paysBack)) throw invalid('/deduction', 'no_refund');
  const portions = disputed.map((portion) => withRefund({ ...portion, state: 'resolving' }, deduction));
  if (deduction && portions.some(({ refund }) => refund && refund.deduction.minor < deduction.minor))
    throw invalid('/deduction/minor', 'more_than_refund');
  return amend(current, context, {
    type: 'return.dispute_settled',
    step: 'settle_dispute',
    portions,
    instructions: instructionsFor(portions, current.head.version + 1, context.now.toISOString()),
    data: { portions: portions.map(({ id }) => id), ...(deduction && { deduction }) },
    ...noted(current, context, 'agent', settlement.reason),
  });
}

/** Makes all links mailed before now invalid. */
export function revokeLinks(current: Return, context: Context): Change {
  return amend(current, context, { type: 'return.links_revoked', head: { linksRevokedAt: context.now.toISOString() } });
}

/** A reason given for something: staff read it, the customer never does. */
export function noted(current: Return, context: Context, from: Saying['from'], text: string | undefined) {
  return text ? said(current, context, { kind: 'note', from, text }) : {};
}

/** What a person wrote goes where it can be erased, under the number of the event that is being made. */
function said({ head, statement }: Return, context: Context, words: Omit<Saying, 'seq' | 'at'>) {
  const saying = { seq: head.version + 1, at: context.now.toISOString(), ...words };
  return { statement: { ...statement, conversation: [...statement.conversation, saying] } };
}
