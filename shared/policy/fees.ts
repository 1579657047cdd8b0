import type { Fee } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument, PolicyFee } from '../contracts/policy.ts';
import type { Money } from '../contracts/values.ts';
import { basisPointsOf, min, moneyOf, subtract } from '../money/amount.ts';
import { UnknownFact } from './conditions.ts';

/**
 * The fees of an answer, in the order they are stated, rounded by the one rule of `basisPointsOf`. Together they never
 * exceed the value of the goods: what is above is cut, and a fee of nothing is left out.
 *
 * Throws where a fee cannot be told: no row for the condition and age, or a fact it needs is unknown.
 */
export function feesOf(stated: readonly PolicyFee[], facts: Facts, document: Pick<PolicyDocument, 'amounts'>): Fee[] {
  let left = moneyOf(facts.currency, facts.valueMinor);
  const fees: Fee[] = [];
  for (const { kind, amount: uncut } of statedFees(stated, facts, document)) {
    const amount = min(uncut, left);
    left = subtract(left, amount);
    if (amount.minor > 0) fees.push({ kind, amount });
  }
  return fees;
}

/** The fees as they are stated, before they are cut to the value of the goods. Throws like `feesOf`. */
export function statedFees(
  stated: readonly PolicyFee[],
  facts: Facts,
  document: Pick<PolicyDocument, 'amounts'>,
): Fee[] {
  const value = moneyOf(facts.currency, facts.valueMinor);
  return stated.map((one) => ({ kind: one.kind, amount: amountOf(one, value, facts, document) }));
}

function amountOf(fee: PolicyFee, value: Money, facts: Facts, document: Pick<PolicyDocument, 'amounts'>): Money {
  if ('basisPoints' in fee) return basisPointsOf(value, fee.basisPoints);
  if ('amount' in fee) {
    const minor = document.amounts[fee.amount]?.[facts.currency];
    if (minor === undefined) throw new Error(`there is no ${fee.amount} in ${facts.currency}`);
    return moneyOf(facts.currency, minor);
  }
  const { condition, daysSinceDelivery } = facts;
  if (condition === undefined || daysSinceDelivery === undefined)
    throw new UnknownFact(`the ${fee.kind} fee needs the condition of the goods and their age`);
  const row = rowOf(fee, condition, daysSinceDelivery);
  if (!row) throw new Error(`no ${fee.kind} fee is stated for ${condition} goods after ${daysSinceDelivery} days`);
  return basisPointsOf(value, row.basisPoints);
}

type FeeTable = Extract<PolicyFee, { byConditionAndAge: unknown }>;

/** The row of a fee table for goods in a condition, so many days after delivery. */
export const rowOf = (fee: FeeTable, condition: Facts['condition'], days: number) =>
  fee.byConditionAndAge.find(
    (one) => one.condition === condition && days <= (one.upToDays ?? Number.POSITIVE_INFINITY),
  );
