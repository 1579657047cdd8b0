import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';
import MagicString from 'magic-string';
import { type Node, parseSync, Visitor } from 'oxc-parser';

/**
 * Leaves out of a bundle how zod writes its schemas as JSON Schema: each schema holds a function for it, and all together are
 * a sixth of the library. Only documents are made so, and no function makes any.
 */
export const withoutJsonSchemas: Plugin = {
  name: 'without-json-schemas',
  setup(build) {
    build.onLoad({ filter: /[\\/]zod[\\/]v4[\\/]classic[\\/]schemas\.js$/ }, async ({ path }) => ({
      contents: withoutWriters(await readFile(path, 'utf8')),
    }));
  },
};

const written = ['processJSONSchema', 'toJSONSchema', 'jsonSchema'];

function withoutWriters(source: string): string {
  const left = new MagicString(source);
  new Visitor({
    ExpressionStatement({ start, end, expression }) {
      if (expression.type === 'AssignmentExpression' && isWriter(expression.left)) left.remove(start, end);
    },
    Property({ key, start, end }) {
      if (isWriter(key)) left.remove(start, source[end] === ',' ? end + 1 : end);
    },
  }).visit(parseSync('schemas.js', source).program);
  return left.toString();
}

const isWriter = (node: Node): boolean =>
  node.type === 'MemberExpression'
    ? isWriter(node.property)
    : node.type === 'Identifier' && written.includes(node.name);
