import type { ReasonCode } from '../contracts/decision.ts';
import type { Facts } from '../contracts/facts.ts';
import type { OrderLine } from '../contracts/order.ts';
import type { CoverageTier, Entitlement, StatutoryRight } from '../contracts/rights.ts';
import { addMonths, type Day, daysBetween } from './days.ts';

/**
 * The warranty claim, decided apart from the return: is the failure covered, by which tier, until when. How the goods move
 * is the policy's to say.
 */

type Tier = Entitlement['tiers'][number];

/** Failures of the goods themselves: all tiers speak to them. What the seller did wrong is the law's alone. */
const failures: ReadonlySet<ReasonCode> = new Set<ReasonCode>(['defective', 'dead_on_arrival', 'warranty_repair']);
const lacks: ReadonlySet<ReasonCode> = new Set<ReasonCode>([
  ...failures,
  'wrong_item',
  'damaged_in_transit',
  'missing_part',
]);

/** Whether a reason claims that the goods are not as agreed. */
export const claimsLack = (reason: ReasonCode): boolean => lacks.has(reason);

/** What a warranty claim is judged on. All days are the customer's own. */
export interface Claim {
  reason: ReasonCode;
  business: boolean;
  line: Pick<OrderLine, 'warrantyMonths' | 'warranties'>;
  deliveredOn?: Day | undefined;
  today: Day;
  /** The consumer's rights in the line (`rightsOf`). */
  rights: readonly StatutoryRight[];
}

/** The order's own warranties: the one for consumers as its months, others as they are stated. */
const warrantiesOf = ({ warrantyMonths, warranties = [] }: Claim['line']) => [
  ...(warrantyMonths === undefined ? [] : [{ tier: 'manufacturer_consumer' as const, months: warrantyMonths }]),
  ...warranties,
];

/**
 * Whether a failure is covered; undefined where nothing is claimed. One tier that covers it is enough; where none does,
 * one that may (after the time of presumption the consumer has to show the lack) leaves it unknown, and so does a line of
 * which no warranty is stated at all.
 *
 * A warranty for consumers does not say what it gives a business: for business buyers it may cover, unless one for business
 * use is stated.
 */
export function entitlementOf(claim: Claim): Entitlement | undefined {
  if (!lacks.has(claim.reason)) return undefined;
  const tiers = [...statutoryTier(claim), ...(failures.has(claim.reason) ? contractualTiers(claim) : [])];
  const covering = tiers.filter(({ covered }) => covered === 'yes');
  const [longest] = covering.toSorted((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? 1 : -1));
  const unsure = tiers.length === 0 || tiers.some(({ covered }) => covered === 'unknown');
  const presumed = claim.rights.find(({ kind }) => kind === 'conformity');
  return {
    covered: longest ? 'yes' : unsure ? 'unknown' : 'no',
    ...(longest && { tier: longest.tier, ...(longest.until && { until: longest.until }) }),
    tiers,
    ...(presumed?.presumedUntil && { presumption: { until: presumed.presumedUntil, article: presumed.article } }),
  };
}

function statutoryTier({ rights, today }: Claim): Tier[] {
  const right = rights.find(({ kind }) => kind === 'conformity');
  if (!right) return [];
  const presumed = right.presumedUntil !== undefined && today <= right.presumedUntil;
  const covered = presumed ? 'yes' : right.status === 'over' ? 'no' : 'unknown';
  return [{ tier: 'statutory', covered, ...(right.until && { until: right.until }), article: right.article }];
}

function contractualTiers({ line, business, deliveredOn, today }: Claim): Tier[] {
  const stated = warrantiesOf(line);
  const commercial = stated.some(({ tier }) => tier === 'manufacturer_commercial');
  return stated
    .filter(({ tier }) =>
      tier === 'manufacturer_commercial' ? business : !(business && commercial && tier === 'manufacturer_consumer'),
    )
    .map((one) => {
      const until = lastDay(one, deliveredOn);
      const open = until === undefined ? 'unknown' : today <= until ? 'yes' : 'no';
      const doubtful = business && one.tier === 'manufacturer_consumer' && open === 'yes';
      return { tier: one.tier, covered: doubtful ? 'unknown' : open, ...(until && { until }) };
    });
}

function lastDay(
  { months, until }: { months?: number | undefined; until?: Day | undefined },
  deliveredOn: Day | undefined,
): Day | undefined {
  return until ?? (months !== undefined && deliveredOn ? addMonths(deliveredOn, months) : undefined);
}

/**
 * What policies are told of the claim. `warrantyDaysLeft` counts to the end of the longest of the manufacturer's warranties
 * and plans that the buyer has (negative: over), whatever the reason; absent where none is stated, or its end is unknown.
 */
export function coverageFacts(
  claim: Claim,
  entitlement: Entitlement | undefined,
): Pick<Facts, 'covered' | 'coverageTier' | 'warrantyDaysLeft'> {
  const ends: (readonly [CoverageTier, Day])[] = contractualTiers(claim).flatMap(({ tier, until, covered }) =>
    until && covered !== 'unknown' ? [[tier, until] as const] : [],
  );
  const last = ends
    .map(([, until]) => until)
    .sort()
    .at(-1);
  const covered = entitlement?.covered;
  return {
    ...(last && { warrantyDaysLeft: daysBetween(claim.today, last) }),
    ...(covered && covered !== 'unknown' && { covered: covered === 'yes' }),
    ...(entitlement?.tier && { coverageTier: entitlement.tier }),
  };
}
