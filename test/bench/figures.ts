import type { BacktestRate } from './backtest-rate.ts';
import type { Bill, Consumption } from './bill.ts';
import type { Weight } from './bundles.ts';
import type { DecisionTime } from './decision-time.ts';
import type { DeterminationTime } from './determination-time.ts';
import type { DraftTime } from './draft-time.ts';
import type { Tally } from './house.ts';
import { limitOf, limits } from './limits.ts';
import type { Operation, Speed } from './speed.ts';
import type { Start } from './starts.ts';
import type { Units } from './units.ts';

/** Everything the bench finds out, as it is written down. */
export interface Figures {
  readonly at: string;
  readonly quick: boolean;
  readonly speed?: Readonly<Record<Operation, readonly Speed[]>>;
  readonly drafts?: readonly DraftTime[];
  readonly backtest?: BacktestRate;
  readonly decisions?: readonly DecisionTime[];
  readonly determinations?: DeterminationTime;
  readonly weights: Readonly<Record<string, Weight>>;
  readonly starts: Readonly<Record<string, Start>>;
  /** Areas that answer requests: they have limits. */
  readonly serving: readonly string[];
  readonly operations: Readonly<Record<string, Tally>>;
  readonly transitions: Readonly<Record<'plain' | 'returnless' | 'rejected', number>>;
  readonly consumption: Consumption;
  readonly bills: readonly Bill[];
}

/** The limits that are exceeded, a line each. */
export function exceeded(figures: Figures): string[] {
  return [
    ...Object.entries(figures.speed ?? {}).flatMap(([operation, speeds]) =>
      speeds.flatMap(({ atOnce, ratio }) =>
        above(
          `${operation}, ${atOnce} at once, as a multiple of its storage calls`,
          ratio,
          limits.ratio[operation as Operation],
        ),
      ),
    ),
    ...figures.serving.flatMap((area) => exceededByArea(area, figures.weights[area], figures.starts[area])),
    ...(figures.decisions ?? []).flatMap(({ rules, microseconds }) =>
      rules <= limits.decision.rules
        ? above(`microseconds of a decision with ${rules} rules`, microseconds, limits.decision.microseconds)
        : [],
    ),
    ...(figures.determinations
      ? above(
          `milliseconds of the customs determination ${figures.determinations.slowest.id}`,
          figures.determinations.slowest.milliseconds,
          limits.determination,
        )
      : []),
    ...(figures.drafts ?? []).flatMap(({ atOnce, ratio }) =>
      above(`a draft of all steps, ${atOnce} at once, as a multiple of a whole request`, ratio, limits.draft.ratio),
    ),
    ...(figures.backtest
      ? above('seconds to decide ten thousand past returns anew', 10_000 / figures.backtest.perSecond, limits.backtest)
      : []),
    ...stageChangeExceeds(figures.operations),
    ...Object.entries(figures.transitions).flatMap(([life, count]) =>
      above(`transitions of a ${life} return`, count, limits.transitions[life as keyof typeof limits.transitions]),
    ),
    ...figures.bills
      .filter(({ returns }) => returns === 1e6)
      .flatMap(({ perMillion }) =>
        above('US dollars for a million plain domestic returns', perMillion, limits.millionReturns),
      ),
  ];
}

/** The limits a function exceeds by its weight or its start. */
export function exceededByArea(area: string, weight: Weight | undefined, start?: Start): string[] {
  const limit = limitOf(area);
  return [
    ...(weight ? above(`KB gzipped of ${area}`, weight.gzipped / 1024, limit.kilobytes) : []),
    ...(start ? above(`start of ${area} as a multiple of a bare client's`, start.ratio, limit.start) : []),
  ];
}

/** Receiving changes the stage of one portion, and nothing else. */
export function stageChangeExceeds(operations: Readonly<Record<string, { request: Units }>>): string[] {
  const { request } = operations.receive ?? {};
  if (!request) return ['The bench did not receive a parcel.'];
  return [
    ...above('table write units of a stage change', request.tableWrites, limits.stageChange.table),
    ...above('index write units of a stage change', request.indexWrites, limits.stageChange.index),
  ];
}

const above = (what: string, value: number, limit: number): string[] =>
  value > limit ? [`${what}: ${value.toFixed(2)} is above the limit of ${limit}`] : [];

/** What is counted and not timed, so that two runs can be compared wherever they ran. */
export interface Counts {
  readonly kilobytesGzipped: Readonly<Record<string, number>>;
  readonly operations: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly transitions: Figures['transitions'];
  readonly usdPerMillion: number;
}

export function countsOf(figures: Figures): Counts {
  return {
    kilobytesGzipped: Object.fromEntries(
      Object.entries(figures.weights).map(([area, { gzipped }]) => [area, Math.round(gzipped / 1024)]),
    ),
    operations: Object.fromEntries(
      Object.entries(figures.operations).map(([name, { request, behind, transitions }]) => [
        name,
        {
          table: request.tableWrites + behind.tableWrites,
          index: request.indexWrites + behind.indexWrites,
          reads: request.reads + behind.reads,
          transactions: request.transactions + behind.transactions,
          queries: request.queries + behind.queries,
          transitions,
        },
      ]),
    ),
    transitions: figures.transitions,
    usdPerMillion: Math.round(figures.bills.find(({ returns }) => returns === 1e6)?.perMillion ?? 0),
  };
}

/** What is other than in the baseline, a line each: `tracking: 168 → 134 KB gzipped`. */
export function changesSince(before: unknown, now: unknown, path: readonly string[] = []): string[] {
  if (before === null || now === null || typeof before !== 'object' || typeof now !== 'object')
    return before === now ? [] : [`${path.join(' · ')}: ${before ?? 'nothing'} → ${now ?? 'nothing'}`];
  return [...new Set([...Object.keys(before), ...Object.keys(now)])].flatMap((name) =>
    changesSince((before as Record<string, unknown>)[name], (now as Record<string, unknown>)[name], [...path, name]),
  );
}
