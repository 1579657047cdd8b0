import type { CompanyAccount } from '../contracts/companies.ts';
import type { Channel, Problem as Doubt } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { RequestLine, ReturnRequest } from '../contracts/intake.ts';
import type { Order, Person } from '../contracts/order.ts';
import type { LawFacts } from '../contracts/rights.ts';
import { crossesBorder, customsCountry } from '../customs/territory.ts';
import { sum } from '../money/amount.ts';
import type { Tender } from '../money/tender.ts';
import type { Claims } from '../orders/claims.ts';
import type { SoldLine } from '../orders/kits.ts';
import type { LineReturnable } from '../orders/returnable.ts';
import type { UnitShare } from '../orders/units.ts';
import { type Day, dayAt, daysBetween } from '../policy/days.ts';
import { doubt } from '../policy/doubt.ts';
import { lawfulFacts } from '../policy/statutory/under-law.ts';
import type { Whereabouts } from '../policy/zones.ts';
import type { Reason } from '../reasons/offered.ts';
import type { Place } from '../routing/distance.ts';
import { lawFactsOf } from './law-facts.ts';
import { dealerFact, type KnownDealers, needsPayment, purchaseDoubts } from './purchase-doubts.ts';
import { productDoubts, type SerialKnowledge, serialDoubts } from './serials.ts';

/** The facts a policy decides on, and the doubts about them. */

const noDealers: KnownDealers = new Map();

/** One line as it is asked for: with its units, and what was paid for them. */
export interface AskedLine {
  request: ReturnRequest;
  asked: RequestLine;
  line: SoldLine;
  /** The reason that is given, as the brand offers it. */
  reason: Reason;
  at: LineReturnable;
  paid: UnitShare;
  /** Of the least expensive delivery: what a withdrawal refunds. */
  standardDelivery: UnitShare['delivery'];
  tenders: readonly Tender[];
  /** Units of the line known to have been delivered that are in no return and no earlier line of the request. */
  arrived: number;
}

/** What is the same for all lines of a request. */
export interface RequestFacts extends SerialKnowledge {
  order: Order;
  person: Person;
  company?: CompanyAccount;
  homeCountry: string;
  now: Date;
  channel?: Channel;
  /** Dealers that the order or the request names. */
  dealers?: KnownDealers | undefined;
  /** Where the customer counts days. */
  where: Whereabouts;
  /** Of the sentences (ISO 639-1). */
  language?: string | undefined;
  /** Minor units: the goods of this request, and those of the whole order that are in returns, this one's included. */
  requestValue: number;
  returnedValue: number;
}

/** The facts of a line, with the doubts about its data: each is named, none loses the request. */
export function factsOf(
  line: AskedLine,
  whole: RequestFacts,
  customsRoute?: 'known' | 'unknown',
): { facts: Facts; doubts: Doubt[]; law: LawFacts } {
  const { asked, at, paid, request } = line;
  const { order, now, where } = whole;
  const law = lawFactsOf(order, line.line, where.zone);
  const doubts = doubtsAbout(line, whole);
  const from = whereGoodsAre(request, order, whole.person);
  const crossBorder = from === undefined ? undefined : crossesBorder(from, whole.homeCountry);
  const dealer = dealerFact(order, asked, whole.dealers ?? noDealers);
  const tier = order.tier ?? whole.company?.tier;
  const stated: Facts = {
    reason: line.reason.class,
    category: line.line.category,
    currency: order.currency,
    valueMinor: paid.goods.minor,
    requestValueMinor: whole.requestValue,
    returnedValueMinor: whole.returnedValue,
    quantity: asked.quantity,
    flagged: order.flagged,
    business: order.business,
    ...(where.country && { country: where.country }),
    ...(whole.channel && { channel: whole.channel }),
    ...(tier && { tier }),
    ...datesOf(order.placedAt, at.deliveredOn, now, where.zone),
    ...(asked.condition && { condition: asked.condition }),
    ...(asked.packaging && { packaging: asked.packaging }),
    ...(dealer && { dealer }),
    ...(asked.contested !== undefined && { contested: asked.contested }),
    ...(crossBorder !== undefined && { crossBorder }),
    ...(crossBorder && customsRoute && { customsRoute }),
    problems: doubts.map(({ code }) => code),
  };
  return { facts: { ...stated, ...lawfulFacts(stated, law) }, doubts, law };
}

