import type * as z from 'zod';
import { type CustomsFacts, customsFacts } from '../contracts/customs.ts';
import { type ValuationRequest, valuationRequest } from '../contracts/customs-answers.ts';
import { type FieldError, fieldError, pointerOf } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import { rateBetween } from './exchange.ts';
import { inForce, type Jurisdiction } from './jurisdiction.ts';

/** Facts that can be worked with, or everything that is wrong with them: by name and pointer. */
export type Checked<Value> = { ok: true; value: Value } | { ok: false; errors: FieldError[] };

/**
 * Checks facts before a determination: their form, and what only the rules can tell.
 *
 * `country_unknown`, `commodity_code_malformed`, `tariff_number_malformed`, `not_a_day`, `not_a_decimal`, `value_negative`,
 * `value_missing`, `charge_stated_twice`, `dates_out_of_order`, `lot_too_large`, `rate_missing` (currencies are mixed, and
 * none of the stated rates brings one of them to a currency of the movement), `no_rules_for_day` (there are packs for the
 * movement, but none had begun); and what every contract says: `required`, `unknown_field` …
 */
export function checkFacts(input: unknown, packs: readonly Jurisdiction[]): Checked<CustomsFacts> {
  const parsed = parse(customsFacts, input);
  return parsed.ok ? checked(parsed.value, ruleErrors(parsed.value, packs)) : parsed;
}

/** Checks what a valuation is asked for. Beside the above: `jurisdiction_unknown`, `jurisdiction_not_of_the_movement`. */
export function checkValuation(input: unknown, packs: readonly Jurisdiction[]): Checked<ValuationRequest> {
  const parsed = parse(valuationRequest, input);
  return parsed.ok ? checked(parsed.value, valuationErrors(parsed.value, packs)) : parsed;
}

const checked = <Value>(value: Value, errors: FieldError[]): Checked<Value> =>
  errors.length > 0 ? { ok: false, errors } : { ok: true, value };

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): Checked<z.output<Schema>> {
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: fieldErrorsOf(result.error.issues) };
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

/** What only the rules can tell of facts: whether they had begun, and whether mixed currencies can be brought together. */
export function ruleErrors(facts: CustomsFacts, packs: readonly Jurisdiction[], under = ''): FieldError[] {
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
  const targets = ends.flatMap((end) => begun.filter((pack) => pack.here(end)).map((pack) => pack.currencyIn(end)));
  const [into = ''] = (targets.length > 0 ? targets : [...currencies]).toSorted(
    (a, b) => stray(a).length - stray(b).length,
  );
  return stray(into).map(({ currency, path }) =>
    fieldError(`${under}${pointerOf([...path, 'currency'])}`, 'rate_missing', { from: currency, to: into }),
  );
}

function amountsIn(value: unknown, path: readonly string[]): { currency: string; path: readonly string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('currency' in value && typeof value.currency === 'string' && path.length > 0)
    return [{ currency: value.currency, path }];
  return Object.entries(value).flatMap(([name, one]) => amountsIn(one, [...path, name]));
}
