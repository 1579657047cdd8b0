import type * as z from 'zod';
import { customsFacts } from '../../../shared/contracts/customs.ts';
import type { Terms } from '../../../shared/contracts/decision.ts';
import { ProblemError, type ProblemType } from '../../../shared/contracts/errors.ts';
import { type RequestLine, type ReturnRequest, returnRequest } from '../../../shared/contracts/intake.ts';
import type { KeptPaper } from '../../../shared/contracts/kept-documents.ts';
import { type Order, orderBody } from '../../../shared/contracts/order.ts';
import type { Instruction, Portion, PortionState } from '../../../shared/contracts/return.ts';
import type { CustomsDecision } from '../../../shared/contracts/return-customs.ts';
import { noClaims } from '../../../shared/orders/claims.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { type AssessmentFacts, type DecidedRequest, decideRequest } from '../../../shared/returns/assess.ts';
import { type Change, type Context, lifecycleActor, type Return } from '../../../shared/returns/change.ts';
import { decisionOf, type LineCustoms } from '../../../shared/returns/customs.ts';
import { dispose, fail, openEffects, openMovements, settle } from '../../../shared/returns/effects.ts';
import { cancel, passDueDate } from '../../../shared/returns/ending.ts';
import { type Finding, inspect, receive } from '../../../shared/returns/goods.ts';
import { issueLabel } from '../../../shared/returns/labels.ts';
import { requestReturn } from '../../../shared/returns/request.ts';
import { type Approval, approve, ask, reject } from '../../../shared/returns/review.ts';
import { moveShipment } from '../../../shared/returns/transit.ts';

/** Made-up orders and returns in every state, each reached by the commands themselves. */

export const start = new Date('2026-10-20T09:00:00.000Z');
export const hours = (count: number): Date => new Date(start.getTime() + count * 3_600_000);
export const days = (count: number): Date => hours(count * 24);

export const by = (role: string, now: Date = start): Context => ({
  now,
  actor: { role, id: `${role}-1` },
  progressMinutes: 5,
});
export const machine = (now: Date = start): Context => ({ now, actor: lifecycleActor, progressMinutes: 5 });

export const eur = (minor: number) => ({ currency: 'EUR', minor });

type OrderInput = z.input<typeof orderBody>;
type LineInput = OrderInput['lines'][number];

/** Five lamps of 30.00, delivered ten days before `start`; made to measure, so that the policy alone speaks of them. */
export const lamps = (some: Partial<LineInput> = {}): LineInput => ({
  id: '1',
  sku: 'HB-LAMP',
  title: 'Garden lamp',
  category: 'outdoor',
  quantity: 5,
  paid: eur(15_000),
  tax: eur(2_395),
  warrantyMonths: 24,
  withdrawalExcluded: 'made_to_measure',
  ...some,
});

const customer = { id: 'C-1', email: 'kim@customer.example', locale: 'en' };

export function orderOf(lines: LineInput[] = [lamps()], some: Partial<OrderInput> = {}): Order {
  const total = lines.reduce((sum, { paid }) => sum + paid.minor, 0) + (some.shipping?.paid.minor ?? 0);
  const currency = lines[0]?.paid.currency ?? 'EUR';
  const parsed = orderBody.parse({
    updatedAt: '2026-10-10T09:00:00.000Z',
    placedAt: '2026-10-01T09:00:00.000Z',
    currency,
    lines,
    fulfilments: [
      {
        id: 'F1',
        status: 'delivered',
        lines: lines.map(({ id, quantity }) => ({ lineId: id, quantity })),
        deliveredAt: '2026-10-10T09:00:00.000Z',
      },
    ],
    payments: [{ reference: 'card', method: 'card', amount: { currency, minor: total } }],
    customer,
    shipTo: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', country: 'DE' },
    ...some,
  });
  const { customer: person, shipTo, ...order } = parsed;
  return {
    ...order,
    brand: 'harbor',
    orderNumber: 'HB-1',
    customerId: person.id,
    flagged: person.flagged,
    business: person.business,
    locale: person.locale,
    ...(shipTo && { shipToCountry: shipTo.country }),
  };
}

export const failure = {
  what: 'It does not switch on any more',
  since: 'last week',
  tried: 'Another socket',
};
type AskedLine = z.input<typeof returnRequest>['lines'][number];

