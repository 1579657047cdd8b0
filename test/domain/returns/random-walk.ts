import fc from 'fast-check';
import type { Terms } from '../../../shared/contracts/decision.ts';
import type { Order } from '../../../shared/contracts/order.ts';
import type { WithoutEvidence } from '../../../shared/contracts/reasons.ts';
import type { Instruction } from '../../../shared/contracts/return.ts';
import type { Change, Return } from '../../../shared/returns/change.ts';
import { finishChecks } from '../../../shared/returns/checks.ts';
import { decideCustoms } from '../../../shared/returns/customs.ts';
import { nextPapers, preparePapers } from '../../../shared/returns/customs-papers.ts';
import {
  dispose,
  fail,
  markSent,
  markUnknown,
  openEffects,
  openMovements,
  retryEffect,
  settle,
  settleByHand,
} from '../../../shared/returns/effects.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { expectEvidence, recordEvidence } from '../../../shared/returns/evidence.ts';
import { inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel, recordVoided } from '../../../shared/returns/labels.ts';
import { parcelsToVoid } from '../../../shared/returns/parcels.ts';
import { answer, approve, ask, reject, revokeLinks, settleDispute } from '../../../shared/returns/review.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';
import { acknowledgeWithdrawal } from '../../../shared/returns/withdrawal-acknowledged.ts';
import {
  type AskedLine,
  by,
  customsDecision,
  faulty,
  keptPaper,
  label,
  lamps,
  machine,
  orderOf,
  unwanted,
  wrong,
} from './sample-returns.ts';

/** Any command on a return, legal or not, with any numbers: what a random walk takes one of at each step. */

/** Numbers of one move; each command makes of them what it needs. */
export interface Move {
  command: keyof typeof commands;
  pick: number;
  amount: number;
  yes: boolean;
}

const picked = <Item>(items: readonly Item[], { pick }: Move): Item | undefined =>
  items[pick % Math.max(1, items.length)];

/** Portion ids: all of them, or one, which may not exist. */
const some = ({ portions }: Return, move: Move) =>
  move.yes ? undefined : [picked([...portions.map(({ id }) => id), '99'], move) ?? '1'];

const otherTerms = (current: Return, { amount, pick }: Move): Terms => ({
  labelPayer: (['brand', 'customer', 'none'] as const)[pick % 3] ?? 'brand',
  fees: amount % 2 ? [{ kind: 'restocking', amount: { currency: current.head.currency, minor: amount * 37 } }] : [],
  resolutions: ['refund', 'exchange', 'replacement', 'repair', 'store_credit'],
  evidence: [],
  refundsDelivery: amount % 3 > 0,
});

const none: Instruction = { id: 'none', kind: 'refund', state: 'sent', portions: ['1'], attempts: 1, at: '' };

const carrier = (status: 'in_transit' | 'arrived' | 'exception') => (current: Return, now: Date, move: Move) =>
  moveShipment(current, by('carrier', now), {
    trackingNumber: picked(current.shipments, move)?.trackingNumber ?? 'TRACK-0',
    status,
    at: new Date(now.getTime() - (move.amount % 5) * 3_600_000).toISOString(),
  });

