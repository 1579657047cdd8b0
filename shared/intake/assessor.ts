import type { Principal } from '../access/principal.ts';
import type { CompanyAccount } from '../contracts/companies.ts';
import type { BrandConfiguration } from '../contracts/configuration.ts';
import { inLanguagesOf, refuse } from '../contracts/errors.ts';
import type { ReturnRequest } from '../contracts/intake.ts';
import type { PolicyBook } from '../policy/book.ts';
import type { PolicyRef } from '../policy/shipped.ts';
import type { ChoosePolicy } from '../returns/answers.ts';
import { type DecidedRequest, decideRequest } from '../returns/assess.ts';
import { logger } from '../runtime/logger.ts';
import type { StoredOrder } from '../storage/orders.ts';
import type { PolicyReader } from '../storage/policy-reader.ts';
import type { SiteDay } from '../storage/site-counts.ts';
import type { CustomsReader } from './customs-of.ts';
import { createRequestLoader, type LoadedRequest, type Outlook, type RequestLoaderDeps } from './load-request.ts';
import { namedPolicy, withPolicies } from './policies-of.ts';
import { atProduct } from './product-asked.ts';
import { destinationsOf } from './sites-of.ts';

export interface AssessorDeps extends RequestLoaderDeps {
  readBook(brand: string, now: Date): Promise<PolicyBook>;
  policies: PolicyReader;
  readCustoms: CustomsReader;
}

/** What a preview may ask for, beside another time: another policy than those in force. */
export interface Wish extends Outlook {
  policy?: PolicyRef | undefined;
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
  /** The brand's sites with what was sent to each today, where it has any. */
  siteDay?: SiteDay | undefined;
}>;

/** Loads what a request is about and decides it; the one path of preview and create. */
export function createAssessor({ readBook, policies, readCustoms, ...loaderDeps }: AssessorDeps): Assessor {
  const load = createRequestLoader(loaderDeps);
  return async (request, principal, now, { policy, ...outlook } = {}) => {
    const [loaded, book] = await Promise.all([load(request, principal, now, outlook), readBook(principal.brand, now)]);
    const { stored, isNew, brand, company, siteDay } = loaded;
    const decided = await decideLoaded({ policies, readCustoms }, request, loaded, {
      book,
      at: outlook.at ?? now,
      policy,
    });
    return { stored, brand, decided, siteDay, ...(isNew && { isNew }), ...(company && { company }) };
  };
}

/** Decides a request that was loaded, by the brand's book or by the policy that is named. */
export async function decideLoaded(
  { policies, readCustoms }: Pick<AssessorDeps, 'policies' | 'readCustoms'>,
  asked: ReturnRequest,
  { stored, request, missing, brand, given, locales }: LoadedRequest,
  { book, at, policy }: { book: PolicyBook; at: Date; policy?: PolicyRef | undefined },
): Promise<DecidedRequest> {
  const { order } = stored;
  inLanguagesOf(locales, () => refuse('invalid-request', missing));
  const destinations = destinationsOf(brand, given.shipping);
  const about = { ...stored, brand: order.brand, destinations, reasons: given.reasons, at };
  const [named, customs] = await Promise.all([
    policy && namedPolicy(policies, order.brand, policy),
    readCustoms(request, about),
  ]);
  const decide = (policyOf: ChoosePolicy) =>
    inLanguagesOf(locales, () =>
      atProduct(asked, () => decideRequest(request, { ...given, customs, policy: policyOf })),
    );
  // Who tries a policy out reads for themselves that it fails.
  if (named) return decide(() => named);
  const inForce = { brand: order.brand, book, placedAt: order.placedAt, at };
  const decided = await withPolicies(policies, inForce, decide);
  tellFailures(decided, order.brand);
  return decided;
}

/** A policy that could not be evaluated is a person's to mend: an alarm counts these lines. */
export function tellFailures({ lines }: DecidedRequest, brand: string): void {
  for (const { decision, facts } of lines) {
    const failures = decision.problems.filter(({ code }) => code === 'policy_failed');
    if (failures.length === 0) continue;
    logger.error('policy failed', { brand, policy: decision.policy, failures, currency: facts.currency });
  }
}
