import type { Facts } from '../contracts/facts.ts';
import type { PolicyFee } from '../contracts/policy.ts';
import type { Text } from '../contracts/sentences/text.ts';
import type { Money } from '../contracts/values.ts';
import { formatMoney, moneyOf } from '../money/amount.ts';
import type { Language } from '../notifications/language.ts';
import { askedBy } from './boundaries.ts';
import { type CompiledPolicy, offerOf } from './compile.ts';
import { decideLine } from './evaluate.ts';
import { rowOf, statedFees } from './fees.ts';
import { type FindingSaid, type Found, fault, says, warning } from './finding.ts';
import { type Dimension, isMoney } from './grid.ts';
import { answeredBy, type Budget, findFacts, type Space, type Wanted } from './reach.ts';

/** Fees that are more than the goods are worth, or that cannot be told, on a request that the rule really answers. */
export function checkFees(policy: CompiledPolicy, space: Space, budget: Budget): Found[] {
  const { document, rules } = policy;
  const deductions = policy.modifiers.flatMap((one) => ('fee' in one ? [{ ...one, fee: one.fee }] : []));
  return [...rules, document.otherwise].flatMap((rule, i) => {
    const fees = offerOf(rule.answer)?.fees ?? [];
    const added = (offerOf(rule.answer)?.labelPayer ?? 'none') === 'none' ? [] : deductions;
    if (fees.length + added.length === 0) return [];
    const isRule = i < rules.length;
    const outcome = rule.answer.outcome === 'review' ? 'answer/ifAgreed' : 'answer';
    const pointer = `${isRule ? `/rules/${i}` : '/otherwise'}/${outcome}/fees`;
    const reached = answeredBy(rules, i);
    if (mostPercent(fees) > 10_000) {
      const percent = inLanguages((language) => (mostPercent(fees) / 100).toLocaleString(language));
      return [fault('fee_over_value', pointer, says('fees_over_whole', { id: rule.id, percent }))];
    }
    return [
      ...(rule.answer.outcome === 'review' ? [] : overValue(rule.id, pointer, { fees, added }, reached, space, budget)),
      ...untold(policy, pointer, [...fees, ...added.map(({ fee }) => fee)], reached, space, budget),
    ];
  });
}

type Deduction = CompiledPolicy['modifiers'][number] & { fee: PolicyFee };

/** The largest share of the value that fees can take together, in basis points. */
function mostPercent(fees: readonly PolicyFee[]): number {
  const most = (fee: PolicyFee): number => {
    if ('basisPoints' in fee) return fee.basisPoints;
    return 'byConditionAndAge' in fee ? Math.max(...fee.byConditionAndAge.map((row) => row.basisPoints)) : 0;
  };
  return fees.map(most).reduce((all, one) => all + one, 0);
}

const totalOf = (fees: readonly PolicyFee[], facts: Facts, { policy: { document } }: Space): Money =>
  moneyOf(
    facts.currency,
    statedFees(fees, facts, document).reduce((all, { amount }) => all + amount.minor, 0),
  );

/** One piece by itself, from the dearest that could still be worth less than its fees: more pieces are worth more. */
function overValue(
  id: string,
  pointer: string,
  { fees, added }: { fees: readonly PolicyFee[]; added: readonly Deduction[] },
  reached: readonly Wanted[],
  space: Space,
  budget: Budget,
): Found[] {
  const { policy, dimensions } = space;
  const { document } = policy;
  const all = [...fees, ...added.map(({ fee }) => fee)];
  const fixed = (currency: string) =>
    all.reduce((sum, fee) => sum + ('amount' in fee ? (document.amounts[fee.amount]?.[currency] ?? 0) : 0), 0);
  if (!all.some((fee) => 'amount' in fee) && mostPercent(all) <= 10_000) return [];
  const share = Math.min(mostPercent(all), 9_999);
  const alone: Dimension = {
    names: new Set(['valueMinor', 'requestValueMinor', 'returnedValueMinor']),
    values: ({ currency = space.ordinary.currency }) => {
      const dearest = Math.ceil((fixed(currency) * 10_000) / (10_000 - share)) - 1;
      return [...new Set([dearest, fixed(currency) - 1, 10_000, 1])]
        .filter((value) => value >= 1)
        .map((value) => ({ valueMinor: value, requestValueMinor: value, returnedValueMinor: value }));
    },
  };
  const single = { ...space, dimensions: [...dimensions.filter((one) => !isMoney(one)), alone] };
  const charged = (facts: Facts) => {
    const context = policy.contextOf(facts);
    return [...fees, ...added.flatMap(({ condition, fee }) => (condition.holds(context) ? [fee] : []))];
  };
  const isOver = (facts: Facts) => {
    try {
      return totalOf(charged(facts), facts, space).minor > facts.valueMinor;
    } catch {
      return false;
    }
  };
  const { found } = findFacts(single, reached, budget, isOver, [
    'valueMinor',
    ...added.flatMap(({ condition }) => [...askedBy(condition.tree)]),
  ]);
  if (!found) return [];
  const shown = (minor: number) => inLanguages((language) => formatMoney(moneyOf(found.currency, minor), language));
  const total = shown(totalOf(charged(found), found, space).minor);
  const over = says('fees_over_value', { id, total, value: shown(found.valueMinor) });
  return [warning('fee_over_value', pointer, over, found)];
}

/** A table without a row for some condition or age, or a condition that nobody asked for before. */
function untold(
  policy: CompiledPolicy,
  pointer: string,
  fees: readonly PolicyFee[],
  reached: readonly Wanted[],
  space: Space,
  budget: Budget,
): Found[] {
  if (!fees.some((fee) => 'byConditionAndAge' in fee)) return [];
  const failure = (facts: Facts) =>
    decideLine(policy, facts).problems.find(({ code }) => code === 'policy_failed')?.cause;
  const isUntold = (facts: Facts) => {
    try {
      statedFees(fees, facts, policy.document);
      return false;
    } catch {
      return failure(facts) !== undefined;
    }
  };
  const { found } = findFacts(space, reached, budget, isUntold, ['condition', 'daysSinceDelivery']);
  if (!found) return [];
  return [warning('fee_unknown', pointer, untoldFee(fees, found) ?? failedOtherwise(failure(found)), found)];
}

const failedOtherwise = (detail = '') => says('may_fail', { detail });

/** Which of some fees cannot be told of a request, and why. */
export function untoldFee(fees: readonly PolicyFee[], facts: Facts): FindingSaid | undefined {
  const { condition, daysSinceDelivery: days } = facts;
  for (const fee of fees) {
    if (!('byConditionAndAge' in fee)) continue;
    if (condition === undefined || days === undefined) return says('fee_needs_facts', { kind: fee.kind });
    if (!rowOf(fee, condition, days)) return says('fee_without_row', { kind: fee.kind, condition, days });
  }
  return undefined;
}

const inLanguages = (written: (language: Language) => string): Text => ({ en: written('en'), de: written('de') });
