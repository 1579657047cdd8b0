import { componentName, type OpenApi, type Schema } from './document.ts';
import { code, escaped, inline, table } from './html.ts';

/** Schemas as tables of fields. */

interface Field {
  name: string;
  required: boolean;
  schema: Schema;
}

/** Fields of an object, those of its unnamed parts among them with their path: `lines[].quantity`. */
function fieldsOf(schema: Schema, path = ''): Field[] {
  const here = Object.entries(schema.properties ?? {}).flatMap(([name, one]): Field[] => [
    { name: `${path}${name}`, required: schema.required?.includes(name) ?? false, schema: one },
    ...inner(one, `${path}${name}`),
  ]);
  const others = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  return [
    ...here,
    ...(others ? [{ name: `${path}<name>`, required: false, schema: others }, ...inner(others, `${path}<name>`)] : []),
  ];
}

function inner(schema: Schema, path: string): Field[] {
  if (schema.items) return inner(schema.items, `${path}[]`);
  return schema.properties || typeof schema.additionalProperties === 'object' ? fieldsOf(schema, `${path}.`) : [];
}

/** A table of an object's fields, or a line for what is no object. */
export function fieldTable(label: string, schema: Schema, schemas: OpenApi['components']['schemas']): string {
  const fields = fieldsOf(schema);
  if (fields.length === 0) {
    const limits = limitsOf(schema);
    return `<p>${typeOf(schema)}${limits && ` · ${limits}`}</p>`;
  }
  return table(
    label,
    ['Field', 'Type', 'Limits', 'Meaning'],
    fields.map(({ name, required, schema: one }) => [
      `${code(name)}${required ? '' : ' <span class="optional">optional</span>'}`,
      typeOf(one),
      limitsOf(one, schemas),
      inline(one.description ?? schemas[componentName(one) ?? '']?.description ?? ''),
    ]),
  );
}

/** Name of a type, with a link where it has a place of its own on the page. */
export function typeOf(schema: Schema): string {
  const name = componentName(schema);
  if (name) return `<a href="#shape-${name}">${name}</a>`;
  if (schema.items) return `list of ${typeOf(schema.items)}`;
  const options = schema.anyOf ?? schema.oneOf;
  if (options) return options.map(typeOf).join(' or ');
  if (schema.const !== undefined || schema.enum) return 'one of';
  if (schema.properties) return 'object';
  if (typeof schema.additionalProperties === 'object') return `map of ${typeOf(schema.additionalProperties)}`;
  return escaped(schema.type ?? 'any JSON');
}

/** What a value must keep to, in words; limits of numbers that JavaScript has anyway are left out. */
export function limitsOf(schema: Schema, schemas: OpenApi['components']['schemas'] = {}): string {
  const named = schemas[componentName(schema) ?? ''];
  const own = schema.items ? limitsOf(schema.items, schemas) : '';
  const exact = schema.format !== undefined && ['date-time', 'email', 'uri', 'uri-template'].includes(schema.format);
  const all = [
    schema.const !== undefined && code(String(schema.const)),
    schema.enum?.map((one) => code(String(one))).join(' '),
    schema.format && inline(schema.format),
    schema['x-unit'],
    between('characters', schema.minLength, schema.maxLength),
    between('items', schema.minItems, schema.maxItems),
    between('', safe(schema.minimum), safe(schema.maximum)),
    schema.pattern && !exact && code(schema.pattern),
    schema.default !== undefined && `else ${code(JSON.stringify(schema.default))}`,
    named && !named.properties && limitsOf(named),
    own,
  ];
  return all.filter(Boolean).join(' · ');
}

const safe = (limit: number | undefined) =>
  limit !== undefined && Math.abs(limit) === Number.MAX_SAFE_INTEGER ? undefined : limit;

function between(unit: string, least: number | undefined, most: number | undefined): string {
  const with_ = (words: string) => (unit ? `${words} ${unit}` : words);
  if (least !== undefined && most !== undefined) return with_(least === most ? `${least}` : `${least}–${most}`);
  if (least !== undefined) return with_(`at least ${least}`);
  return most === undefined ? '' : with_(`at most ${most}`);
}
