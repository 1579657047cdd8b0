import type { CustomsFacts } from '../contracts/customs.ts';
import type { ValuationRequest } from '../contracts/customs-answers.ts';
import { type FieldError, fieldError, pointerOf } from '../contracts/errors.ts';
import type { Day } from './calendar.ts';
import { rateBetween } from './exchange.ts';
import { inForce, type Jurisdiction } from './jurisdiction.ts';
import { crossesBorder } from './territory.ts';

/**
 * What only the rules can tell of facts: whether they had begun, whether mixed currencies can be brought together, whether
 * units of the same goods go together, and whether one fact speaks against another.
 */
export function ruleErrors(facts: CustomsFacts, packs: readonly Jurisdiction[], under = ''): FieldError[] {
  return [
    ...unitErrors(facts, under),
    ...contradictions(facts, under),
    ...laterExports(facts, under),
    ...extensionErrors(facts, under),
    ...chargedAlthoughFree(facts, under),
    ...packErrors(facts, packs, under),
  ];
}

/**
 * Units of one thing that do not go together. What was paid comes back for the goods it was paid on (Regulation (EU) No
 * 952/2013, Art. 118; 19 U.S.C. 1313(c)), and what comes back is among the goods, as these are among those invoiced.
 */
function unitErrors({ goods, rejected, returned, lot, outboundInvoice }: CustomsFacts, under: string): FieldError[] {
  const { units } = goods;
  if (units === undefined) return [];
  const more = (path: string, part: number | undefined) =>
    part !== undefined && part > units
      ? [fieldError(`${under}${path}`, 'more_units_than_goods', { units: String(part), of: String(units) })]
      : [];
  const both = (of: number) => ({ units: String(units), of: String(of) });
  const invoiced = outboundInvoice?.units;
  return [
    ...more('/rejected/units', rejected?.units),
    ...more('/returned/units', returned?.units),
    ...(lot && lot.of !== units ? [fieldError(`${under}/lot/of`, 'units_differ', both(lot.of))] : []),
    ...(invoiced !== undefined && units > invoiced
      ? [fieldError(`${under}/goods/units`, 'more_units_than_invoiced', both(invoiced))]
      : []),
  ];
}

/** What cannot both be so. */
function contradictions({ work = {}, returned }: CustomsFacts, under: string): FieldError[] {
  return [
    ...(returned?.unaltered && work.altered
      ? [fieldError(`${under}/returned/unaltered`, 'altered_and_unaltered')]
      : []),
    ...(work.onlyNecessary && work.improvesPerformance
      ? [fieldError(`${under}/work/improvesPerformance`, 'improved_and_only_necessary')]
      : []),
  ];
}

/**
 * Goods that come back left before the day that is asked of, and so did those which once left the place that they now go to
 * for work. What goes for work, or for a while, may leave on a later day: that is planned.
 */
export function laterExports({ on, activity, dates = {} }: CustomsFacts, under: string): FieldError[] {
  const planned = activity !== undefined && activity !== 'return';
  const past = planned ? (['firstExported'] as const) : (['firstExported', 'exported'] as const);
  return past.flatMap((name) => {
    const day = dates[name];
    return day !== undefined && day > on
      ? [fieldError(`${under}/dates/${name}`, 'exported_after_the_day', { day: on })]
      : [];
  });
}

/** An extension ends after what it extends, and begins. */
function extensionErrors(
  { authorisation, priorImport, temporaryAdmission, dates }: CustomsFacts,
  under: string,
): FieldError[] {
  const early = (path: string, until: Day | undefined, first: string, day: Day | undefined) =>
    until && day && until < day ? [fieldError(`${under}${path}/extendedUntil`, 'dates_out_of_order', { first })] : [];
  return [
    ...early('/authorisation', authorisation?.extendedUntil, 'periodEnd', authorisation?.periodEnd),
    ...early('/priorImport', priorImport?.extendedUntil, 'dates.replacementDeclared', dates?.replacementDeclared),
    ...early('/temporaryAdmission', temporaryAdmission?.extendedUntil, 'dates.placed', dates?.placed),
  ];
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
  if (!crossesBorder(origin, destination))
    return [fieldError('/facts/destination', 'no_customs_border', { origin, destination })];
  return ruleErrors(facts, packs, '/facts');
}
