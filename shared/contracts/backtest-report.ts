import * as z from 'zod';
import { outcome, reasonCode } from './decision.ts';
import * as v from './values.ts';

/** What a backtest found: past requests as they were decided, beside what the tested policy answers to them. */

const count = z.int().min(0);

const outcomes = z
  .strictObject(
    Object.fromEntries(outcome.options.map((one) => [one, count])) as Record<typeof outcome._output, typeof count>,
  )
  .meta({ id: 'OutcomeCounts' });

const money = z
  .array(
    z.strictObject({
      refunds: v.money.meta({ description: 'Paid back without a person: goods and delivery, fees taken off.' }),
      fees: v.money.meta({ description: 'Taken off those refunds.' }),
      underReview: v.money.meta({ description: 'Would be paid back once a person agrees, where that can be told.' }),
    }),
  )
  .meta({ description: 'An entry for each currency.' });

const lineSide = z
  .strictObject({
    outcomes: outcomes.meta({
      description: 'Lines, as they went on: with one line a whole return waits for a person.',
    }),
    policyFailed: count.meta({ description: 'Lines to which the policy could not answer; a person does.' }),
    labelsPaidByBrand: count,
    money,
  })
  .meta({ id: 'BacktestLines' });

const lines = { lines: count, changed: count, before: lineSide, after: lineSide };

const returnSide = z
  .strictObject({
    outcomes: outcomes.meta({ description: 'Whole returns.' }),
    automatic: z
      .strictObject({
        returns: count,
        basisPoints: z.int().min(0).max(10_000).meta({ description: 'Of all returns: 7250 is 72.5 %.' }),
      })
      .meta({ description: 'Decided with no person.' }),
    ...lineSide.omit({ outcomes: true }).shape,
  })
  .meta({ id: 'BacktestReturns' });

export const backtestReport = z
  .strictObject({
    returns: count,
    lines: count,
    changed: z.strictObject({ returns: count, lines: count }).meta({
      description: 'Decided otherwise: another outcome, other terms, or another resolution.',
    }),
    outOfScope: count.meta({ description: 'Lines the policy is not for: they stay as they were decided.' }),
    unreadable: count.meta({ description: 'Returns whose event does not hold what a decision is made on: left out.' }),
    before: returnSide,
    after: returnSide,
    byReason: z.array(z.strictObject({ reason: reasonCode, ...lines })),
    byCategory: z.array(z.strictObject({ category: z.string(), ...lines })),
    otherCategories: z
      .strictObject(lines)
      .optional()
      .meta({ description: 'All categories beyond the first 200, which are those with the most changes.' }),
  })
  .meta({ id: 'BacktestReport' });
export type BacktestReport = z.infer<typeof backtestReport>;
export type BacktestLineSide = z.infer<typeof lineSide>;
