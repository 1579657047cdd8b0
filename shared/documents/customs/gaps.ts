import type { Gaps } from '../../contracts/customs-documents.ts';

/** What is not known, in its place: never left blank, never guessed. */

/** Notes what a document lacks while it is made. */
export function gapKeeper() {
  const gaps: Gaps = [];
  const want = <Value>(value: Value | undefined, at: string, needed: string): Value | undefined => {
    if (value === undefined) gaps.push({ at, needed });
    return value;
  };
  return { gaps, want };
}
export type Want = ReturnType<typeof gapKeeper>['want'];

export const toComplete = (needed: string): string => `to be completed: ${needed}`;

/** Prints what stands at a place of a document; where it is a gap, what belongs there; else that there is none. */
export function shownIn({ gaps }: { readonly gaps: Gaps }) {
  const needed = new Map(gaps.map((gap) => [gap.at, gap.needed]));
  return (at: string, value: string | undefined, without = '-'): string => {
    const gap = needed.get(at);
    return value ?? (gap === undefined ? without : toComplete(gap));
  };
}
export type Shown = ReturnType<typeof shownIn>;
