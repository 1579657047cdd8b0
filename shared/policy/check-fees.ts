import type { Facts } from '../contracts/facts.ts';
import type { PolicyFinding } from '../contracts/policies.ts';
import type { PolicyFee } from '../contracts/policy.ts';
import type { Money } from '../contracts/values.ts';
import { formatMoney, moneyOf } from '../money/amount.ts';
import { askedBy } from './boundaries.ts';
import { type CompiledPolicy, offerOf } from './compile.ts';
import { decideLine } from './evaluate.ts';
import { statedFees } from './fees.ts';
import { type Dimension, isMoney } from './grid.ts';
import { answeredBy, type Budget, findFacts, type Space, type Wanted } from './reach.ts';

/** Fees that are more than the goods are worth, or that cannot be told, on a request that the rule really answers. */
export function checkFees(policy: CompiledPolicy, space: Space, budget: Budget): PolicyFinding[] {
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
    if (mostPercent(fees) > 10_000)
      return [
        {
          level: 'error',
          code: 'fee_over_value',
          pointer,
          detail: `The fees of ${rule.id} can add up to ${mostPercent(fees) / 100} % of what the goods are worth.`,
        } as const,
      ];
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
): PolicyFinding[] {
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
  const shown = (minor: number) => formatMoney(moneyOf(found.currency, minor), 'en');
  const total = shown(totalOf(charged(found), found, space).minor);
  return [
    {
      level: 'warning',
      code: 'fee_over_value',
      pointer,
      detail: `The fees of ${id} would be ${total} for goods worth ${shown(found.valueMinor)}: they are cut to that.`,
      witness: found,
    },
  ];
}

/** A table without a row for some condition or age, or a condition that nobody asked for before. */
function untold(
  policy: CompiledPolicy,
  pointer: string,
  fees: readonly PolicyFee[],
  reached: readonly Wanted[],
  space: Space,
  budget: Budget,
): PolicyFinding[] {
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
  const detail = `Some requests are answered by this and their fees cannot be told: ${failure(found)}.`;
  return [{ level: 'warning', code: 'fee_unknown', pointer, detail, witness: found }];
}
