import { channelOf, type Principal, sees } from '../../shared/access/principal.ts';
import type { BrandConfiguration } from '../../shared/contracts/configuration.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { ReturnRequest } from '../../shared/contracts/intake.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { normaliseOrderNumber } from '../../shared/orders/order-number.ts';
import { compilePolicy } from '../../shared/policy/compile.ts';
import { defaultPolicy } from '../../shared/policy/default-policy.ts';
import { type DecidedRequest, decideRequest } from '../../shared/returns/assess.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { loadOrder, type StoredOrder } from '../../shared/storage/orders.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface AssessorDeps {
  table: Table;
  readBrand(brand: string, now: Date): Promise<BrandConfiguration | undefined>;
}

export type Assessor = (
  request: ReturnRequest,
  principal: Principal,
  now: Date,
) => Promise<{ stored: StoredOrder; decided: DecidedRequest; brand: BrandConfiguration }>;

/** Loads what a request is about and decides it; the one path of preview and create. */
export function createAssessor({ table, readBrand }: AssessorDeps): Assessor {
  const policy = compilePolicy(defaultPolicy);
  return async (request, principal, now) => {
    const orderNumber = normaliseOrderNumber(request.orderNumber);
    const [stored, brand] = await Promise.all([
      loadOrder(table, principal.brand, orderNumber),
      readBrand(principal.brand, now),
    ]);
    if (!stored || !sees(principal, stored.order))
      throw new ProblemError('not-found', 'There is no such order for you.');
    if (!brand) throw new ProblemError('not-found', 'This brand is not configured yet.');
    const { language } = chooseLanguage(request.locale, stored.order.locale, brand.locale);
    const decided = decideRequest(request, {
      ...stored,
      policy,
      homeCountry: brand.country,
      now,
      channel: channelOf(principal),
      language,
    });
    tellFailures(decided, principal.brand);
    return { stored, brand, decided };
  };
}

/** A policy that could not be evaluated is a person's to mend: an alarm counts these lines. */
export function tellFailures({ lines }: DecidedRequest, brand: string): void {
  for (const { decision, facts } of lines) {
    const failures = decision.problems.filter(({ code }) => code === 'policy_failed');
    if (failures.length === 0) continue;
    logger.error('policy failed', { brand, policy: decision.policy, failures, currency: facts.currency });
  }
}
