import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

/**
 * Leaves out of a bundle what contracts say for the documents made of them (descriptions, examples and names of schemas),
 * and whole schemas that nothing in the bundle uses. A function would pay for them, and for a copy of each schema, at
 * every cold start.
 */
export const withoutDocumentation: Plugin = {
  name: 'without-documentation',
  setup(build) {
    build.onLoad({ filter: /[\\/]shared[\\/]contracts[\\/][\w-]+\.ts$/ }, async ({ path }) => ({
      contents: asPure(withoutMeta(await readFile(path, 'utf8'))),
      loader: 'ts',
    }));
  },
};

/** `schema.meta({ … })` becomes `schema`, on the same lines as before. @throws Error when a call does not end */
export function withoutMeta(source: string): string {
  const call = '.meta(';
  const start = source.indexOf(call);
  if (start < 0) return source;
  const end = endOfCall(source, start + call.length);
  const lines = source.slice(start, end).replace(/[^\n]/g, '');
  return source.slice(0, start) + lines + withoutMeta(source.slice(end));
}

const comment = /\/\*[\s\S]*?\*\/|\/\/.*/;
const text = /'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"/;
/** The place before a call that makes a schema (`z.…(`, `v.…(`, `<schema>.optional(`) or a route. */
const making =
  /(?<![\w.$])(?=[zv]\s*\.\s*[a-z]\w*\s*\(|(?:route|words|wordsFor|page|wrongAs)\(|[a-z]\w*(?:\.\w+)*\s*\.(?:optional|omit|pick|extend|extract|unwrap|refine|superRefine)\()/;
const places = new RegExp([comment, text, making].map(({ source }) => source).join('|'), 'g');

/** Says of each schema and route that making it has no effect but itself: the bundler then drops what is not used. */
export const asPure = (source: string): string =>
  source.replace(places, (found) => (found === '' ? '/* @__PURE__ */ ' : found));

/** Place behind the parenthesis that closes the call whose arguments begin at `from`; those in texts do not count. */
function endOfCall(source: string, from: number): number {
  let open = 1;
  for (let at = from; at < source.length; at += 1) {
    const character = source[at];
    if (character === '(') open += 1;
    else if (character === ')') open -= 1;
    else if (character === "'" || character === '"' || character === '`') at = endOfText(source, at);
    if (open === 0) return at + 1;
  }
  throw new Error('A call of .meta() does not end');
}

/** Place of the quote that closes the text which the quote at `from` opens. */
function endOfText(source: string, from: number): number {
  for (let at = from + 1; at < source.length; at += 1) {
    if (source[at] === '\\') at += 1;
    else if (source[at] === source[from]) return at;
  }
  return source.length;
}
