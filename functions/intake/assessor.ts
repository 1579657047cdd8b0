import { channelOf, type Principal, sees } from '../../shared/access/principal.ts';
import type { CompanyAccount } from '../../shared/contracts/companies.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { fieldError, inLanguagesOf, ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type { ReturnRequest } from '../../shared/contracts/intake.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import type { PolicyBook } from '../../shared/policy/book.ts';
import type { PolicyRef } from '../../shared/policy/shipped.ts';
import { type ChoosePolicy, type DecidedRequest, decideRequest } from '../../shared/returns/assess.ts';
import { logger } from '../../shared/runtime/logger.ts';
import type { CompanyReader } from '../../shared/storage/companies.ts';
import { loadDealers } from '../../shared/storage/dealers.ts';
import { loadOrder, type StoredOrder } from '../../shared/storage/orders.ts';
import type { PolicyReader } from '../../shared/storage/policy-reader.ts';
import { loadSerials } from '../../shared/storage/serials.ts';
import type { Table } from '../../shared/storage/table.ts';
import type { CustomsReader } from './customs-of.ts';
import { namedPolicy, withPolicies } from './policies-of.ts';
import { resolveProduct } from './product-asked.ts';

export interface AssessorDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
  readCompany: CompanyReader;
  readBook(brand: string, now: Date): Promise<PolicyBook>;
  policies: PolicyReader;
  readCustoms: CustomsReader;
}

/** What a preview may ask for: another policy than those in force, another time than now. */
export interface Wish {
  policy?: PolicyRef;
  at?: Date;
  /** It was stated as a withdrawal, by the function for it. */
  withdraws?: boolean;
  /** Names the order of a product that has neither an order nor a serial number. */
  fresh?: string;
}

export type Assessor = (
  request: ReturnRequest,
  principal: Principal,
  now: Date,
  wish?: Wish,
) => Promise<{
  stored: StoredOrder;
  /** Whether the order is made with the return. */
  isNew?: true;
  decided: DecidedRequest;
  brand: BrandConfiguration;
  /** What is agreed with the company the order was placed for. */
  company?: CompanyAccount;
}>;

/** Loads what a request is about and decides it; the one path of preview and create. */
export function createAssessor({
  table,
  readBrand,
  readCompany,
  readBook,
  policies,
  readCustoms,
}: AssessorDeps): Assessor {
  return async (body, principal, now, { policy, at = now, withdraws = false, fresh = 'PREVIEW' } = {}) => {
    const [found, brand, book] = await Promise.all([
      orderAsked(table, body, principal),
      readBrand(principal.brand, now),
      readBook(principal.brand, now),
    ]);
    if (!brand && (found || body.product)) throw new ProblemError('not-found', say('brand_not_configured'));
    const { product } = body;
    const resolved =
      product && brand
        ? await resolveProduct(table, { request: { ...body, product }, principal, brand, now, fresh })
        : found && { stored: found, request: body };
    if (!brand || !resolved || !sees(principal, resolved.stored.order))
      throw new ProblemError('not-found', say('order_not_yours'));
    const { stored, request } = resolved;
    refuseOtherCustomer(request, stored.order.customerId);
    const ofOrder = [stored.order.locale, brand.locale];
    const { language } = chooseLanguage(request.locale, ...ofOrder);
    const company = stored.order.company && (await readCompany(principal.brand, stored.order.company, now));
    const typed = request.lines.flatMap((line) => line.serials);
    const named = [stored.order.dealer, ...request.lines.map(({ purchase }) => purchase?.dealer?.id)];
    const about = { ...stored, brand: principal.brand, homeCountry: brand.country, reasons: brand.reasons, at };
    const [serials, dealers, customs] = await Promise.all([
      loadSerials(table, principal.brand, typed),
      loadDealers(
        table,
        principal.brand,
        named.flatMap((id) => id ?? []),
      ),
      readCustoms(request, about),
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
      serials,
      dealers,
      customs,
    };
    const version = policy && (await namedPolicy(policies, principal.brand, policy));
    const inForce = { brand: principal.brand, book, placedAt: stored.order.placedAt, at };
    const decide = (policyOf: ChoosePolicy) =>
      inLanguagesOf(ofOrder, () => atProduct(body, () => decideRequest(request, { ...given, policy: policyOf })));
    const decided = version ? decide(() => version) : await withPolicies(policies, inForce, decide);
    // Who tries a policy out reads for themselves that it fails.
    if (!version) tellFailures(decided, principal.brand);
    const { isNew } = resolved;
    return { stored, brand, decided, ...(isNew && { isNew }), ...(company && { company }) };
  };
}

/** The order that a request names; a request names either an order or a product. */
async function orderAsked(table: Table, { orderNumber, product }: ReturnRequest, { brand }: Principal) {
  if ((orderNumber === undefined) === (product === undefined))
    refuse('invalid-request', [fieldError('/orderNumber', 'order_or_product')]);
  return orderNumber === undefined ? undefined : loadOrder(table, brand, normaliseOrderNumber(orderNumber));
}

/** What is wrong with a product's serial number is told where it was typed. */
function atProduct<Done>({ product, lines }: ReturnRequest, decide: () => Done): Done {
  try {
    return decide();
  } catch (error) {
    const own = product?.serial !== undefined && !lines[0]?.serials.includes(product.serial);
    if (!own || !(error instanceof ProblemError) || !error.errors) throw error;
    const last = `/lines/0/serials/${lines[0]?.serials.length ?? 0}`;
    const errors = error.errors.map((one) => (one.pointer === last ? { ...one, pointer: '/product/serial' } : one));
    throw new ProblemError(error.type, undefined, { errors });
  }
}

/** A policy that could not be evaluated is a person's to mend: an alarm counts these lines. */
export function tellFailures({ lines }: DecidedRequest, brand: string): void {
  for (const { decision, facts } of lines) {
    const failures = decision.problems.filter(({ code }) => code === 'policy_failed');
    if (failures.length === 0) continue;
    logger.error('policy failed', { brand, policy: decision.policy, failures, currency: facts.currency });
  }
}

/** Who asks on somebody's behalf says whose order they mean: a mistyped number never becomes somebody else's return. */
function refuseOtherCustomer({ customerId }: ReturnRequest, owner: string): void {
  if (customerId === undefined || customerId === owner) return;
  refuse('invalid-request', [fieldError('/customerId', 'other_customer', { customer: customerId })]);
}
