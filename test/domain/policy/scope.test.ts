import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { PolicyScope } from '../../../shared/contracts/policy-scope.ts';
import { fits, isAmbiguous, isWithin, type LinePlace, meets } from '../../../shared/policy/scope.ts';

/** Which lines a policy is for, and where two leave it open which decides. */

const audio = { category: 'audio', country: 'DE', channel: 'portal', tier: 'gold' };

const scopes = fc.option(
  fc.record(
    {
      categories: fc.uniqueArray(fc.constantFrom('audio', 'toys', 'it'), { minLength: 1 }),
      countries: fc.uniqueArray(fc.constantFrom('DE', 'FR'), { minLength: 1 }),
    },
    { requiredKeys: [] },
  ),
  { nil: undefined },
);

describe('scopes', () => {
  test.each<[string, PolicyScope | undefined, LinePlace, boolean]>([
    ['no scope fits everything', undefined, { category: 'x' }, true],
    ['a category of the list', { categories: ['audio', 'it'] }, audio, true],
    ['another category', { categories: ['it'] }, audio, false],
    [
      'all dimensions at once',
      { categories: ['audio'], countries: ['DE'], channels: ['portal'], tiers: ['gold'] },
      audio,
      true,
    ],
    ['one dimension of several does not fit', { categories: ['audio'], countries: ['FR'] }, audio, false],
    ['an unknown country fits no country', { countries: ['DE'] }, { category: 'audio' }, false],
    ['an unknown tier does not matter where none is asked for', { categories: ['audio'] }, { category: 'audio' }, true],
  ])('%s', (_, scope, line, expected) => expect(fits(scope, line)).toBe(expected));

  test.each<[string, PolicyScope | undefined, PolicyScope | undefined, boolean]>([
    ['the same twice', { categories: ['audio'] }, { categories: ['audio'] }, true],
    ['everything twice', undefined, {}, true],
    ['a part and the whole', { categories: ['audio'] }, undefined, false],
    ['a list and a part of it', { categories: ['audio', 'it'] }, { categories: ['it'] }, false],
    ['lists that share something', { categories: ['audio', 'it'] }, { categories: ['it', 'toys'] }, true],
    ['lists that share nothing', { categories: ['audio'] }, { categories: ['it'] }, false],
    ['a category here, a country there', { categories: ['audio'] }, { countries: ['DE'] }, true],
    [
      'a category, and that category in a country',
      { categories: ['audio'] },
      { categories: ['audio'], countries: ['DE'] },
      false,
    ],
    [
      'crossed',
      { categories: ['audio', 'it'], countries: ['DE'] },
      { categories: ['audio'], countries: ['DE', 'FR'] },
      true,
    ],
  ])('are ambiguous or not: %s', (_, one, other, expected) => {
    expect(isAmbiguous(one, other)).toBe(expected);
    expect(isAmbiguous(other, one)).toBe(expected);
  });

  test('two scopes are ambiguous exactly where a line fits both and neither is the narrower', () => {
    const all = ['audio', 'toys', 'it'].flatMap((category) => ['DE', 'FR'].map((country) => ({ category, country })));
    fc.assert(
      fc.property(scopes, scopes, (one, other) => {
        const shared = all.filter((line) => fits(one, line) && fits(other, line));
        expect(meets(one, other)).toBe(shared.length > 0);
        const within = (a: PolicyScope | undefined, b: PolicyScope | undefined) =>
          all.filter((line) => fits(a, line)).every((line) => fits(b, line));
        // A list of everything there is here is narrower than no list: there may be more tomorrow.
        if (isWithin(one, other)) expect(within(one, other)).toBe(true);
        if (shared.length > 0 && !within(one, other) && !within(other, one)) expect(isAmbiguous(one, other)).toBe(true);
        if (shared.length === 0) expect(isAmbiguous(one, other)).toBe(false);
      }),
    );
  });
});
