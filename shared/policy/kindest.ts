import type { LineDecision } from '../contracts/decision.ts';
import { chargedOneLabel } from '../returns/offered.ts';
import { laterOf, netOf, type Paid } from './kinder.ts';

/**
 * Which answers of the lines of a request are the kindest together. What goes back together is charged one label, so what
 * a line is paid back depends on the answers of the others, and lines cannot be compared one by one.
 */

type Option = Pick<LineDecision, 'terms' | 'window'>;

/** A line with the one answer it has, or with that of the order's day and today's, which are alike in their outcome. */
export interface LineOptions {
  paid: Paid;
  options: readonly [Option] | readonly [Option, Option];
}

/** What a choice is worth, what counts most first: money paid back (minor units), later ends, answers of the order's day. */
type Worth = readonly [net: number, later: number, ordered: number];
interface Way {
  worth: Worth;
  picks: readonly number[];
}

/**
 * The options that are the kindest to the customer together, one for each line by its place: they pay back the most for the
 * whole request, then leave more lines the longer window, then follow the policy of the order's day. Exact: no other
 * choice is worth more. In time linear in the lines.
 */
export function kindestTogether(lines: readonly LineOptions[]): readonly number[] {
  const ways = [kindestWay(lines, true), kindestWay(lines, false)].flatMap((way) => way ?? []);
  return ways.reduce((best, way) => (isMore(way.worth, best.worth) ? way : best)).picks;
}

/**
 * What a line's pick is worth more for the whole request than the other option it had: money first, then the window. Never
 * negative for the kindest together.
 */
export function gainOf(lines: readonly LineOptions[], picks: readonly number[], line: number): Worth {
  const flipped = picks.map((pick, i) => (i === line ? 1 - pick : pick));
  return plus(worthOf(lines, picks), worthOf(lines, flipped), -1);
}

/**
 * The kindest way among those where the brand pays for the label, for a line on it is the brand's to pay, or among those
 * where it does not. Of all ways to choose for the lines so far, the best is kept where a line has spoken of the label, and
 * the best where none has.
 */
function kindestWay(lines: readonly LineOptions[], byBrand: boolean): Way | undefined {
  let reached = new Map<boolean, Way>([[false, { worth: [0, 0, 0], picks: [] }]]);
  for (const line of lines) {
    const next = new Map<boolean, Way>();
    for (const [spoken, { worth, picks }] of reached)
      for (const [pick, { terms }] of line.options.entries()) {
        const isBrands = terms?.labelPayer === 'brand';
        if (isBrands && !byBrand) continue;
        const isCharged = terms?.fees.some(({ kind }) => kind === 'return_shipping') === true;
        const way = {
          worth: plus(worth, ownWorth(line, pick, !byBrand && isCharged && !spoken)),
          picks: [...picks, pick],
        };
        const now = spoken || (byBrand ? isBrands : isCharged);
        const known = next.get(now);
        if (!known || isMore(way.worth, known.worth)) next.set(now, way);
      }
    reached = next;
  }
  const [first, ...others] = byBrand ? [reached.get(true)].flatMap((way) => way ?? []) : [...reached.values()];
  return first && others.reduce((best, way) => (isMore(way.worth, best.worth) ? way : best), first);
}

function ownWorth({ paid, options }: LineOptions, pick: number, isCharged: boolean): Worth {
  const { terms, window } = options[pick] ?? {};
  const other = options[1 - pick];
  const fees = terms?.fees.filter(({ kind }) => isCharged || kind !== 'return_shipping') ?? [];
  const later = other ? Math.max(0, laterOf(window?.until, other.window?.until)) : 0;
  return [netOf({ terms: terms && { ...terms, fees } }, paid), later, pick === 0 ? 1 : 0];
}

function worthOf(lines: readonly LineOptions[], picks: readonly number[]): Worth {
  const charged = chargedOneLabel(lines.map(({ options }, i) => options[picks[i] ?? 0]?.terms));
  return lines.reduce<Worth>(
    (all, line, i) => {
      const [, later, ordered] = ownWorth(line, picks[i] ?? 0, false);
      return plus(all, [netOf({ terms: charged[i] }, line.paid), later, ordered]);
    },
    [0, 0, 0],
  );
}

const plus = (a: Worth, b: Worth, times = 1): Worth => [a[0] + times * b[0], a[1] + times * b[1], a[2] + times * b[2]];

function isMore(one: Worth, other: Worth): boolean {
  const [difference = 0] = plus(one, other, -1).filter((each) => each !== 0);
  return difference > 0;
}
