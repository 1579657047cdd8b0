import { readdirSync, readFileSync } from 'node:fs';
import { build } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { withoutDocumentation, withoutMeta } from '../../infra/constructs/without-documentation.ts';

const folder = 'shared/contracts';
const contracts = readdirSync(folder).filter((name) => name.endsWith('.ts'));

describe('what is bundled of the contracts', () => {
  test.each(contracts)('%s keeps no description, and each line its place', (name) => {
    const source = readFileSync(`${folder}/${name}`, 'utf8');
    const left = withoutMeta(source);
    expect(left).not.toMatch(/\.meta\(|description: ["'`]|example: /);
    expect(left.split('\n')).toHaveLength(source.split('\n').length);
  });

  test.each([
    ["z.string().meta({ id: 'A' }).optional()", 'z.string().optional()'],
    ["a.meta({ description: 'one (1), two :)' }), b", 'a, b'],
    ['a.meta({ description: "it\'s (" }).max(1)', 'a.max(1)'],
    ["a.meta({ description: 'a \\' (' }).max(1)", 'a.max(1)'],
    ['a\n  .meta({\n    example: f(1),\n  });', 'a\n  \n\n;'],
    ['a.min(1)', 'a.min(1)'],
  ])('%j becomes %j', (source, left) => {
    expect(withoutMeta(source).replace(/\n+/g, '\n')).toBe(left.replace(/\n+/g, '\n'));
  });

  test('a call that does not end is an error, not a broken bundle', () => {
    expect(() => withoutMeta("a.meta({ id: 'A' }")).toThrow('does not end');
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
