import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import type { PolicyScope } from '../../../shared/contracts/policy.ts';
import {
  type Activation,
  activationAt,
  conflictsIn,
  emptyBook,
  type PolicyBook,
  shippedPolicyId,
  sinceEver,
  standingsAt,
} from '../../../shared/policy/book.ts';
import { activate, endActivation, rollBack } from '../../../shared/policy/book-changes.ts';
import { fits, isAmbiguous, isWithin, type LinePlace, meets } from '../../../shared/policy/scope.ts';

/** Which policy decides what, and when: by tables, and by books that were changed at random. */

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const at = (number: number): Date => new Date(day(number));

let made = 0;
const activation = (
  policyId: string,
  from: number,
  { until, version = '1', scope }: { until?: number; version?: string; scope?: PolicyScope } = {},
): Activation => {
  made += 1;
  return {
    number: made,
    policyId,
    version,
    title: policyId,
    from: day(from),
    ...(until !== undefined && { until: day(until) }),
    ...(scope && { scope }),
  };
};
const bookOf = (...activations: Activation[]): PolicyBook => ({ version: 1, activations });
const audio = { category: 'audio', country: 'DE', channel: 'portal', tier: 'gold' };
const chosen = (book: PolicyBook, when: number, line: LinePlace = audio) => {
  const found = activationAt(book, day(when), line);
  return found && `${found.policyId}/${found.version}`;
};

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
});

describe('the policy in force', () => {
  test.each<[string, PolicyBook, number, string | undefined]>([
    ['none in an empty book', emptyBook, 5, undefined],
    ['the only one', bookOf(activation('own', 3)), 5, 'own/1'],
    ['from its very first instant', bookOf(activation('own', 3)), 3, 'own/1'],
    [
      'the first, for what is older than every policy',
      bookOf(activation('own', 3), activation('own', 9, { version: '2' })),
      1,
      'own/1',
    ],
    [
      'the next version from its first instant on',
      bookOf(activation('own', 3), activation('own', 5, { version: '2' })),
      5,
      'own/2',
    ],
    ['the version before until then', bookOf(activation('own', 3), activation('own', 5, { version: '2' })), 4, 'own/1'],
    [
      'the later entry of two for the same instant',
      bookOf(activation('own', 3), activation('own', 3, { version: '2' })),
      4,
      'own/2',
    ],
    ['none once it has ended', bookOf(activation('own', 3, { until: 5 })), 5, undefined],
    [
      'what was ended does not come back',
      bookOf(activation('own', 1), activation('own', 3, { until: 5, version: '2' })),
      6,
      undefined,
    ],
    [
      'what was called off never was',
      bookOf(activation('own', 1), activation('own', 3, { until: 3, version: '2' })),
      6,
      'own/1',
    ],
    [
      'the narrower one',
      bookOf(activation('wide', 1), activation('narrow', 2, { scope: { categories: ['audio'] } })),
      5,
      'narrow/1',
    ],
    [
      'the wide one before the narrow one begins',
      bookOf(activation('wide', 1), activation('narrow', 4, { scope: { categories: ['audio'] } })),
      3,
      'wide/1',
    ],
    [
      'the wide one after the narrow one has ended',
      bookOf(activation('wide', 1), activation('narrow', 2, { until: 4, scope: { categories: ['audio'] } })),
      4,
      'wide/1',
    ],
    ['not one for other lines', bookOf(activation('other', 1, { scope: { categories: ['toys'] } })), 5, undefined],
    [
      'the first that fits, not the first of all',
      bookOf(activation('other', 1, { scope: { categories: ['toys'] } }), activation('own', 9)),
      2,
      'own/1',
    ],
    [
      'a policy of the brand before the shipped one',
      bookOf({ ...activation(shippedPolicyId, 0), from: sinceEver }, activation('own', 3)),
      5,
      'own/1',
    ],
    [
      'the shipped one before that',
      bookOf({ ...activation(shippedPolicyId, 0), from: sinceEver }, activation('own', 3)),
      2,
      'default/1',
    ],
  ])('%s', (_, book, when, expected) => expect(chosen(book, when)).toBe(expected));
});

const shipped = { policyId: shippedPolicyId, version: '2026-11-1', title: 'Shipped' };
const wish = (policyId: string, more: object = {}) => ({ policyId, version: '1', title: policyId, ...more });
const refusal = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    if (error instanceof ProblemError)
      return { type: error.type, code: error.errors?.[0]?.code, detail: error.message };
    throw error;
  }
  return undefined;
};

