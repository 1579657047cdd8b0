import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { pascal } from '../../infra/constructs/areas.ts';
import { areasIn, bundleAreas } from '../../infra/constructs/bundle.ts';
import { cloud, propertiesOf, referred, templates } from './synthesized.ts';

const out = mkdtempSync(join(tmpdir(), 'homeward-bundles-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));
const { outputs } = await bundleAreas(out);

test.each(areasIn())('%s is one CommonJS file with a handler, its source map beside it', (area) => {
  const code = readFileSync(join(out, area, 'index.js'), 'utf8');
  expect(code).toMatch(/handler:\(\)=>/);
  expect(code).toContain('module.exports=');
  expect(code).not.toContain('sourceMappingURL');
  expect(readFileSync(join(out, area, 'index.js.map'), 'utf8')).toContain(`functions/${area}/index.ts`);
});

test('the customs engine lies beside the bundles that load it later, and in none of them', () => {
  for (const area of ['intake', 'customs', 'workflow']) {
    const code = readFileSync(join(out, area, 'index.js'), 'utf8');
    expect(code).toContain('import("./customs-engine.js")');
    expect(readFileSync(join(out, area, 'customs-engine.js'), 'utf8')).toContain('determineFacts');
  }
  const inputs = Object.entries(outputs).filter(([, output]) =>
    Object.hasOwn(output.inputs, 'shared/customs/route.ts'),
  );
  expect(inputs.map(([file]) => file.split('/').at(-1))).toEqual(['customs-engine.js']);
});

test('whoever may decide by a policy is watched: one that fails there is seen', () => {
  const service = templates(cloud).service;
  const filters = Object.values(
    propertiesOf<{ FilterPattern: string; LogGroupName: unknown }>(service, 'AWS::Logs::MetricFilter'),
  );
  const watched = filters.flatMap(({ FilterPattern, LogGroupName }) =>
    FilterPattern.includes('"policy failed"') ? [referred(LogGroupName)] : [],
  );
  const deciding = areasIn().filter((area) =>
    readFileSync(join(out, area, 'index.js'), 'utf8').includes('policy failed'),
  );
  expect(deciding).toContain('drafts');
  expect(watched.map((group) => deciding.find((area) => group.startsWith(pascal(area)))).sort()).toEqual(deciding);
});

test('of the schema library’s sentences, which nobody reads, no other language than its first is bundled', () => {
  const inputs = Object.values(outputs).flatMap((output) => Object.keys(output.inputs));
  const locales = inputs.filter((input) => /zod\/v4\/locales\//.test(input)).map((input) => input.split('/').at(-1));
  expect([...new Set(locales)]).toEqual(['en.js']);
});

test('the account of the bytes is kept for the bench', () => {
  expect(JSON.parse(readFileSync(join(out, 'metafile.json'), 'utf8')).outputs).toEqual(outputs);
});
