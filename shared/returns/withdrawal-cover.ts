import type { Order, OrderLine } from '../contracts/order.ts';
import { type Said, say } from '../contracts/sentences/catalogue.ts';
import type { Language } from '../notifications/language.ts';
import { soldLines } from '../orders/kits.ts';
import type { LineReturnable } from '../orders/returnable.ts';
import { type Day, dayAt, daysBetween } from '../policy/days.ts';
import { lawOf } from '../policy/statutory/countries.ts';
import { lineRights } from '../policy/statutory/under-law.ts';
import { rightWords } from '../policy/statutory/words.ts';
import type { Whereabouts } from '../policy/zones.ts';
import { lawFactsOf } from './law-facts.ts';

/** What of an order a withdrawal covers: line by line, and why not. */
export interface CoveredLine {
  lineId: string;
  title: string;
  quantity: number;
  /** Whether it is open; `unknown` where nobody can say when its time began. */
  status: 'open' | 'unknown';
  until?: Day | undefined;
  article: string;
}

export interface UncoveredLine {
  lineId: string;
  title: string;
  quantity: number;
  why: Said;
}

export interface Cover {
  covers: CoveredLine[];
  notCovered: UncoveredLine[];
}

export interface Withdrawing {
  order: Order;
  /** How the order's lines stand, the pieces of kits among them. */
  state: readonly LineReturnable[];
  where: Whereabouts;
  now: Date;
  language: Language;
}

/** Lines and quantities a customer names; all that is left of the order when none are named. */
export type Named = readonly { lineId: string; quantity: number }[];

/** Units of a line that can still be withdrawn from, shipped or not: those in no return. */
const leftOf = (at: LineReturnable | undefined): number => (at ? at.free.length + at.unshipped.length : 0);

/** What a withdrawal from an order, or the named part of it, covers. Lines that the order does not have are left out. */
export function withdrawalCover(withdrawing: Withdrawing, named?: Named): Cover {
  const { order, state } = withdrawing;
  const cover: Cover = { covers: [], notCovered: [] };
  const byId = new Map(state.map((line) => [line.lineId, line]));
  // Pieces of a kit can be named; who names nothing withdraws from the kit.
  for (const line of named ? soldLines(order) : order.lines) {
    const at = byId.get(line.id);
    const asked = named?.filter(({ lineId }) => lineId === line.id).reduce((all, { quantity }) => all + quantity, 0);
    if (named && !asked) continue;
    const left = leftOf(at);
    const quantity = Math.min(asked ?? left, left);
    const { id: lineId, title } = line;
    if (quantity === 0) {
      if (asked) cover.notCovered.push({ lineId, title, quantity: asked, why: say('withdrawal_nothing_left') });
      continue;
    }
    const answered = answerFor(line, at, withdrawing);
    if ('why' in answered) cover.notCovered.push({ lineId, title, quantity, ...answered });
    else cover.covers.push({ lineId, title, quantity, ...answered });
  }
  return cover;
}

function answerFor(
  line: OrderLine,
  at: LineReturnable | undefined,
  { order, where: { zone, country }, now, language }: Withdrawing,
): Pick<CoveredLine, 'status' | 'until' | 'article'> | { why: Said } {
  if (order.business) return { why: say('withdrawal_business') };
  if (country && !lawOf(country)) return { why: say('withdrawal_no_law') };
  const today = dayAt(now, zone);
  const facts = {
    reason: 'customer_remorse' as const,
    business: order.business,
    today,
    daysSinceOrder: Math.max(0, daysBetween(dayAt(order.placedAt, zone), today)),
    ...(country && { country }),
    ...(at?.deliveredOn && { deliveredOn: at.deliveredOn }),
  };
  const { rights } = lineRights(facts, lawFactsOf(order, line, zone), language);
  const right = rights.find(({ kind }) => kind === 'withdrawal');
  if (!right) return { status: 'unknown', article: '' };
  const { status, until, article, excludedBecause } = right;
  if (status === 'over') return { why: say('withdrawal_over', { date: until ?? '' }) };
  if (status === 'excluded' || excludedBecause) {
    const because = excludedBecause ? rightWords(language).excluded[excludedBecause] : '';
    return { why: say('withdrawal_excluded', { because }) };
  }
  return { status, until, article };
}
