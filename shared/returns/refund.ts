import type { Instruction, Portion } from '../contracts/return.ts';
import type { Money } from '../contracts/values.ts';
import { add, min, subtract, sum, zero } from '../money/amount.ts';
import { layOver, mergeTenders } from '../money/tender.ts';

/**
 * What goes back for a portion: goods, delivery where the terms say so, less fees and an agreed deduction; never below
 * nothing. Exact: the parts sum to the total.
 * @param deduction agreed in a dispute
 */
export function refundOf(
  portion: Pick<Portion, 'paid' | 'terms'>,
  deduction: Money = zero(portion.paid.goods.currency),
): NonNullable<Portion['refund']> {
  const nothing = zero(portion.paid.goods.currency);
  const { goods } = portion.paid;
  const delivery = portion.terms?.refundsDelivery ? portion.paid.delivery : nothing;
  const gross = add(goods, delivery);
  const fees = min(gross, sum(nothing.currency, portion.terms?.fees.map(({ amount }) => amount) ?? []));
  const deducted = min(subtract(gross, fees), deduction);
  return {
    goods,
    delivery,
    fees,
    deduction: deducted,
    total: subtract(subtract(gross, fees), deducted),
  };
}

/** Whether the resolution is money back; for goods in exchange, or a repair, none is promised. */
export const paysBack = ({ resolution }: Pick<Portion, 'resolution'>): boolean =>
  resolution === 'refund' || resolution === 'store_credit' || resolution === 'cancel_order';

/** The portion with what is paid back for it fixed, where its resolution is money. @param deduction agreed in a dispute */
export function withRefund(portion: Portion, deduction?: Money): Portion {
  const { refund: _, ...rest } = portion;
  return paysBack(portion) ? { ...rest, refund: refundOf(rest, deduction) } : rest;
}

/**
 * The instructions that carry out what was promised for portions that start to be resolved together: refunds go back over
 * the payments they came from, other resolutions are one instruction each. What is cancelled is refunded afterwards.
 * @param seq number of the event that commits them: with it their ids are fixed
 */
export function instructionsFor(portions: readonly Portion[], seq: number, at: string): Instruction[] {
  const refunded = portions.filter(({ resolution }) => resolution === 'refund');
  const others = portions.filter(({ resolution }) => resolution !== 'refund');
  const base = { state: 'requested', attempts: 0, at } as const;
  const refunds = refundInstructions(refunded, seq, at);
  const rest = others.map((portion) => ({
    ...base,
    kind: portion.resolution,
    portions: [portion.id],
    ...(portion.resolution === 'store_credit' && { amount: portion.refund?.total ?? refundOf(portion).total }),
    ...(portion.resolution === 'cancel_order' && {
      cancellation: { lineId: portion.lineId, quantity: portion.quantity },
    }),
  }));
  return [...refunds, ...numbered(rest, seq, refunds.length)];
}

/** The refunds of portions, over the payments they came from. */
export function refundInstructions(portions: readonly Portion[], seq: number, at: string): Instruction[] {
  if (portions.length === 0) return [];
  return numbered(
    refundsOver(portions).map((one) => ({ kind: 'refund', state: 'requested', attempts: 0, at, ...one })),
    seq,
    0,
  );
}

const numbered = (made: readonly Omit<Instruction, 'id'>[], seq: number, from: number): Instruction[] =>
  made.map((one, i) => ({ id: `${seq}-${from + i + 1}`, ...one }));

function refundsOver(portions: readonly Portion[]): Pick<Instruction, 'portions' | 'amount' | 'tender'>[] {
  const ids = portions.map(({ id }) => id);
  const currency = portions[0]?.paid.goods.currency ?? '';
  const parts = portions.map((portion) => {
    const { total } = portion.refund ?? refundOf(portion);
    const [over = []] = layOver(portion.tenders, [total]);
    return {
      over,
      uncovered: subtract(
        total,
        sum(
          currency,
          over.map(({ amount }) => amount),
        ),
      ),
    };
  });
  const byPayment = mergeTenders(parts.flatMap(({ over }) => over)).map(({ reference, amount }) => ({
    portions: ids,
    amount,
    tender: reference,
  }));
  // What no known payment covers is an instruction nobody can carry out: it fails, and finance sees it.
  const uncovered = sum(
    currency,
    parts.map((part) => part.uncovered),
  );
  return uncovered.minor > 0 || byPayment.length === 0
    ? [...byPayment, { portions: ids, amount: uncovered }]
    : byPayment;
}
