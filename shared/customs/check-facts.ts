import type * as z from 'zod';
import { type CustomsFacts, customsFacts } from '../contracts/customs.ts';
import { type FactError, type ValuationRequest, valuationRequest } from '../contracts/customs-answers.ts';
import { pointerOf } from '../contracts/errors.ts';
import { rateBetween } from './exchange.ts';
import { inForce, type Jurisdiction } from './jurisdiction.ts';

/** Facts that can be worked with, or everything that is wrong with them: by name and pointer. */
export type Checked<Value> = { ok: true; value: Value } | { ok: false; errors: FactError[] };

/**
 * Checks facts before a determination: their form, and what only the rules can tell.
 *
 * `country_unknown`, `commodity_code_malformed`, `not_a_day`, `not_a_decimal`, `value_negative`, `value_missing`,
 * `charge_stated_twice`, `dates_out_of_order`, `lot_too_large`, `rate_missing` (currencies are mixed, and none of the
 * stated rates brings one of them to a currency of the movement), `no_rules_for_day` (there are packs for the movement,
 * but none had begun), `unknown_field`; else the schema's own code.
 */
export function checkFacts(input: unknown, packs: readonly Jurisdiction[]): Checked<CustomsFacts> {
  const parsed = parse(customsFacts, input);
  return parsed.ok ? withRules(parsed.value, parsed.value, packs, '') : parsed;
}

/** Checks what a valuation is asked for. Beside the above: `jurisdiction_unknown`, `jurisdiction_not_of_the_movement`. */
export function checkValuation(input: unknown, packs: readonly Jurisdiction[]): Checked<ValuationRequest> {
  const parsed = parse(valuationRequest, input);
  if (!parsed.ok) return parsed;
  const { jurisdiction: code, facts } = parsed.value;
  const pack = packs.find((one) => one.code === code);
  if (!pack) return refuse('/jurisdiction', 'jurisdiction_unknown', `There are no rules for ${code} here.`);
  if (!pack.here(facts.origin) && !pack.here(facts.destination))
    return refuse(
      '/jurisdiction',
      'jurisdiction_not_of_the_movement',
      `${code} is at neither end of a movement from ${facts.origin} to ${facts.destination}.`,
    );
  return withRules(parsed.value, facts, packs, '/facts');
}

const refuse = (pointer: string, code: string, detail: string): Checked<never> => ({
  ok: false,
  errors: [{ pointer, code, detail }],
});

function parse<Schema extends z.ZodType>(schema: Schema, input: unknown): Checked<z.output<Schema>> {
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  return { ok: false, errors: result.error.issues.flatMap((issue) => errorsOf(issue, input)) };
}

function errorsOf(issue: z.core.$ZodIssue, input: unknown): FactError[] {
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => ({
      pointer: pointerOf([...issue.path, key]),
      code: 'unknown_field',
      detail: 'This field is not known here.',
    }));
  const pointer = pointerOf(issue.path);
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.code;
    return [{ pointer, code: typeof code === 'string' ? code : issue.code, detail: issue.message }];
  }
  const missing = issue.code === 'invalid_type' && valueAt(input, issue.path) === undefined;
  return [
    missing
      ? { pointer, code: 'value_missing', detail: 'This must be stated.' }
      : { pointer, code: shapeCode(issue), detail: issue.message },
  ];
}

/** A country is malformed before it is unknown, and both are the same mistake to who made it. */
const shapeCode = (issue: z.core.$ZodIssue): string => {
  const field = issue.path.at(-1);
  const isCountry = field === 'origin' || field === 'destination' || field === 'country' || field === 'originCountry';
  return isCountry ? 'country_unknown' : issue.code;
};

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  let value = input;
  for (const step of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[step];
  }
  return value;
}

/** What only the rules can tell: whether they had begun, and whether mixed currencies can be brought together. */
function withRules<Value>(
  value: Value,
  facts: CustomsFacts,
  packs: readonly Jurisdiction[],
  under: string,
): Checked<Value> {
  const ends = [facts.origin, facts.destination];
  const ofMovement = (all: readonly Jurisdiction[]) => all.filter((pack) => ends.some((end) => pack.here(end)));
  const begun = ofMovement(inForce(packs, facts.on));
  if (begun.length === 0 && ofMovement(packs).length > 0)
    return refuse(`${under}/on`, 'no_rules_for_day', `No rules for this movement had begun on ${facts.on}.`);

  const amounts = amountsIn(facts, []);
  const currencies = new Set(amounts.map(({ currency }) => currency));
  if (currencies.size < 2) return { ok: true, value };
  const stray = (into: string) =>
    amounts.filter(({ currency }) => currency !== into && !rateBetween(facts, currency, into));
  const targets = ends.flatMap((end) => begun.filter((pack) => pack.here(end)).map((pack) => pack.currencyIn(end)));
  const [into = ''] = (targets.length > 0 ? targets : [...currencies]).toSorted(
    (a, b) => stray(a).length - stray(b).length,
  );
  const errors = stray(into).map(({ currency, path }) => ({
    pointer: `${under}${pointerOf([...path, 'currency'])}`,
    code: 'rate_missing',
    detail: `The amounts are in more than one currency: state the customs rate of ${currency} to ${into}.`,
  }));
  return errors.length > 0 ? { ok: false, errors } : { ok: true, value };
}

function amountsIn(value: unknown, path: readonly string[]): { currency: string; path: readonly string[] }[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('currency' in value && typeof value.currency === 'string' && path.length > 0)
    return [{ currency: value.currency, path }];
  return Object.entries(value).flatMap(([name, one]) => amountsIn(one, [...path, name]));
}
