import type { Head, Portion, PortionState, Withdrawal } from '../contracts/return.ts';
import { addDays, dayAt, endOfDay } from '../policy/days.ts';
import { lawOf } from '../policy/statutory/countries.ts';
import { withdrawalLaws } from '../policy/statutory/withdrawal-law.ts';
import type { Whereabouts } from '../policy/zones.ts';
import { isFinal, isUnsent } from './lifecycle.ts';

/**
 * A withdrawal from the contract, as a return carries it out. It took effect when it was told; what is left are two due
 * dates: until when the consumer sends the goods back, and until when the money is paid back. The money may be held back
 * until the goods are back, or it is shown that they were sent (Directive 2011/83/EU, Art. 13(3); CCRs 2013, reg. 34(5)).
 */

/** Goods the consumer has what is needed to send. */
const toBeSent: ReadonlySet<PortionState> = new Set<PortionState>(['authorized', 'awaiting_shipment']);

/**
 * Where the 14 days have passed while the refund was held back, it is due without undue delay (Art. 13(1)): two days, in which
 * a parcel is received and inspected.
 */
const hoursAfterHold = 48;

/** Goods whose label the trader holds: nothing can be sent before somebody has answered. */
const heldByTrader: ReadonlySet<PortionState> = new Set<PortionState>([
  'under_review',
  'awaiting_answer',
  'awaiting_customs',
]);

/** Whether the label of withdrawn goods in this state is held by the trader. */
export const isLabelHeld = (state: PortionState): boolean => heldByTrader.has(state);

const later = (a: string, b: string) => (a > b ? a : b);

/**
 * What a withdrawal brings about when it is told. Undefined in a country whose law gives none.
 * @param portions as they are made: where none of them can be sent, there is no day to send them by
 * @param id of the statement made by the function to withdraw, if it was
 */
export function withdrawalTold(
  { zone, country }: Whereabouts,
  now: Date,
  portions: readonly Portion[],
  id?: string,
): Withdrawal | undefined {
  const law = country && lawOf(country);
  if (!country || !law) return undefined;
  const { refundDays, refundCountsFrom, sendBackDays } = withdrawalLaws[law];
  const today = dayAt(now, zone);
  return {
    ...(id && { id }),
    country,
    zone,
    toldAt: now.toISOString(),
    ...(isToSendBack(portions) && { sendBackBy: endOfDay(addDays(today, sendBackDays), zone) }),
    ...(refundCountsFrom === 'told' && { refundBy: endOfDay(addDays(today, refundDays), zone) }),
  };
}

/** The withdrawal once the goods are on their way or it was shown that they are: the refund is not held back any more. */
export function released(withdrawal: Withdrawal, now: Date): Withdrawal {
  const { zone, country, refundBy } = withdrawal;
  const law = lawOf(country);
  if (withdrawal.releasedAt || !law) return withdrawal;
  const { refundDays } = withdrawalLaws[law];
  const soon = new Date(now.getTime() + hoursAfterHold * 3_600_000).toISOString();
  return {
    ...withdrawal,
    releasedAt: now.toISOString(),
    refundBy: refundBy ? later(refundBy, soon) : endOfDay(addDays(dayAt(now, zone), refundDays), zone),
  };
}

type Standing = Pick<Head, 'withdrawal' | 'breached'>;

/** Withdrawn goods whose refund is still owed. */
const owed = (portions: readonly Portion[]): Portion[] =>
  portions.filter(({ withdrawal, state }) => withdrawal && !isFinal(state) && state !== 'resolved');

/** Goods that are to be sent back: not those that were never shipped, or that the consumer keeps. */
const comesBack = ({ resolution, disposition }: Portion): boolean =>
  resolution !== 'cancel_order' && disposition !== 'kept_by_customer';

/** Whether any of what was withdrawn is the consumer's to send: it comes back, and its label is not held by the trader. */
export const isToSendBack = (portions: readonly Portion[]): boolean =>
  portions.some((one) => one.withdrawal && comesBack(one) && !isLabelHeld(one.state));

/** The consumer's days to send goods back begin anew when their label was held, and is not any more. */
function sendBackFrom(withdrawal: Withdrawal, goods: readonly Portion[], before: readonly Portion[], now: Date) {
  const { zone, country, sendBackBy } = withdrawal;
  const law = lawOf(country);
  const held = new Set(before.filter(({ state }) => isLabelHeld(state)).map(({ id }) => id));
  const letGo = goods.some(({ id, state }) => toBeSent.has(state) && (held.has(id) || !sendBackBy));
  if (!law || !letGo) return withdrawal;
  const until = endOfDay(addDays(dayAt(now, zone), withdrawalLaws[law].sendBackDays), zone);
  return { ...withdrawal, sendBackBy: sendBackBy ? later(sendBackBy, until) : until };
}

/** Whether the refund may still be held back: nothing of what is to come back has been sent, and no proof of it has come. */
export function isHeld({ withdrawal }: Pick<Head, 'withdrawal'>, portions: readonly Portion[]): boolean {
  const goods = owed(portions).filter(comesBack);
  return (
    withdrawal !== undefined &&
    !withdrawal.releasedAt &&
    goods.length > 0 &&
    goods.every(({ state }) => isUnsent(state))
  );
}

/**
 * The withdrawal after a change: released with the first of its goods that was sent.
 * @param before the portions as they were; none of a return that is made
 */
export function withdrawalAfter(
  { withdrawal }: Pick<Head, 'withdrawal'>,
  portions: readonly Portion[],
  now: Date,
  before: readonly Portion[] = [],
): Withdrawal | undefined {
  const goods = owed(portions).filter(comesBack);
  if (!withdrawal || goods.length === 0) return withdrawal;
  const counted = sendBackFrom(withdrawal, goods, before, now);
  return isHeld({ withdrawal }, portions) ? counted : released(counted, now);
}

/** Until when what does not come back is paid for. */
function keptRefundBy({ zone, country, toldAt }: Withdrawal): string | undefined {
  const law = lawOf(country);
  return law && endOfDay(addDays(dayAt(new Date(toldAt), zone), withdrawalLaws[law].refundDays), zone);
}

/** The due dates of a withdrawal: what was raised once is not raised again. @param head with the withdrawal after the change */
export function withdrawalDue({ withdrawal, breached }: Standing, portions: readonly Portion[]): Head['due'] {
  const waits = owed(portions);
  if (!withdrawal || waits.length === 0) return {};
  const { sendBackBy, refundBy, releasedAt } = withdrawal;
  const sends = !releasedAt && waits.some((portion) => comesBack(portion) && toBeSent.has(portion.state));
  // Of what does not come back the refund is never held back: it is due 14 days from being told (CCRs 2013, reg. 34(6)).
  const refund = releasedAt ? refundBy : waits.every(comesBack) ? undefined : (refundBy ?? keptRefundBy(withdrawal));
  return {
    ...(sends && sendBackBy && !breached.includes('send_back') && { send_back: sendBackBy }),
    ...(refund && !breached.includes('refund') && { refund }),
  };
}

/** Whether withdrawn goods were not sent in time: somebody has to ask for them. */
export const isOverdue = ({ breached, withdrawal }: Standing, { state, withdrawal: own }: Portion): boolean =>
  own !== undefined && withdrawal?.releasedAt === undefined && breached.includes('send_back') && toBeSent.has(state);