export const commands = {
  attach_evidence: (current: Return, now: Date, move: Move) =>
    recordEvidence(
      current,
      by('system', now),
      picked(current.evidence, move)?.id ?? 'E1',
      move.amount % 4 > 0
        ? { state: 'attached', contentType: 'image/png', bytes: 1, sha256: 'a', key: 'k' }
        : { state: 'refused', reason: 'blank' },
    ),
  expect_evidence: (current: Return, now: Date) =>
    expectEvidence(current, by('customer', now), now.getTime() % 2 ? 'document' : 'photo'),
  approve: (current: Return, now: Date, move: Move) =>
    approve(current, by('manager', now), {
      portions: some(current, move),
      ...(move.amount % 2 && { terms: otherTerms(current, move), reason: 'agreed' }),
      ...(move.amount % 5 === 0 && { resolution: 'repair' }),
      mayOverride: move.amount % 7 > 0,
    }),
  reject: (current: Return, now: Date, move: Move) =>
    reject(current, by('agent', now), { portions: some(current, move), message: 'no' }),
  decide_customs: (current: Return, now: Date, move: Move) =>
    decideCustoms(
      current,
      by('compliance', now),
      customsDecision(move.yes ? 'known' : 'unknown', picked(current.portions, move)?.id),
    ),
  ask: (current: Return, now: Date) => ask(current, by('agent', now), 'which?'),
  answer: (current: Return, now: Date) => answer(current, by('customer', now), 'this'),
  issue_label: (current: Return, now: Date) => {
    const number = current.shipments.length + 1;
    return issueLabel(current, machine(now), label(`S${number}`, `TRACK-${number}`));
  },
  ship: carrier('in_transit'),
  report_exception: carrier('exception'),
  arrive: carrier('arrived'),
  receive: (current: Return, now: Date, move: Move) => {
    const portion = picked(current.portions, move);
    if (move.yes || !portion) return receive(current, by('warehouse', now), undefined);
    const quantity = 1 + (move.amount % portion.quantity);
    const serials = portion.serials.slice(move.amount % 2, quantity);
    const box = { lineId: portion.lineId, quantity, serials };
    return receive(current, by('warehouse', now), move.amount % 7 === 0 ? [box, { ...box, serials: [] }] : [box]);
  },
  inspect: (current: Return, now: Date, move: Move) => {
    const portion = picked(current.portions, move);
    const quantity = 1 + (move.amount % (portion?.quantity ?? 1));
    const rest = (portion?.quantity ?? 0) - quantity;
    const serial = portion?.serials[move.amount % Math.max(1, portion.serials.length)];
    return inspect(current, by('inspector', now), portion?.id ?? '99', [
      { quantity, grade: 'A', matchesClaim: move.amount % 3 > 0, ...(serial && move.yes && { serial }) },
      ...(rest > 0 && move.yes ? [{ quantity: rest, grade: 'D' as const, matchesClaim: move.amount % 2 > 0 }] : []),
    ]);
  },
  settle_dispute: (current: Return, now: Date, move: Move) =>
    settleDispute(current, by('manager', now), {
      portions: some(current, move),
      ...(move.amount % 2 && { deduction: { currency: current.head.currency, minor: move.amount * 101 } }),
      reason: 'seen',
    }),
  mark_sent: (current: Return, now: Date, move: Move) => {
    const effect = picked(openEffects(current), move);
    return effect && markSent(current, machine(now), effect);
  },
  mark_unknown: (current: Return, now: Date, move: Move) => {
    const effect = picked(openEffects(current), move);
    return effect && markUnknown(current, machine(now), effect);
  },
  resolve: (current: Return, now: Date, move: Move) => {
    const open = openEffects(current);
    const effect = picked(open, move);
    if (!effect) return undefined;
    return settle(current, move.yes ? machine(now) : by('system', now), move.amount % 5 === 0 ? open : [effect]);
  },
  fail: (current: Return, now: Date, move: Move) =>
    fail(current, machine(now), picked(openEffects(current), move) ?? none, 'refused'),
  retry: (current: Return, now: Date, move: Move) =>
    retryEffect(current, by('finance', now), picked(failures(current), move)?.id ?? 'none', 'again'),
  settle_by_hand: (current: Return, now: Date, move: Move) =>
    settleByHand(
      current,
      by('finance', now),
      picked([...failures(current), ...openEffects(current)], move)?.id ?? 'none',
      {
        reference: 'TRANSFER-1',
        reason: 'paid by transfer',
      },
    ),
  void_label: (current: Return, now: Date) => {
    const parcels = parcelsToVoid(current.shipments);
    return parcels.length > 0 ? recordVoided(current, machine(now), parcels) : undefined;
  },
  acknowledge_withdrawal: (current: Return, now: Date) =>
    acknowledgeWithdrawal(current, machine(now), { pdf: 'acknowledgements/1.pdf', sha256: 'f'.repeat(64) }),
  prepare_papers: (current: Return, now: Date) =>
    preparePapers(current, machine(now), [keptPaper(nextPapers(current))]),
  finish_checks: (current: Return, now: Date) => finishChecks(current, by('agent', now), 'in order'),
  dispose: (current: Return, now: Date, move: Move) => {
    const open = openMovements(current);
    return dispose(current, machine(now), move.yes ? open : open.slice(0, 1));
  },
  cancel: (current: Return, now: Date) => cancel(current, by('customer', now), 'kept'),
  pass_due_date: (current: Return, now: Date) => passDueDate(current, by('system', now)),
  revoke_links: (current: Return, now: Date) => revokeLinks(current, by('agent', now)),
} satisfies Record<string, (current: Return, now: Date, move: Move) => Change | undefined>;

const failures = ({ instructions }: Return) =>
  instructions.filter(({ id, state }) => state === 'failed' && !instructions.some(({ replaces }) => replaces === id));

/** Commands that take a portion further from its state: what the walk takes more often than not. */
const forward: Record<string, (keyof typeof commands)[]> = {
  awaiting_evidence: ['attach_evidence', 'attach_evidence', 'cancel', 'expect_evidence'],
  under_review: ['approve', 'approve', 'ask', 'reject'],
  awaiting_answer: ['answer', 'approve', 'reject'],
  awaiting_customs: ['decide_customs', 'decide_customs', 'reject', 'cancel'],
  authorized: ['issue_label'],
  awaiting_shipment: ['ship', 'ship', 'arrive', 'receive', 'report_exception', 'cancel'],
  cancelled: ['void_label'],
  expired: ['void_label'],
  in_transit: ['arrive', 'arrive', 'report_exception', 'receive'],
  shipment_exception: ['ship', 'arrive', 'receive'],
  arrived: ['receive'],
  quarantined: ['inspect'],
  disputed: ['settle_dispute'],
  resolving: ['mark_sent', 'resolve', 'resolve', 'mark_unknown', 'fail'],
  resolution_failed: ['retry', 'settle_by_hand'],
  resolved: ['dispose'],
};

