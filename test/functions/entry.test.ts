import { expect, test } from 'vitest';
import { getConfiguration } from '../../shared/contracts/brands.ts';
import { readOpenApi } from '../../shared/contracts/documentation.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { ask, signedInAs } from '../fixtures/http.ts';

const clock = () => new Date('2026-11-22T01:02:03.000Z');
const open = serves(readOpenApi, async () => ({ body: '{}' }));
const closed = serves(getConfiguration, async () => {
  throw new Error('never reached');
});

test('a function whose routes are all open starts without a sign-in', async () => {
  expect(await ask(createEntry([open], { clock }), { route: readOpenApi })).toMatchObject({ status: 200 });
});

test('a function with a route that is not open does not start without a sign-in', () => {
  expect(() => createEntry([open, closed], { clock })).toThrow('getConfiguration needs a sign-in');
});

test('whoever lacks the role is refused before anything is done', async () => {
  const signIn = signedInAs({ brand: 'lumen', roles: ['customer'], id: 'C-1' });
  const asked = { route: getConfiguration, params: { brand: 'lumen' } };
  expect(await ask(createEntry([closed], { clock, signIn }), asked)).toMatchObject({ status: 403 });
});