/** Changed their mind, unopened: approved at once, with a fee and a label the customer pays. */
export const unwanted = (quantity: number, some: Partial<AskedLine> = {}): AskedLine => ({
  lineId: '1',
  quantity,
  reason: 'customer_remorse',
  condition: 'unopened',
  ...some,
});
/** A fault, within the first days: a photo or video is asked for. */
export const faulty = (quantity: number, some: Partial<AskedLine> = {}): AskedLine => ({
  lineId: '1',
  quantity,
  reason: 'defective',
  description: failure,
  ...some,
});
/** Sent wrongly: approved with a label the brand pays, delivery refunded, a photo asked for. */
export const wrong = (quantity: number, some: Partial<AskedLine> = {}): AskedLine => ({
  lineId: '1',
  quantity,
  reason: 'wrong_item',
  ...some,
});

export const requestOf = (lines: AskedLine[], some: Partial<ReturnRequest> = {}): ReturnRequest =>
  returnRequest.parse({ orderNumber: 'HB-1', lines, ...some });
export const lineOf = (line: AskedLine): RequestLine => {
  const [parsed] = requestOf([line]).lines;
  if (!parsed) throw new Error('A request has a line');
  return parsed;
};

export const policy = compilePolicy(defaultPolicy);

export const factsOf = (order: Order, some: Partial<AssessmentFacts> = {}): AssessmentFacts => ({
  order,
  person: { email: 'kim@customer.example' },
  claims: noClaims,
  policy,
  homeCountry: 'DE',
  now: start,
  ...some,
});

export const decided = (order: Order, lines: AskedLine[], some: Partial<AssessmentFacts> = {}): DecidedRequest =>
  decideRequest(requestOf(lines), factsOf(order, some));

interface Asked {
  order?: Order;
  lines?: AskedLine[];
  facts?: Partial<AssessmentFacts>;
  /** Stated by the function to withdraw. */
  withdrawal?: { id: string; name: string };
}

/** The first change of a return. */
export function requested({ order = orderOf(), lines = [unwanted(5)], facts = {}, withdrawal }: Asked = {}): Change {
  const request = requestOf(lines);
  const given = factsOf(order, { ...facts, ...(withdrawal && { withdraws: true }) });
  return requestReturn(
    {
      rma: '7K3F-9XTB-2MQ4',
      order,
      person: given.person,
      request,
      decided: decideRequest(request, given),
      channel: 'portal',
      ...(withdrawal && { withdrawal }),
    },
    by('customer', given.now),
  );
}

export const label = (id = 'S1', trackingNumber = 'TRACK-1') => ({
  id,
  carrier: 'embedded',
  trackingNumber,
  label: { pdf: `labels/${id}.pdf`, png: `labels/${id}.png`, sha256: 'f'.repeat(64) },
});

/** What an agent may agree to. */
export const terms = (some: Partial<Terms> = {}): Terms => ({
  labelPayer: 'brand',
  fees: [],
  resolutions: ['refund', 'exchange', 'replacement', 'repair', 'store_credit'],
  evidence: [],
  refundsDelivery: true,
  ...some,
});

export const news = (status: 'in_transit' | 'arrived' | 'exception', at: Date, trackingNumber = 'TRACK-1') => ({
  trackingNumber,
  status,
  at: at.toISOString(),
});

export const found = (quantity: number, some: Partial<Finding> = {}): Finding => ({
  quantity,
  grade: 'A',
  matchesClaim: true,
  ...some,
});

export const portionOf = (current: Return, id = '1'): Portion => {
  const portion = current.portions.find((one) => one.id === id);
  if (!portion) throw new Error(`There is no portion ${id}`);
  return portion;
};
export const statesOf = (current: Return): Record<string, PortionState> =>
  Object.fromEntries(current.portions.map(({ id, state }) => [id, state]));
export const effectOf = (current: Return): Instruction => {
  const [effect] = openEffects(current);
  if (!effect) throw new Error('Nothing is left to be sent');
  return effect;
};
/** The change of a command that may answer that there is nothing to do. */
export function certainly(change: Change | undefined): Change {
  if (!change) throw new Error('Nothing was changed');
  return change;
}

/** Settles every open instruction, one after the other. */
export function settleAll(current: Return, now: Date = start): Return {
  let at = current;
  for (let [effect] = openEffects(at); effect; [effect] = openEffects(at))
    at = settle(at, machine(now), [effect]).after;
  return at;
}

/** Grades all that lies in quarantine as A, as claimed. */
export function inspectAll(current: Return, now: Date = start): Return {
  let at = current;
  for (const { id, quantity, state } of current.portions)
    if (state === 'quarantined') at = inspect(at, by('inspector', now), id, [found(quantity)]).after;
  return at;
}

