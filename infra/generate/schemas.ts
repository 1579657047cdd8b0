import * as z from 'zod';
import { componentsOf, type Schema } from './document.ts';

/** Contracts as JSON Schemas, the named ones as components. */

/** What is sent to us (before defaults), or what is answered (after them). */
export type Direction = 'input' | 'output';

export interface Root {
  schema: z.ZodType;
  direction: Direction;
}

export interface Shapes {
  /** Named schemas, alphabetically. One that differs by direction is there twice: what is sent has `Input` after its name. */
  components: Record<string, Schema>;
  /** The schema as it is put in its place: a reference where it has a name. */
  of(root: Root): Schema;
}

const prefix = componentsOf('schemas');

/** Makes components of all that the roots are made of. */
export function shapesOf(roots: readonly Root[]): Shapes {
  const found: Record<Direction, Map<string, Schema>> = { input: new Map(), output: new Map() };
  for (const { schema, direction } of roots)
    for (const [name, one] of Object.entries(converted(schema, direction).definitions)) found[direction].set(name, one);

  const differ = differing(found.input, found.output);
  const renamed = (one: Schema): Schema =>
    mapSchema(one, (part) => {
      const name = part.$ref?.slice(prefix.length);
      return name && differ.has(name) ? { ...part, $ref: `${part.$ref}Input` } : part;
    });
  const components = new Map(found.output);
  for (const [name, one] of found.input) components.set(differ.has(name) ? `${name}Input` : name, renamed(one));
  return {
    components: Object.fromEntries([...components].sort(([a], [b]) => (a < b ? -1 : 1))),
    of({ schema, direction }) {
      const { root } = converted(schema, direction);
      return direction === 'input' ? renamed(root) : root;
    },
  };
}

/** One contract as a document of its own, its named parts under `$defs`. */
export function standaloneSchema(schema: z.ZodType, title: string): Schema & Record<string, unknown> {
  const { $schema, $ref, $defs = {}, ...rest } = z.toJSONSchema(schema, { io: 'output' }) as Record<string, unknown>;
  const definitions = { ...($defs as Record<string, Schema>) };
  const name = typeof $ref === 'string' ? $ref.split('/').at(-1) : undefined;
  const root = name ? definitions[name] : (rest as Schema);
  if (name) delete definitions[name];
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title,
    ...(root && mapSchema(root, withExamples)),
    ...(Object.keys(definitions).length > 0 && {
      $defs: Object.fromEntries(Object.entries(definitions).map(([id, one]) => [id, mapSchema(one, withExamples)])),
    }),
  };
}

function converted(schema: z.ZodType, direction: Direction): { root: Schema; definitions: Record<string, Schema> } {
  const { $schema, $defs = {}, ...root } = z.toJSONSchema(schema, { io: direction }) as Record<string, unknown>;
  const toComponents = (one: Schema) =>
    mapSchema(one, (part) => withExamples(part.$ref ? { ...part, $ref: part.$ref.replace('#/$defs/', prefix) } : part));
  return {
    root: toComponents(root as Schema),
    definitions: Object.fromEntries(
      Object.entries($defs as Record<string, Schema>).map(([name, one]) => [name, toComponents(one)]),
    ),
  };
}

/** `example` of a contract is spelled as JSON Schema spells it. */
function withExamples(schema: Schema): Schema {
  if (!('example' in schema)) return schema;
  const { example, ...rest } = schema as Schema & { example: unknown };
  return { ...rest, examples: [example] };
}

/** Names that both directions use and that are not the same in both, or refer to one that is not. */
function differing(input: ReadonlyMap<string, Schema>, output: ReadonlyMap<string, Schema>): ReadonlySet<string> {
  const shared = [...input.keys()].filter((name) => output.has(name));
  const differ = new Set(shared.filter((name) => JSON.stringify(input.get(name)) !== JSON.stringify(output.get(name))));
  for (let before = -1; before !== differ.size; ) {
    before = differ.size;
    for (const name of shared) if ([...differ].some((other) => refersTo(input.get(name), other))) differ.add(name);
  }
  return differ;
}

const refersTo = (schema: Schema | undefined, name: string) =>
  JSON.stringify(schema ?? {}).includes(`"${prefix}${name}"`);

/** A schema with each schema inside it, and then itself, replaced. */
function mapSchema(schema: Schema, change: (part: Schema) => Schema): Schema {
  const inside = (one: Schema) => mapSchema(one, change);
  const { properties, items, additionalProperties, propertyNames } = schema;
  return change({
    ...schema,
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, inside(one)])),
    }),
    ...(items && { items: inside(items) }),
    ...(typeof additionalProperties === 'object' && { additionalProperties: inside(additionalProperties) }),
    ...(propertyNames && { propertyNames: inside(propertyNames) }),
    ...(schema.anyOf && { anyOf: schema.anyOf.map(inside) }),
    ...(schema.oneOf && { oneOf: schema.oneOf.map(inside) }),
    ...(schema.allOf && { allOf: schema.allOf.map(inside) }),
  });
}
