import type * as z from 'zod';
import { type CustomsFacts, customsFacts } from '../contracts/customs.ts';
import { type ValuationRequest, valuationRequest } from '../contracts/customs-answers.ts';
import type { FieldError } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import type { Jurisdiction } from './jurisdiction.ts';
import { ruleErrors, valuationErrors } from './rule-errors.ts';

/** Facts that can be worked with, or everything that is wrong with them: by name and pointer. */
export type Checked<Value> = { ok: true; value: Value } | { ok: false; errors: FieldError[] };

/**
 * Checks facts before a determination: their form, and what only the rules can tell.
 *
 * `country_unknown`, `commodity_code_malformed`, `tariff_number_malformed`, `not_a_day`, `not_a_decimal`, `value_negative`,
 * `value_missing`, `charge_stated_twice`, `charge_although_free`, `dates_out_of_order`, `exported_after_the_day`, `lot_too_large`,
 * `more_units_than_goods` (more are rejected, or come back, than there are), `more_units_than_invoiced`, `units_differ` (lots of
 * another number than the goods), `altered_and_unaltered`, `improved_and_only_necessary`, `rate_too_large`, `rate_missing` (currencies are mixed, and
 * none of the stated rates brings one of them to a currency of the movement), `no_rules_for_day` (there are packs for the
 * movement, but none had begun); and what every contract says: `required`, `unknown_field` …
 */
export function checkFacts(input: unknown, packs: readonly Jurisdiction[]): Checked<CustomsFacts> {
  const parsed = parse(customsFacts, input);
  return parsed.ok ? checked(parsed.value, ruleErrors(parsed.value, packs)) : parsed;
}

/** Checks what a valuation is asked for. Beside the above: `jurisdiction_unknown`, `jurisdiction_not_of_the_movement`,
 * `no_customs_border`. */
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
