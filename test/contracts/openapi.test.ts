import spectral from '@stoplight/spectral-core';
import rulesets from '@stoplight/spectral-rulesets';
import { beforeAll, describe, expect, test } from 'vitest';
import type { OpenApi, Operation } from '../../infra/generate/document.ts';
import { openApi } from '../../infra/generate/openapi.ts';
import { problemsOf } from '../../infra/generate/problems.ts';
import { permissions } from '../../shared/access/permissions.ts';
import { problemTypes } from '../../shared/contracts/errors.ts';
import { routes } from '../../shared/contracts/routes.ts';

const document: OpenApi = openApi('1.2.3');
const text = JSON.stringify(document);
const operations = new Map(
  Object.values(document.paths)
    .flatMap((methods) => Object.values(methods))
    .map((operation) => [operation.operationId, operation]),
);
const operationOf = (name: string): Operation => {
  const found = operations.get(name);
  if (!found) throw new Error(`${name} is not in the document`);
  return found;
};
const named = routes.map((route) => [route.name, route] as const);

// It walks the whole document for each of its rules: the more routes, the longer.
test("Spectral's OpenAPI ruleset finds nothing", async () => {
  const linter = new spectral.Spectral();
  linter.setRuleset(new spectral.Ruleset({ extends: [rulesets.oas] }));
  const found = await linter.run(JSON.parse(text));
  expect(found.map(({ code, path, message }) => `${code} ${path.join('.')} ${message}`)).toEqual([]);
}, 120_000);

test('it is the same each time it is made', () => {
  expect(JSON.stringify(openApi('1.2.3'))).toBe(text);
});

test.each(named)('%s is in it, at its method and path', (name, { method, path }) => {
  const place = document.paths[path] as Record<string, Operation> | undefined;
  expect(place?.[method.toLowerCase()]?.operationId).toBe(name);
});

test('nothing else is in it', () => {
  expect([...operations.keys()].sort()).toEqual(routes.map(({ name }) => name).sort());
});

test.each(named)('%s names the roles of the permission table', (name, { action }) => {
  const roles = action === 'public' || action === 'signed' ? [] : permissions[action];
  expect(operationOf(name)['x-roles']).toEqual(roles);
  const [scheme] = operationOf(name).security.flatMap((one) => Object.keys(one));
  if (action === 'public') expect(scheme).toBeUndefined();
  else expect(Object.keys(document.components.securitySchemes)).toContain(scheme);
});

test.each(named)('%s has an answer for every problem it can have', (name, route) => {
  const statuses = Object.keys(operationOf(name).responses);
  for (const type of problemsOf(route)) expect(statuses).toContain(String(problemTypes[type].status));
  expect(statuses).toContain(String(route.success.status));
});

test('every problem of the contracts is answered by some route', () => {
  const answered = new Set(routes.flatMap((route) => problemsOf(route)));
  expect(Object.keys(problemTypes).filter((type) => !answered.has(type as keyof typeof problemTypes))).toEqual([]);
});

describe('components', () => {
  let used: Set<string>;
  beforeAll(() => {
    used = new Set([...text.matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref = '']) => ref));
  });

  test('every reference leads to one', () => {
    const all = Object.entries(document.components).flatMap(([kind, one]) =>
      Object.keys(one).map((name) => `#/components/${kind}/${name}`),
    );
    expect([...used].filter((ref) => !all.includes(ref))).toEqual([]);
  });

  test('no two schemas are the same under two names, but for names that mean something', () => {
    const bySchema = Map.groupBy(Object.entries(document.components.schemas), ([, schema]) => JSON.stringify(schema));
    const twice = [...bySchema.values()].filter((same) => same.length > 1).map((same) => same.map(([name]) => name));
    expect(twice).toEqual([]);
  });

  test('what is sent and what is answered share a name wherever they are the same', () => {
    const inputs = Object.keys(document.components.schemas).filter((name) => name.endsWith('Input'));
    expect(inputs).toEqual([
      'BrandConfigurationInput',
      'CompanyAccountInput',
      'CompletedCustomsFactsInput',
      'CustomsFactsInput',
      'DraftProductsInput',
      'DutyRateInput',
      'EvidenceDemandInput',
      'OfferedReasonInput',
      'PolicyDraftInput',
      'ReasonQuestionInput',
      'ReasonSetInput',
    ]);
  });
});
