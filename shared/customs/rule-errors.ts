import type { CustomsFacts } from '../contracts/customs.ts';
import type { ValuationRequest } from '../contracts/customs-answers.ts';
import { type FieldError, fieldError, pointerOf } from '../contracts/errors.ts';
import { rateBetween } from './exchange.ts';
import { inForce, type Jurisdiction } from './jurisdiction.ts';

/**
 * What only the rules can tell of facts: whether they had begun, whether mixed currencies can be brought together, whether
 * more goods are sent back than duty was paid on, and whether what is free is charged for.
 */
export function ruleErrors(facts: CustomsFacts, packs: readonly Jurisdiction[], under = ''): FieldError[] {
  return [...unitErrors(facts, under), ...chargedAlthoughFree(facts, under), ...packErrors(facts, packs, under)];
}

/** Regulation (EU) No 952/2013, Art. 118, and 19 U.S.C. 1313(c): what was paid comes back for the goods it was paid on. */
function unitErrors({ goods, rejected }: CustomsFacts, under: string): FieldError[] {
  const [units, of] = [rejected?.units, goods.units];
  if (units === undefined || of === undefined || units <= of) return [];
  return [fieldError(`${under}/rejected/units`, 'more_units_than_goods', { units: String(units), of: String(of) })];
}

function packErrors(facts: CustomsFacts, packs: readonly Jurisdiction[], under: string): FieldError[] {
  const ends = [facts.origin, facts.destination];
  const ofMovement = (all: readonly Jurisdiction[]) => all.filter((pack) => ends.some((end) => pack.here(end)));
  const begun = ofMovement(inForce(packs, facts.on));
  if (begun.length === 0 && ofMovement(packs).length > 0)
    return [fieldError(`${under}/on`, 'no_rules_for_day', { day: facts.on })];

  const amounts = amountsIn(facts, []);
  const currencies = new Set(amounts.map(({ currency }) => currency));
  if (currencies.size < 2) return [];
  const stray = (into: string) =>
    amounts.filter(({ currency }) => currency !== into && !rateBetween(facts, currency, into));
  const targets = ends.flatMap((end) =>
    begun.filter((pack) => pack.here(end)).map((pack) => pack.currencyIn(end, facts.on)),
  );
  const [into = ''] = (targets.length > 0 ? targets : [...currencies]).toSorted(
    (a, b) => stray(a).length - stray(b).length,
  );
  return stray(into).map(({ currency, path }) =>
    fieldError(`${under}${pointerOf([...path, 'currency'])}`, 'rate_missing', { from: currency, to: into }),
  );
}

/** Work or a replacement that is said to be free, and charges for it. What a free repair would have cost is no charge. */
function chargedAlthoughFree({ warranty, charges = {} }: CustomsFacts, under: string): FieldError[] {
  if (warranty?.freeOfCharge !== true) return [];
  return (['repair', 'labour', 'parts', 'exchangeFee'] as const)
    .filter((name) => (charges[name]?.minor ?? 0) > 0)
    .map((name) => fieldError(`${under}/charges/${name}`, 'charge_although_free'));
}

function amountsIn(value: unknown, path: readonly string[]): { currency: string; path: readonly string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('currency' in value && typeof value.currency === 'string' && path.length > 0)
    return [{ currency: value.currency, path }];
  return Object.entries(value).flatMap(([name, one]) => amountsIn(one, [...path, name]));
}

/** What only the rules can tell of a valuation that has the right form. */
export function valuationErrors(request: ValuationRequest, packs: readonly Jurisdiction[]): FieldError[] {
  const { jurisdiction, facts } = request;
  const { origin, destination } = facts;
  const pack = packs.find(({ code }) => code === jurisdiction);
  if (!pack) return [fieldError('/jurisdiction', 'jurisdiction_unknown', { jurisdiction })];
  if (!pack.here(origin) && !pack.here(destination))
    return [fieldError('/jurisdiction', 'jurisdiction_not_of_the_movement', { jurisdiction, origin, destination })];
  return ruleErrors(facts, packs, '/facts');
}
