import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ProblemError } from '../../../shared/contracts/errors.ts';
import {
  activationAt,
  conflictsIn,
  emptyBook,
  type PolicyBook,
  shippedPolicyId,
  standingsAt,
} from '../../../shared/policy/book.ts';
import { activate, endActivation, rollBack } from '../../../shared/policy/book-changes.ts';
import { fits, isWithin, type LinePlace } from '../../../shared/policy/scope.ts';

/** Changes of a policy book: by a table, and at random. */

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();
const at = (number: number): Date => new Date(day(number));

const audio = { category: 'audio', country: 'DE', channel: 'portal', tier: 'gold' };
const chosen = (book: PolicyBook, when: number, line: LinePlace = audio) => {
  const found = activationAt(book, day(when), line);
  return found && `${found.policyId}/${found.version}`;
};

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
});

describe('a version that is in force for a time', () => {
  const forAMonth = () => {
    const first = activate(emptyBook, wish('own'), at(10), shipped).book;
    return activate(first, wish('own', { version: '2', from: day(12), until: day(20) }), at(11), shipped).book;
  };
  const versionAt = (book: PolicyBook, number: number) =>
    standingsAt(book, day(number)).find(({ policyId, state }) => policyId === 'own' && state === 'in_force')?.version;

  test('gives way to the one before it when it is over', () => {
    const book = forAMonth();
    expect([11, 12, 19, 20, 30].map((number) => versionAt(book, number))).toEqual(['1', '2', '2', '1', '1']);
    expect(book.activations.at(-1)).toMatchObject({ version: '1', from: day(20), resumes: 2 });
    expect(book.version).toBe(2);
  });

  test('also where it is ended earlier', () => {
    const { book } = endActivation(forAMonth(), 'own', 3, day(15), at(13));
    expect([14, 15, 19, 20].map((number) => versionAt(book, number))).toEqual(['2', '1', '1', '1']);
  });

  test('but not where another was put in force in between: that one stays', () => {
    const { book } = activate(forAMonth(), wish('own', { version: '3' }), at(14), shipped);
    expect([13, 14, 20, 30].map((number) => versionAt(book, number))).toEqual(['2', '3', '3', '3']);
  });

  test('and within another one of the same kind, to what would have been in force', () => {
    const { book } = activate(forAMonth(), wish('own', { version: '3', until: day(25) }), at(14), shipped);
    expect([13, 14, 20, 24, 25].map((number) => versionAt(book, number))).toEqual(['2', '3', '3', '3', '1']);
    const { book: shorter } = activate(forAMonth(), wish('own', { version: '3', until: day(16) }), at(14), shipped);
    expect([14, 16, 20].map((number) => versionAt(shorter, number))).toEqual(['3', '2', '1']);
  });

  test('where nothing was before it, the shipped policy decides again', () => {
    const { book } = activate(emptyBook, wish('own', { until: day(20) }), at(12), shipped);
    expect([12, 20].map((number) => versionAt(book, number))).toEqual(['1', undefined]);
  });
});
