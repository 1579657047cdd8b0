import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { permissions } from '../../shared/access/permissions.ts';
import { routes } from '../../shared/contracts/routes.ts';

const named = routes.map((route) => [route.name, route] as const);

test('no two routes have the same name, nor the same method and path', () => {
  expect(new Set(routes.map(({ name }) => name)).size).toBe(routes.length);
  expect(new Set(routes.map(({ method, path }) => `${method} ${path}`)).size).toBe(routes.length);
});

test('every action of the permission table is done by a route, or widens what one may do', () => {
  const widening = ['return.preview_policy', 'return.override'];
  expect(Object.keys(permissions).filter((action) => !routes.some((route) => route.action === action))).toEqual(
    widening,
  );
});

test.each(named)('%s is open, signed, or does an action of the permission table', (_, { action }) => {
  expect(['public', 'signed', ...Object.keys(permissions)]).toContain(action);
});

test.each(named)('%s is served by an area that exists', (_, { area }) => {
  expect(existsSync(`functions/${area}/index.ts`)).toBe(true);
});

test.each(named)('%s parses exactly the parameters its path has', (_, { path, params }) => {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  expect(Object.keys(params?.shape ?? {}).sort()).toEqual(inPath.sort());
});

test.each(named)('%s asks for an Idempotency-Key only where it is a POST', (_, { idempotent, method }) => {
  if (idempotent) expect(method).toBe('POST');
});

test('every POST of a signed-in caller that creates or moves something needs an Idempotency-Key', () => {
  const without = routes.filter(
    ({ method, action, idempotent }) => method === 'POST' && !idempotent && action !== 'public' && action !== 'signed',
  );
  expect(without.map(({ name }) => name)).toEqual([
    'previewReturn',
    'checkPolicy',
    'tryPolicy',
    'determineCustoms',
    'valueCustoms',
    // The copy it leaves is named by its content: made twice it is one.
    'makeDossier',
  ]);
});

test.each(named)(
  '%s takes a body only where something is sent, and If-Match never where something is only read',
  (_, route) => {
    if (route.method === 'GET') expect(route.body).toBeUndefined();
    if (route.conditional) expect(route.method).not.toBe('GET');
  },
);

test.each(named)('%s says what it does in one line', (_, { summary }) => {
  expect(summary).toMatch(/^[^\n]{10,120}[^.]$/);
});

test('every body and answer has a name, so that the documents can refer to it', () => {
  const unnamed = routes.flatMap(({ name, body, success }) =>
    [body, success.body].some((schema) => schema && schema.meta()?.id === undefined) ? [name] : [],
  );
  expect(unnamed).toEqual([]);
});
