import type { Test } from './pack.ts';

/** What a test of a pack speaks of: so that a rule about nothing is found before it is shipped. */

/** Paths a test speaks of. */
export function pathsIn(test: Test): string[] {
  if ('any' in test) return test.any.flatMap(pathsIn);
  if ('all' in test) return test.all.flatMap(pathsIn);
  if ('first' in test) return test.first.flatMap(pathsIn);
  if ('not' in test) return pathsIn(test.not);
  if ('same' in test) return test.same;
  if ('among' in test) return test.among;
  if ('notAfter' in test) return test.notAfter;
  if ('within' in test) return [test.within.from, test.within.until];
  if ('granted' in test) return [test.granted];
  if ('kept' in test) return [];
  if ('share' in test && test.share) return [test.fact, ...test.share];
  return ['stated' in test ? test.stated : test.fact];
}

/** Time limits of the pack a test speaks of. */
export function limitsIn(test: Test): string[] {
  if ('any' in test) return test.any.flatMap(limitsIn);
  if ('all' in test) return test.all.flatMap(limitsIn);
  if ('first' in test) return test.first.flatMap(limitsIn);
  if ('not' in test) return limitsIn(test.not);
  return 'kept' in test ? [test.kept] : [];
}