/** A return of five lamps (or as asked) whose portions are all in this state, reached step by step. */
export function returnAt(state: PortionState, asked: Asked = {}): Return {
  const before = (earlier: PortionState) => returnAt(earlier, asked);
  const only = (current: Return) => portionOf(current);
  switch (state) {
    case 'awaiting_evidence':
      return requested({ lines: [faulty(5)], ...asked }).after;
    case 'under_review':
      return requested({ ...asked, facts: { person: {}, ...asked.facts } }).after;
    case 'awaiting_answer':
      return ask(before('under_review'), by('agent'), 'Is the box still there?').after;
    case 'awaiting_customs': {
      const customs = () => lineCustoms('unknown');
      return requested({ ...asked, facts: { ...asked.facts, homeCountry: 'CH', customs } }).after;
    }
    case 'authorized': {
      const current = requested(asked).after;
      return only(current).state === 'authorized'
        ? current
        : approve(before('under_review'), by('manager'), overriding()).after;
    }
    case 'awaiting_shipment':
      return issueLabel(before('authorized'), machine(), label()).after;
    case 'in_transit':
      return certainly(
        moveShipment(before('awaiting_shipment'), by('carrier', hours(24)), news('in_transit', hours(24))),
      ).after;
    case 'shipment_exception':
      return certainly(moveShipment(before('in_transit'), by('carrier', hours(30)), news('exception', hours(30))))
        .after;
    case 'arrived':
      return certainly(moveShipment(before('in_transit'), by('carrier', hours(48)), news('arrived', hours(48)))).after;
    case 'quarantined':
      return receive(before('arrived'), by('warehouse', hours(49)), undefined).after;
    case 'disputed': {
      const current = before('quarantined');
      return inspect(current, by('inspector', hours(50)), '1', [
        found(only(current).quantity, { grade: 'C', matchesClaim: false }),
      ]).after;
    }
    case 'resolving':
      return inspectAll(before('quarantined'), hours(50));
    case 'resolution_failed': {
      const current = before('resolving');
      return fail(current, machine(hours(51)), effectOf(current), 'card_expired').after;
    }
    case 'resolved':
      return settleAll(before('resolving'), hours(51));
    case 'closed': {
      const current = before('resolved');
      return dispose(current, machine(hours(52)), openMovements(current)).after;
    }
    case 'rejected':
      return reject(before('under_review'), by('agent'), { message: 'This is not ours' }).after;
    case 'cancelled':
      return cancel(before('awaiting_shipment'), by('customer'), 'I keep it').after;
    case 'expired':
      return certainly(passDueDate(before('awaiting_shipment'), by('system', days(31)))).after;
  }
}

/** What customs say of a line of goods that go to Switzerland. */
export const lineCustoms = (standing: 'known' | 'unknown'): LineCustoms => ({
  facts: customsFacts.parse({ on: '2026-10-20', origin: 'DE', destination: 'CH', activity: 'return' }),
  answer: {
    standing,
    lane: 'EU-CH',
    lacks: standing === 'known' ? [] : ['/returned/unaltered'],
    guards: [],
    packs: [],
    basis: [],
    advice: 'A broker decides.',
  },
  sha256: '0'.repeat(64),
});

/** A further decision of compliance on a portion. */
export const customsDecision = (standing: 'known' | 'unknown' = 'known', portion = '1'): CustomsDecision =>
  decisionOf(portion, 2, lineCustoms(standing), by('compliance'));

/** A paper for customs, as it is kept. */
export const keptPaper = (version: number): KeptPaper => ({
  kind: 'packing_list',
  version,
  consignment: 1,
  at: start.toISOString(),
  gaps: 1,
  toComplete: ['gross mass in kg'],
  data: { key: `documents/lumen/1/${version}.json`, sha256: 'd'.repeat(64), bytes: 900 },
  pdf: { key: `documents/lumen/1/${version}.pdf`, sha256: 'e'.repeat(64), bytes: 3000 },
});

/** A manager's approval on other terms than the policy's. */
export const overriding = (some: Partial<Terms> = {}): Approval => ({
  terms: terms(some),
  reason: 'agreed',
  mayOverride: true,
});

/** The problem a command answers with, and the pointers of its errors. */
export function refusalOf(command: () => unknown): { type: ProblemType; errors: [string, string][] } | undefined {
  try {
    command();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { type: error.type, errors: (error.errors ?? []).map(({ pointer, code }) => [pointer, code]) };
  }
  return undefined;
}

export type { AskedLine, LineInput };
