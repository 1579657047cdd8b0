import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { forFunctions, withoutDocumentation } from '../../infra/constructs/without-documentation.ts';

const folder = 'shared/contracts';
const contracts = readdirSync(folder).filter((name) => name.endsWith('.ts'));
const left = (source: string) => forFunctions(source).toString();

describe('what is bundled of the contracts', () => {
  test.each(contracts)('%s keeps no description, and no schema of an answer', (name) => {
    const bundled = left(readFileSync(`${folder}/${name}`, 'utf8'));
    expect(bundled).not.toMatch(/\.meta\(|description: ["'`]|example: /);
    expect(bundled).not.toMatch(/success: \{[^};]*body: (?!infer)/);
  });

  test.each([
    ["f(z.string().meta({ id: 'A' }).optional())", 'f(z.string().optional())'],
    ["f(a.meta({ description: 'one (1), two :)' }), b)", 'f(a, b)'],
    ['f(a.meta({ description: "it\'s (" }).max(1))', 'f(a.max(1))'],
    ["f(a.regex(/[(']/).meta({ example: f(1) }))", "f(a.regex(/[(']/))"],
    ['f({ body: a, success: { status: 200, body: b }, c })', 'f({ body: a, success: { status: 200 }, c })'],
    ["f({ success: { body: z.literal(','), status: 200 } })", 'f({ success: { status: 200 } })'],
    [
      "f({ success: { status: 201, body: z.array(f({ a: [1, 2] }).meta({ id: 'A' })), orText: true } })",
      'f({ success: { status: 201, orText: true } })',
    ],
    ["f({ success: { status: 200, contentType: 'a' } })", "f({ success: { status: 200, contentType: 'a' } })"],
  ])('%s becomes %s', (source, bundled) => {
    expect(left(source)).toBe(bundled);
  });

  test.each([
    ["export const a = z.string('z.string()');", true],
    ['const b = { ...a.shape };', true],
    ['export const c = { d: new Map() } as const satisfies D;', true],
    ["const e = ['f', 'g'] as const;", false],
    ['export const h = (i: string) => z.literal(i);', false],
    ['function j() { const k = z.string(); }', false],
    ['let l: z.ZodType;', false],
  ])('%s may be dropped where nothing uses it: %s', (source, made) => {
    expect(left(source).includes('/* @__PURE__ */')).toBe(made);
    expect(left(source).replaceAll(/\/\* @__PURE__ \*\/ \(\(\) => \(|\)\)\(\)/g, '')).toBe(source);
  });

  test('a contract that cannot be read is an error, not a broken bundle', () => {
    expect(() => forFunctions("a.meta({ id: 'A' }")).toThrow('cannot be read');
  });

  test('every contract still bundles', async () => {
    const { outputFiles } = await build({
      entryPoints: contracts.map((name) => `${folder}/${name}`),
      outdir: 'unwritten',
      bundle: true,
      packages: 'external',
      format: 'esm',
      plugins: [withoutDocumentation],
      write: false,
    });
    expect(outputFiles).toHaveLength(contracts.length);
  });
});