/**
 * Facts of units that were never shipped. No policy is asked about them: nothing comes back; but whom the money goes to,
 * and over which payment, may be in doubt all the same.
 */
export function unshippedFacts(line: AskedLine, whole: RequestFacts): ReturnType<typeof factsOf> {
  const { facts, doubts, law } = factsOf(line, whole);
  const aboutMoney = doubts.filter(({ code }) => code === 'payment_unknown' || code === 'contact_missing');
  const { reason, preference, category, currency, valueMinor, requestValueMinor, returnedValueMinor, quantity } = facts;
  const { flagged, business, country, channel, tier, today, daysSinceOrder } = facts;
  const of = { reason, preference, category, currency, valueMinor, requestValueMinor, returnedValueMinor, quantity };
  const by = { flagged, business, country, channel, tier, today, daysSinceOrder };
  return { facts: { ...of, ...by, problems: aboutMoney.map(({ code }) => code) }, doubts: aboutMoney, law };
}

/** Where the goods are: the address given with the request, else where they were delivered; undefined where nobody said. */
export function placeOfGoods({ contact }: ReturnRequest, order: Order, { address }: Person): Place | undefined {
  const known = contact?.address ?? (address?.country === order.shipToCountry ? address : undefined);
  return known ?? (order.shipToCountry ? { country: order.shipToCountry } : undefined);
}

/** The country the goods are in, as customs know it (parts of the United Kingdom apart). */
export function whereGoodsAre(request: ReturnRequest, order: Order, person: Person): string | undefined {
  const place = placeOfGoods(request, order, person);
  return place && customsCountry(place);
}

/** Days where the customer is, and calendar days between them; a delivery dated in the future counts as today. */
function datesOf(
  placedAt: string,
  deliveredOn: Day | undefined,
  now: Date,
  zone: string,
): Pick<Facts, 'today' | 'daysSinceOrder' | 'deliveredOn' | 'daysSinceDelivery'> {
  const today = dayAt(now, zone);
  const since = (day: Day) => Math.max(0, daysBetween(day, today));
  return {
    today,
    daysSinceOrder: since(dayAt(placedAt, zone)),
    ...(deliveredOn && { deliveredOn, daysSinceDelivery: since(deliveredOn) }),
  };
}

/** Minor units of all goods of an order that are in returns already. */
export function claimedValue(shares: ReadonlyMap<string, readonly UnitShare[]>, claims: Claims): number {
  return Object.entries(claims.units)
    .flatMap(([lineId, slots]) =>
      Object.keys(slots).map((slot) => shares.get(lineId)?.[Number(slot)]?.goods.minor ?? 0),
    )
    .reduce((all, minor) => all + minor, 0);
}

function doubtsAbout(
  { request, asked, line, paid, tenders, arrived }: AskedLine,
  { order, person, company, dealers = noDealers, language, ...known }: RequestFacts,
): Doubt[] {
  const found: Doubt[] = [];
  if (arrived < asked.quantity) found.push(doubt('delivery_unknown', language));
  found.push(...serialDoubts(asked, line, { customerId: order.customerId, language, ...known }));
  found.push(...productDoubts(asked, line, language), ...purchaseDoubts(order, asked, dealers, language));
  if (!request.contact?.email && !person.email) found.push(doubt('contact_missing', language));
  if (!request.contact?.address && !order.shipToCountry) found.push(doubt('delivery_address_unknown', language));
  if (order.company && !company) found.push(doubt('company_unknown', language, { company: order.company }));
  const covered = sum(
    order.currency,
    tenders.map(({ amount }) => amount),
  );
  if (covered.minor < paid.goods.minor && needsPayment(order, asked)) found.push(doubt('payment_unknown', language));
  return found;
}