describe('a change of the book', () => {
  test('that is the first keeps the shipped policy for what was bought before', () => {
    const { book, activation: own } = activate(emptyBook, wish('own'), at(10), shipped);
    expect(own).toMatchObject({ number: 2, policyId: 'own', from: day(10) });
    expect(chosen(book, 9)).toBe('default/2026-11-1');
    expect(chosen(book, 10)).toBe('own/1');
  });

  test('that is the first covers older orders where the brand begins with it', () => {
    const { book } = activate(emptyBook, wish('own', { coversOlderOrders: true }), at(10), shipped);
    expect(chosen(book, 9)).toBe('own/1');
  });

  test('for a date leaves everything as it is until then', () => {
    const { book } = activate(emptyBook, wish('own', { from: day(20) }), at(10), shipped);
    expect(chosen(book, 19)).toBe('default/2026-11-1');
    expect(chosen(book, 20)).toBe('own/1');
    expect(standingsAt(book, day(11)).map(({ state }) => state)).toEqual(['in_force', 'scheduled']);
  });

  const twice = () => {
    const first = activate(emptyBook, wish('own', { title: 'Returns' }), at(10), shipped).book;
    return activate(first, wish('own', { version: '2', title: 'Returns' }), at(12), shipped).book;
  };

  test.each<[string, (book: PolicyBook) => unknown, string, string | undefined]>([
    [
      'in the past',
      (book) => activate(book, wish('new', { from: day(13) }), at(14), shipped),
      'invalid-request',
      'in_the_past',
    ],
    [
      'that ends before it begins',
      (book) => activate(book, wish('new', { until: day(14) }), at(14), shipped),
      'invalid-request',
      'not_after_from',
    ],
    [
      'to what is in force already',
      (book) => activate(book, wish('own', { version: '2' }), at(14), shipped),
      'invalid-request',
      'in_force_already',
    ],
    [
      'that would cover older orders, when there was a policy before',
      (book) => activate(book, wish('new', { coversOlderOrders: true }), at(14), shipped),
      'invalid-request',
      'not_the_first',
    ],
    [
      'beside another for the same lines',
      (book) => activate(book, wish('new'), at(14), shipped),
      'policy-book-conflict',
      'scope_overlap',
    ],
    [
      'that ends what was replaced',
      (book) => endActivation(book, 'own', 2, undefined, at(14)),
      'policy-book-conflict',
      undefined,
    ],
    ['that ends what is not there', (book) => endActivation(book, 'own', 9, undefined, at(14)), 'not-found', undefined],
    [
      'that ends what is another policy’s',
      (book) => endActivation(book, 'other', 3, undefined, at(14)),
      'not-found',
      undefined,
    ],
    [
      'that ends the shipped policy',
      (book) => endActivation(book, 'default', 1, undefined, at(14)),
      'policy-book-conflict',
      undefined,
    ],
    [
      'that ends it in the past',
      (book) => endActivation(book, 'own', 3, day(13), at(14)),
      'invalid-request',
      'in_the_past',
    ],
    [
      'back to a version that never was in force',
      (book) => rollBack(book, 'own', '7', at(14)),
      'invalid-request',
      'never_in_force',
    ],
    ['back to the version in force', (book) => rollBack(book, 'own', '2', at(14)), 'invalid-request', 'never_in_force'],
    [
      'back of a policy that is not in force',
      (book) => rollBack(book, 'other', undefined, at(14)),
      'policy-book-conflict',
      undefined,
    ],
    [
      'back where there was nothing before',
      (book) =>
        rollBack(
          activate(book, wish('toys', { scope: { categories: ['toys'] } }), at(13), shipped).book,
          'toys',
          undefined,
          at(14),
        ),
      'policy-book-conflict',
      undefined,
    ],
  ])('is refused: %s', (_, work, type, code) => {
    expect(refusal(() => work(twice()))).toMatchObject({ type, ...(code && { code }) });
  });

  test('that makes two policies decide the same lines names both', () => {
    const { detail } = refusal(() => activate(twice(), wish('new', { title: 'Sale' }), at(14), shipped)) ?? {};
    expect(detail).toContain('“Returns” (own: everything)');
    expect(detail).toContain('“Sale” (new: everything)');
  });

  test('that calls off what follows is refused where what goes on then meets another policy', () => {
    const toys = { categories: ['toys'] };
    let { book } = activate(emptyBook, wish('own', { scope: { categories: ['toys', 'audio'] } }), at(1), shipped);
    book = activate(book, wish('own', { version: '2', from: day(5), scope: toys }), at(1), shipped).book;
    book = activate(book, wish('other', { from: day(6), scope: { categories: ['audio', 'it'] } }), at(1), shipped).book;
    expect(refusal(() => endActivation(book, 'own', 3, undefined, at(2)))).toMatchObject({ code: 'scope_overlap' });
    expect(endActivation(book, 'own', 3, day(8), at(2)).activation).toMatchObject({ until: day(8) });
  });

  test('back takes the version before, until when the present one would have ended, and never the one after', () => {
    let book = activate(twice(), wish('own', { version: '3', until: day(30) }), at(14), shipped).book;
    book = activate(book, wish('own', { version: '4', from: day(40) }), at(14), shipped).book;
    const back = rollBack(book, 'own', undefined, at(15));
    expect(back.activation).toMatchObject({ version: '2', from: day(15), until: day(30) });
    expect(chosen(back.book, 14)).toBe('own/3');
    expect(chosen(back.book, 16)).toBe('own/2');
    expect(chosen(back.book, 41)).toBe('own/4');
    expect(rollBack(back.book, 'own', '1', at(16)).activation).toMatchObject({ version: '1' });
  });

  test('ends what is scheduled before it begins, and what was in force goes on', () => {
    const { book } = activate(twice(), wish('own', { version: '3', from: day(20) }), at(14), shipped);
    const off = endActivation(book, 'own', 4, undefined, at(15));
    expect(standingsAt(off.book, day(21)).map(({ state }) => state)).toEqual([
      'in_force',
      'over',
      'in_force',
      'called_off',
    ]);
    expect(chosen(off.book, 21)).toBe('own/2');
  });
});

