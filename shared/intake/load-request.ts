import { channelOf, type Principal, sees } from '../access/principal.ts';
import type { CompanyAccount } from '../contracts/companies.ts';
import type { BrandConfiguration } from '../contracts/configuration.ts';
import { type FieldError, fieldError, ProblemError, refuse } from '../contracts/errors.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import type { Order } from '../contracts/order.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { chooseLanguage, type Locales } from '../notifications/language.ts';
import { normaliseOrderNumber } from '../orders/order-number.ts';
import type { AssessmentFacts } from '../returns/assess.ts';
import type { CompanyReader } from '../storage/companies.ts';
import { loadDealers } from '../storage/dealers.ts';
import { loadOrder, type StoredOrder } from '../storage/orders.ts';
import { loadSerials } from '../storage/serials.ts';
import type { SiteDay } from '../storage/site-counts.ts';
import type { Table } from '../storage/table.ts';
import { type Resolved, resolveProduct } from './product-asked.ts';
import { shippingOf, siteDayOf } from './sites-of.ts';

export interface RequestLoaderDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  readCompany: CompanyReader;
}

/** What a request is about: its order, its brand, and all that is known before a policy is asked. */
export interface LoadedRequest {
  stored: StoredOrder;
  /** Whether the order is made with the return. */
  isNew?: true;
  /** With the order's own line, where it names a product. */
  request: ReturnRequest;
  /** What has to be told of a product before anything can be decided. */
  missing: readonly FieldError[];
  brand: BrandConfiguration;
  /** What is agreed with the company the order was placed for. */
  company?: CompanyAccount | undefined;
  /** The brand's sites with what was sent to each today, where it has any. */
  siteDay?: SiteDay | undefined;
  given: Omit<AssessmentFacts, 'policy'>;
  /** The order's and the brand's: for who names no language. */
  locales: Locales;
}

/** How a request is looked at. */
export interface Outlook {
  /** As of when; now, when left out. */
  at?: Date | undefined;
  /** It was stated as a withdrawal, by the function for it. */
  withdraws?: boolean | undefined;
  /** It comes back in a consignment: under one label, and so to the brand's one place. */
  consigned?: boolean | undefined;
  /** Names the order of a product that has neither an order nor a serial number. */
  fresh?: string | undefined;
  /** Whose product it is that is asked for, where that was found out before: whoever holds a link to it asks for them. */
  owner?: string | undefined;
}

export type RequestLoader = (
  request: ReturnRequest,
  principal: Principal,
  now: Date,
  outlook?: Outlook,
) => Promise<LoadedRequest>;

/** @throws ProblemError not-found for an order out of the caller's sight; invalid-request where it is another customer's */
export function createRequestLoader({ table, readBrand, readCompany }: RequestLoaderDeps): RequestLoader {
  return async (
    body,
    principal,
    now,
    { at = now, withdraws = false, consigned = false, fresh = 'PREVIEW', owner } = {},
  ) => {
    const [found, brand] = await Promise.all([orderAsked(table, body, principal), readBrand(principal.brand, now)]);
    if (!brand && (found || body.product)) throw new ProblemError('not-found', say('brand_not_configured'));
    const { product } = body;
    const resolved =
      product && brand
        ? await resolveProduct(table, { request: { ...body, product }, principal, brand, now, fresh, owner })
        : found && { stored: found, request: body };
    if (!brand || !resolved || !(isOf(owner, resolved.stored.order) || sees(principal, resolved.stored.order)))
      throw new ProblemError('not-found', say('order_not_yours'));
    const { stored, request, isNew, missing = [] }: Resolved = resolved;
    refuseOtherCustomer(request, stored.order.customerId);
    const locales = [stored.order.locale, brand.locale];
    const { language } = chooseLanguage(request.locale, ...locales);
    const company = stored.order.company && (await readCompany(principal.brand, stored.order.company, now));
    const [siteDay, named] = await Promise.all([
      consigned ? undefined : siteDayOf(table, principal.brand, brand, withdraws ? now : at),
      namedIn(table, principal.brand, request, stored),
    ]);
    const given = {
      ...stored,
      homeCountry: brand.country,
      timeZone: brand.timeZone,
      now: at,
      channel: channelOf(principal),
      language,
      withdraws,
      ...(company && { company }),
      // The law asks for no reason, so no brand's list of them stands in the way.
      reasons: withdraws ? undefined : brand.reasons,
      serialRules: brand.serialRules,
      shipping: consigned ? undefined : shippingOf(brand, siteDay),
      ...named,
    };
    const more = { ...(isNew && { isNew }), ...(company && { company }), siteDay };
    return { stored, request, missing, brand, given, locales, ...more };
  };
}

const isOf = (owner: string | undefined, order: Order): boolean => owner !== undefined && order.customerId === owner;

/** The order that a request names; a request names either an order or a product. */
async function orderAsked(table: Table, { orderNumber, product }: ReturnRequest, { brand }: Principal) {
  if ((orderNumber === undefined) === (product === undefined))
    refuse('invalid-request', [fieldError('/orderNumber', 'order_or_product')]);
  return orderNumber === undefined ? undefined : loadOrder(table, brand, normaliseOrderNumber(orderNumber));
}

/** What is known of the serial numbers and the dealers that a request or its order names. */
async function namedIn(table: Table, brand: string, { lines }: ReturnRequest, { order }: StoredOrder) {
  const typed = lines.flatMap((line) => line.serials);
  const named = [order.dealer, ...lines.map(({ purchase }) => purchase?.dealer?.id)].flatMap((id) => id ?? []);
  const [serials, dealers] = await Promise.all([loadSerials(table, brand, typed), loadDealers(table, brand, named)]);
  return { serials, dealers };
}

/** Who asks on somebody's behalf says whose order they mean: a mistyped number never becomes somebody else's return. */
function refuseOtherCustomer({ customerId }: Pick<ReturnRequest, 'customerId'>, owner: string): void {
  if (customerId === undefined || customerId === owner) return;
  refuse('invalid-request', [fieldError('/customerId', 'other_customer', { customer: customerId })]);
}
