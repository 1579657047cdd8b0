import { readFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import type { Plugin } from 'esbuild';
import MagicString from 'magic-string';
import { type Node, parseSync, Visitor } from 'oxc-parser';

/** Everything in it is made without an effect but itself; what functions do when they start is in their own folders. */
const shared = join(import.meta.dirname, '../../shared');

/**
 * Leaves out of a bundle what contracts say for the documents made of them: descriptions, examples and names of schemas, and
 * schemas of answers, which only documents and types are made of. What nothing in the bundle uses then goes too. A function
 * would pay for all of it at every cold start.
 */
export const withoutDocumentation: Plugin = {
  name: 'without-documentation',
  setup(build) {
    build.onLoad({ filter: /\.ts$/ }, async ({ path }) =>
      relative(shared, path).startsWith('..')
        ? undefined
        : { contents: withMap(forFunctions(await readFile(path, 'utf8')), path), loader: 'ts' },
    );
  },
};

/** The text, with the map that leads from it to the file it was made of. */
const withMap = (text: MagicString, path: string) =>
  `${text}\n//# sourceMappingURL=${text.generateMap({ source: basename(path), includeContent: true, hires: true }).toUrl()}`;

/**
 * A contract as functions hold it: `schema.meta({ … })` is `schema`, a route's
 * `success: { status: 200, body: … }` is without its body, and each constant that is made by calling something is said to have
 * no effect but itself. @throws Error when the source is not TypeScript
 */
export function forFunctions(source: string): MagicString {
  const { program, errors } = parseSync('contract.ts', source);
  if (errors.length > 0)
    throw new Error(`A contract cannot be read: ${errors.map(({ message }) => message).join('; ')}`);
  const left = new MagicString(source);
  new Visitor({
    CallExpression({ callee, end }) {
      if (callee.type === 'MemberExpression' && nameOf(callee.property) === 'meta') left.remove(callee.object.end, end);
    },
    Property({ key, value }) {
      if (nameOf(key) !== 'success' || value.type !== 'ObjectExpression') return;
      const at = value.properties.findIndex((field) => field.type === 'Property' && nameOf(field.key) === 'body');
      const [before, body, after] = [value.properties[at - 1], value.properties[at], value.properties[at + 1]];
      if (body) left.remove(before?.end ?? body.start, before ? body.end : (after?.start ?? body.end));
    },
  }).visit(program);
  for (const statement of program.body) {
    const declared = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (declared?.type !== 'VariableDeclaration') continue;
    for (const { init } of declared.declarations)
      if (init && isMade(init)) left.prependLeft(init.start, '/* @__PURE__ */ (() => (').appendRight(init.end, '))()');
  }
  return left;
}

const nameOf = (node: Node) => (node.type === 'Identifier' ? node.name : undefined);

/** Whether a value is made when its file is loaded: all but functions and what is written out as it is. */
function isMade(value: Node): boolean {
  if (value.type === 'ArrowFunctionExpression' || value.type === 'FunctionExpression') return false;
  let made = false;
  const found = () => {
    made = true;
  };
  new Visitor({ CallExpression: found, NewExpression: found, MemberExpression: found, SpreadElement: found }).visit({
    type: 'Program',
    body: [{ type: 'ExpressionStatement', expression: value }],
  } as never);
  return made;
}
