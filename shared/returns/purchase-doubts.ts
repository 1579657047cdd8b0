import type { Dealer } from '../contracts/dealers.ts';
import type { Problem as Doubt } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { RequestLine } from '../contracts/intake.ts';
import type { Order } from '../contracts/order.ts';
import type { LocalText } from '../contracts/values.ts';
import { daysBetween } from '../policy/days.ts';
import { doubt } from '../policy/doubt.ts';

/** Where and when something was bought: what is known of it, and what of it is in doubt. */

/** Dealers that are named, by their numbers; one that is absent is no dealer of the brand. */
export type KnownDealers = ReadonlyMap<string, Dealer>;

/** Days by which a receipt and an order may differ: it was paid, sent and booked on different ones. */
const tolerance = 7;

type Purchased = Pick<Order, 'dealer' | 'origin' | 'placedAt'>;
type Asked = Pick<RequestLine, 'purchase' | 'preference'>;

const dealerIdOf = ({ dealer, origin }: Purchased, { purchase }: Asked): string | undefined =>
  dealer ?? (origin ? purchase?.dealer?.id : undefined);

/** Whom it was bought from: an order system's order is direct unless it names a dealer; else nobody knows unless it is said. */
export function dealerFact(order: Purchased, asked: Asked, dealers: KnownDealers): Facts['dealer'] {
  const id = dealerIdOf(order, asked);
  const onlyNamed = order.origin !== undefined && asked.purchase?.dealer !== undefined;
  if (id === undefined) return onlyNamed ? 'unknown' : order.origin === 'statement' ? undefined : 'direct';
  const dealer = dealers.get(id);
  if (!dealer) return 'unknown';
  const day = (order.origin && asked.purchase?.on) || order.placedAt.slice(0, 10);
  const held = dealer.authorizations.some(({ from, until }) => from <= day && (until === undefined || day <= until));
  return held ? 'authorized' : 'unauthorized';
}

/** Whether the receipt has to be shown: nobody but the customer knows of the purchase. */
export const needsProof = ({ origin }: Purchased): boolean => origin === 'statement';

const brandItself = { en: 'from the brand itself', de: 'bei der Marke selbst' };

/** Doubts about the purchase: none of them loses the request. */
export function purchaseDoubts(
  order: Purchased & Pick<Order, 'lines'>,
  asked: Asked,
  dealers: KnownDealers,
  language?: string,
): Doubt[] {
  const found: Doubt[] = [];
  const add = (code: Doubt['code'], values?: Record<string, LocalText>) => found.push(doubt(code, language, values));
  const { purchase } = asked;
  const fact = dealerFact(order, asked, dealers);
  const id = dealerIdOf(order, asked);
  if (fact === 'unauthorized') add('dealer_not_authorized', { dealer: id ?? '' });
  if (fact === 'unknown') add('dealer_unknown', { dealer: id ?? purchase?.dealer?.name ?? '?' });
  if (order.origin === 'statement') add('purchase_unconfirmed');
  else {
    const bought = order.placedAt.slice(0, 10);
    if (purchase?.on && Math.abs(daysBetween(bought, purchase.on)) > tolerance)
      add('purchase_differs', { known: bought, stated: purchase.on });
    if (purchase?.dealer?.id && purchase.dealer.id !== order.dealer)
      add('purchase_differs', { known: order.dealer ?? brandItself, stated: purchase.dealer.id });
  }
  if (order.origin && order.lines.some(({ paid }) => paid.minor === 0)) add('price_unknown');
  return found;
}

/** Money can go back only where it came from: what a dealer was paid is no payment of ours, and none is needed for a repair. */
export const needsPayment = ({ origin }: Purchased, { preference }: Asked): boolean =>
  origin === undefined || preference === undefined || preference === 'refund' || preference === 'store_credit';
