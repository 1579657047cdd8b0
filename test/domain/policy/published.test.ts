import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyScope } from '../../../shared/contracts/policy-scope.ts';
import { type Activation, activationAt, emptyBook, type PolicyBook, sinceEver } from '../../../shared/policy/book.ts';
import { activate } from '../../../shared/policy/book-changes.ts';
import { publishedAt } from '../../../shared/policy/published.ts';
import { fits } from '../../../shared/policy/scope.ts';
import { shippedPolicy } from '../../../shared/policy/shipped.ts';

/** Which policies are published for a country. */

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const bookOf = (scopes: Record<string, PolicyScope | undefined>, more: Partial<Activation> = {}): PolicyBook => ({
  version: 1,
  activations: [
    { number: 1, ...shippedPolicy, from: sinceEver },
    ...Object.entries(scopes).map(([policyId, scope], i) => ({
      number: i + 2,
      policyId,
      version: '1',
      title: policyId,
      from: day(1),
      ...(scope && { scope }),
      ...more,
    })),
  ],
});
const names = (book: PolicyBook, country = 'DE', at = day(5)) =>
  publishedAt(book, at, country).map(({ policyId }) => policyId);
const toys = { categories: ['toys'] };

describe('published for a country is', () => {
  test.each<[string, PolicyBook, string[]]>([
    ['the shipped policy where there is no book', emptyBook, ['default']],
    ['the brand’s own in its place', bookOf({ own: undefined }), ['own']],
    ['the shipped one, and the brand’s for some goods', bookOf({ toys }), ['default', 'toys']],
    ['the widest first', bookOf({ toys, own: undefined }), ['own', 'toys']],
    ['not what is for other countries', bookOf({ own: undefined, french: { countries: ['FR'] } }), ['own']],
    [
      'what is for the country in place of what is for all',
      bookOf({ own: undefined, german: { countries: ['DE'] } }),
      ['german'],
    ],
    [
      'both, where the one for the country is for some goods only',
      bookOf({ own: undefined, german: { countries: ['DE'], ...toys } }),
      ['own', 'german'],
    ],
    [
      'for some goods what is for the country',
      bookOf({ own: undefined, toys, german: { countries: ['DE'], ...toys } }),
      ['own', 'german'],
    ],
    ['not what agents alone decide by', bookOf({ own: undefined, agents: { channels: ['agent'] } }), ['own']],
    ['what a customer’s tier gets beside', bookOf({ own: undefined, gold: { tiers: ['gold'] } }), ['own', 'gold']],
    ['not what has ended', bookOf({ own: undefined }, { until: day(3) }), ['default']],
    ['not what is yet to come', bookOf({ own: undefined }, { from: day(9) }), ['default']],
  ])('%s', (_, book, expected) => expect(names(book)).toEqual(expected));

  test('said with since when, and for what', () => {
    expect(publishedAt(bookOf({ toys }), day(5), 'DE')).toEqual([
      { policyId: 'default', version: shippedPolicy.version },
      { policyId: 'toys', version: '1', scope: toys, since: day(1) },
    ]);
  });
});

test('every policy that is published decides something there, and what decides is published', () => {
  const scope = fc.option(
    fc.record(
      {
        categories: fc.uniqueArray(fc.constantFrom<string[]>('audio', 'toys'), { minLength: 1 }),
        countries: fc.uniqueArray(fc.constantFrom<string[]>('DE', 'FR'), { minLength: 1 }),
        tiers: fc.constant<string[]>(['gold']),
      },
      { requiredKeys: [] },
    ),
    { nil: undefined },
  );
  fc.assert(
    fc.property(fc.array(scope, { maxLength: 6 }), fc.constantFrom('DE', 'FR', 'AT'), (scopes, country) => {
      let book = emptyBook;
      for (const [i, one] of scopes.entries())
        try {
          const wish = { policyId: `p-${i}`, version: '1', title: `${i}`, scope: one };
          book = activate(book, wish, new Date(day(1)), shippedPolicy).book;
        } catch {
          // It would leave it open which of two decides.
        }
      const published = publishedAt(book, day(5), country);
      const lines = ['audio', 'toys', 'it'].flatMap((category) =>
        [undefined, 'gold'].map((tier) => ({ category, country, channel: 'portal', tier })),
      );
      const deciding = new Set(lines.map((line) => activationAt(book, day(5), line)?.policyId ?? 'default'));
      for (const one of deciding) expect(published.map(({ policyId }) => policyId)).toContain(one);
      for (const one of published) expect(lines.some((line) => fits(one.scope, line))).toBe(true);
    }),
    { numRuns: 500 },
  );
});
