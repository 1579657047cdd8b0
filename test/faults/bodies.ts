import fc from 'fast-check';
import * as z from 'zod';

/** Bodies drawn from a contract: as described, and broken in one place. */

type Schema = {
  $ref?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
  type?: string;
  properties?: Record<string, Schema>;
  required?: string[];
  additionalProperties?: Schema | boolean;
  propertyNames?: Schema;
  items?: Schema;
  minItems?: number;
  maxItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  pattern?: string;
  format?: string;
  $defs?: Record<string, Schema>;
};

/** Values that mean something to the service, by the name of the field they stand in. */
export type Hints = Readonly<Record<string, fc.Arbitrary<unknown>>>;

/** Bodies that fit a schema in shape; what a schema refines beyond its shape may still refuse some. */
export function bodiesOf(schema: z.ZodType, hints: Hints = {}): fc.Arbitrary<unknown> {
  const whole = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Schema;
  return arbitraryOf(whole, whole.$defs ?? {}, hints);
}

function arbitraryOf(schema: Schema, defs: Record<string, Schema>, hints: Hints): fc.Arbitrary<unknown> {
  const of = (one: Schema) => arbitraryOf(one, defs, hints);
  if (schema.$ref !== undefined) return of(defs[schema.$ref.replace('#/$defs/', '')] ?? {});
  if ('const' in schema) return fc.constant(schema.const);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return fc.oneof(...choices.map(of));
  switch (schema.type) {
    case 'object':
      return objectOf(schema, of, hints);
    case 'array':
      return fc.array(of(schema.items ?? {}), {
        minLength: schema.minItems ?? 0,
        maxLength: Math.max(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3)),
      });
    case 'string':
      return stringOf(schema);
    case 'integer':
      return fc.oneof(...numbersOf(schema));
    case 'number':
      return fc.double({ noNaN: true, noDefaultInfinity: true });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** Small numbers, where most of life is, and those at the edges. */
function numbersOf({ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: Schema) {
  const within = (low: number, high: number) =>
    fc.integer({ min: Math.max(minimum, low), max: Math.max(minimum, low, Math.min(maximum, high)) });
  return [within(0, 4), within(-5, 100_000), within(minimum, maximum), fc.constantFrom(minimum, maximum)];
}

function objectOf(schema: Schema, of: (one: Schema) => fc.Arbitrary<unknown>, hints: Hints): fc.Arbitrary<unknown> {
  if (!schema.properties && typeof schema.additionalProperties === 'object')
    return fc.dictionary(
      schema.propertyNames ? (of(schema.propertyNames) as fc.Arbitrary<string>) : fc.string({ minLength: 1 }),
      of(schema.additionalProperties),
      { maxKeys: 3 },
    );
  const fields = Object.entries(schema.properties ?? {}).map(([name, one]): [string, fc.Arbitrary<unknown>] => {
    const hint = hints[name];
    return [name, hint ? fc.oneof({ weight: 4, arbitrary: hint }, { weight: 1, arbitrary: of(one) }) : of(one)];
  });
  return fc.record(Object.fromEntries(fields), { requiredKeys: (schema.required ?? []) as [] });
}

function stringOf({ pattern, format, minLength = 0, maxLength = 60, allOf = [] }: Schema): fc.Arbitrary<string> {
  if (format === 'email') return fc.emailAddress();
  if (format === 'uri') return fc.webUrl();
  if (format === 'date-time') {
    const range = { min: new Date('2026-01-01'), max: new Date('2026-12-31'), noInvalidDate: true };
    return fc.date(range).map((date) => date.toISOString());
  }
  const expression = pattern ?? allOf.find((one) => one.pattern)?.pattern;
  if (expression !== undefined)
    return fc.stringMatching(new RegExp(expression)).map((text) => text.slice(0, maxLength));
  return fc.string({ minLength, maxLength: Math.max(minLength, Math.min(maxLength, 60)), unit: 'binary' });
}

/** Names that mean something to the language, or to somebody who tries. */
const strangeNames = ['__proto__', 'constructor', 'brand', 'a/b~c', '', '$ref', 'pk'];

/** A body broken in one place: a field is gone, another type, too much, or not known here. */
export function brokenOnes(bodies: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const strange = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom(
      null,
      -1,
      1e308,
      0.1,
      '',
      ' ',
      '\u0000',
      'x'.repeat(5000),
      [],
      {},
      Number.MAX_SAFE_INTEGER,
      '\ud800',
    ),
  );
  const way = fc.constantFrom('replace', 'remove', 'add');
  return fc
    .tuple(bodies, fc.nat(), way, strange, fc.constantFrom(...strangeNames))
    .map(([body, at, how, value, name]) => {
      const places = placesIn(body);
      const place = places[at % places.length];
      if (!place) return value;
      return how === 'add'
        ? changed(body, place, name, value)
        : replaced(body, place, how === 'remove' ? undefined : value);
    });
}

type Path = readonly (string | number)[];

function placesIn(value: unknown, path: Path = []): Path[] {
  if (value === null || typeof value !== 'object') return [path];
  return [
    path,
    ...Object.entries(value).flatMap(([name, one]) =>
      placesIn(one, [...path, Array.isArray(value) ? Number(name) : name]),
    ),
  ];
}

/** The body with another value at a place; without it when the value is undefined. */
function replaced(body: unknown, [first, ...rest]: Path, value: unknown): unknown {
  if (first === undefined) return value;
  if (Array.isArray(body))
    return value === undefined && rest.length === 0
      ? body.filter((_, i) => i !== first)
      : body.map((one, i) => (i === first ? replaced(one, rest, value) : one));
  const entries = Object.entries(body as object).flatMap(([name, one]): [string, unknown][] => {
    if (name !== first) return [[name, one]];
    const next = replaced(one, rest, value);
    return next === undefined ? [] : [[name, next]];
  });
  return Object.fromEntries(entries);
}

/** The body with one field more in the object at, or around, a place. */
function changed(body: unknown, path: Path, name: string, value: unknown): unknown {
  const [first, ...rest] = path;
  const isObject = body !== null && typeof body === 'object' && !Array.isArray(body);
  const inner = first === undefined ? undefined : (body as Record<string | number, unknown>)[first];
  if (first !== undefined && inner !== null && typeof inner === 'object')
    return replaced(body, [first], changed(inner, rest, name, value));
  return isObject ? Object.fromEntries([...Object.entries(body), [name, value]]) : body;
}
