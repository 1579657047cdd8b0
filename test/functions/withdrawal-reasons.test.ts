import { expect, test } from 'vitest';
import { decideLoaded } from '../../shared/intake/assessor.ts';
import { emptyBook } from '../../shared/policy/book.ts';
import { factsOf, orderOf, policy, requestOf, start, unwanted } from '../domain/returns/sample-returns.ts';
import { configuration } from '../storage/app/shop.ts';

/** The law asks for no reason: whatever reasons a brand offers, customs are asked about a withdrawal without them. */
test.each([
  ['a withdrawal', true, undefined],
  ['an ordinary request', false, []],
])('customs are asked about %s with the reasons it is decided by', async (_, withdraws, reasons) => {
  const order = orderOf();
  const request = requestOf([unwanted(1)]);
  const { policy: __, ...given } = factsOf(order, { withdraws, reasons });
  const asked: unknown[] = [];
  const policies = { kept: () => policy, load: async () => policy, newest: async () => '1' };
  const readCustoms = async (_request: unknown, about: { reasons: unknown }) => void asked.push(about.reasons);
  const stored = { order, person: given.person, claims: given.claims, credits: {}, claimsVersion: 1 };
  const loaded = { stored, request, missing: [], brand: { ...configuration, reasons: [] }, given, locales: ['en'] };
  const decided = decideLoaded({ policies, readCustoms }, request, loaded, { book: emptyBook, at: start });
  await Promise.allSettled([decided]);
  expect(asked).toEqual([reasons]);
});
