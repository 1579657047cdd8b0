import { describe, expect, test } from 'vitest';
import type { PolicyScope } from '../../../shared/contracts/policy-scope.ts';
import {
  type Activation,
  activationAt,
  emptyBook,
  type PolicyBook,
  shippedPolicyId,
  sinceEver,
} from '../../../shared/policy/book.ts';
import type { LinePlace } from '../../../shared/policy/scope.ts';

/** Which policy decides what, and when. */

const day = (number: number): string => new Date(Date.UTC(2026, 0, 1 + number)).toISOString();

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