/** A change at random: what cannot be done is passed over. */
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
const doings = fc.array(
  fc.record({
    what: fc.constantFrom('activate', 'activate', 'end', 'back'),
    policyId: fc.constantFrom('a', 'b', 'c'),
    version: fc.constantFrom('1', '2', '3'),
    scope: scopes,
    wait: fc.nat(3),
    ahead: fc.nat(4),
    lasts: fc.option(fc.integer({ min: 1, max: 6 }), { nil: undefined }),
    number: fc.integer({ min: 1, max: 8 }),
  }),
  { maxLength: 14 },
);
const lines: LinePlace[] = ['audio', 'toys', 'it'].flatMap((category) =>
  ['DE', 'FR', undefined].map((country) => ({ category, country })),
);

describe('whatever was done to a book', () => {
  test('each line has exactly one policy at any time, it is the narrowest that fits, and the past stays as it was', () => {
    let refusals = 0;
    let changes = 0;
    fc.assert(
      fc.property(doings, (all) => {
        let book = emptyBook;
        let now = 1;
        for (const { what, policyId, version, scope, wait, ahead, lasts, number } of all) {
          now += wait;
          const before = book;
          const from = ahead === 0 ? undefined : day(now + ahead);
          const until = lasts === undefined ? undefined : day(now + ahead + lasts);
          const refused = refusal(() => {
            if (what === 'activate')
              book = activate(book, { ...wish(policyId), version, scope, from, until }, at(now), shipped).book;
            else if (what === 'end') book = endActivation(book, policyId, number, from, at(now)).book;
            else book = rollBack(book, policyId, undefined, at(now)).book;
          });
          if (refused) {
            refusals += 1;
            continue;
          }
          changes += 1;
          expect(book.version).toBe(before.version + 1);
          expect(conflictsIn(book, day(now))).toEqual([]);
          for (const line of lines)
            for (let when = 0; when < now + 12; when += 1) {
              const decides = activationAt(book, day(when), line);
              expect(decides).toBeDefined();
              // What was in force is found by what is written, whatever the book has come to since.
              if (when < now && before.version > 0) {
                const then = activationAt(before, day(when), line);
                expect([decides?.policyId, decides?.version]).toEqual([then?.policyId, then?.version]);
              }
              const fitting = standingsAt(book, day(when)).filter(
                (one) => one.state === 'in_force' && one.policyId !== shippedPolicyId && fits(one.scope, line),
              );
              if (fitting.length === 0) expect(decides?.policyId).toBe(shippedPolicyId);
              else {
                expect(fitting.map(({ number: one }) => one)).toContain(decides?.number);
                for (const other of fitting) expect(isWithin(decides?.scope, other.scope)).toBe(true);
              }
            }
        }
      }),
      { numRuns: 150 },
    );
    expect(Math.min(refusals, changes)).toBeGreaterThan(100);
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