export type Stride = Omit<Move, 'command'> & { wild?: keyof typeof commands | undefined; hours: number };

/** What is done next: something wild, or something that takes one of the portions further. */
export function moveOf(current: Return, { wild, ...numbers }: Stride): Move {
  const open = current.portions.filter(({ state }) => forward[state]);
  const portion = open[numbers.pick % Math.max(1, open.length)];
  const next = portion && forward[portion.state];
  return { ...numbers, command: wild ?? next?.[numbers.amount % next.length] ?? 'pass_due_date' };
}

export const strides: fc.Arbitrary<Stride[]> = fc.array(
  fc.record({
    wild: fc.option(fc.constantFrom(...(Object.keys(commands) as (keyof typeof commands)[])), {
      nil: undefined,
      freq: 3,
    }),
    pick: fc.nat({ max: 30 }),
    amount: fc.nat({ max: 60 }),
    yes: fc.boolean(),
    hours: fc.oneof({ weight: 9, arbitrary: fc.nat({ max: 20 }) }, { weight: 1, arbitrary: fc.nat({ max: 800 }) }),
  }),
  { minLength: 10, maxLength: 60, size: 'max' },
);

export interface Beginning {
  order: Order;
  lines: AskedLine[];
  known: boolean;
  /** What happens without evidence. */
  without: WithoutEvidence;
  /** Stated by the function to withdraw. */
  withdrawal?: { id: string; name: string };
  /** What customs say of every line, where the goods have to cross a border. */
  customs?: 'known' | 'unknown' | undefined;
}

/** Orders and requests of every kind: several lines, serials, currencies, payments; approved, doubtful or kept. */
export const beginnings: fc.Arbitrary<Beginning> = fc
  .record({
    currency: fc.constantFrom('EUR', 'JPY', 'KWD'),
    lines: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 6 }),
        paid: fc.nat({ max: 15_000 }),
        cut: fc.nat({ max: 5 }),
        serials: fc.boolean(),
        reason: fc.constantFrom(unwanted, wrong, faulty),
        preference: fc.constantFrom('refund', 'refund', 'exchange', 'replacement', 'store_credit'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    delivery: fc.nat({ max: 900 }),
    gift: fc.nat({ max: 9_000 }),
    uncovered: fc.nat({ max: 3 }),
    known: fc.boolean(),
    without: fc.constantFrom<WithoutEvidence[]>('expire', 'review', 'go_on'),
    // A consumer who may withdraw, one who does by the function for it, and one whose goods are made to measure.
    right: fc.constantFrom('none', 'none', 'open', 'stated'),
    flagged: fc.boolean(),
    customs: fc.constantFrom(undefined, undefined, 'known' as const, 'unknown' as const),
  })
  .map(({ currency, lines, delivery, gift, uncovered, known, right, flagged, without, customs }) => {
    const money = (minor: number) => ({ currency, minor });
    const total = lines.reduce((sum, { paid }) => sum + paid, 0) + delivery;
    const first = Math.min(gift, total);
    const serialsOf = (i: number, quantity: number) => Array.from({ length: quantity }, (_, n) => `SN-${i}${n}`);
    const order = orderOf(
      lines.map(({ quantity, paid, serials }, i) => {
        const { withdrawalExcluded, ...lamp } = lamps({
          id: String(i),
          quantity,
          paid: money(paid),
          tax: money(Math.floor(paid / 7)),
          serials: serials ? serialsOf(i, quantity) : [],
        });
        return right === 'none' ? { ...lamp, withdrawalExcluded } : lamp;
      }),
      {
        currency,
        customer: { id: 'C-1', email: 'kim@customer.example', locale: 'en', flagged: flagged && right !== 'none' },
        shipping: { paid: money(delivery), tax: money(0) },
        payments: [
          { reference: 'gift', method: 'gift_card', amount: money(first) },
          // Now and then the order system told of less than what the lines say.
          {
            reference: 'card',
            method: 'card',
            amount: money(uncovered === 3 ? Math.floor((total - first) / 2) : total - first),
          },
        ],
      },
    );
    const asked = lines.flatMap(({ quantity, cut, serials, reason, preference }, i): AskedLine[] => {
      const one = cut % quantity;
      const named = serials ? serialsOf(i, quantity) : [];
      const line = { lineId: String(i), preference } as const;
      const rest = reason(quantity - one, { ...line, serials: named.slice(one) });
      return one > 0 ? [unwanted(one, { ...line, serials: named.slice(0, one) }), rest] : [rest];
    });
    const withdrawal = right === 'stated' ? { withdrawal: { id: 'f'.repeat(32), name: 'Kim Muster' } } : {};
    return { order, lines: asked, known, without, customs, ...withdrawal };
  });
