import * as z from 'zod';
import { alternative, evidenceType, fee, outcome, reasonCode, resolution, terms } from './decision.ts';
import { facts } from './facts.ts';
import * as v from './values.ts';

/** A policy as it is published: what it answers to whom, without the conditions it is written in. */

const condition = facts.shape.condition.unwrap();
const days = z.int().min(0);

const publishedFee = z
  .strictObject({
    kind: fee.shape.kind,
    basisPoints: z.int().optional().meta({ description: 'Of the value of the goods, in hundredths of a percent.' }),
    amount: v.money.optional(),
    byConditionAndAge: z
      .array(z.strictObject({ condition, upToDays: days.optional(), basisPoints: z.int() }))
      .optional()
      .meta({ description: 'The first row that fits the condition and the days since delivery.' }),
  })
  .meta({ id: 'PublishedFee', description: 'A fee as it is stated: a share, an amount, or a table of shares.' });
export type PublishedFee = z.infer<typeof publishedFee>;

export const publishedCase = z
  .strictObject({
    reason: reasonCode,
    when: z
      .strictObject({
        fromValue: v.money.optional(),
        upToValue: v.money.optional(),
        fromDay: days.optional(),
        upToDay: days.optional(),
        conditions: z.array(condition).optional(),
        covered: z.boolean().optional().meta({ description: 'Whether a warranty covers the failure.' }),
        fromWarrantyDaysLeft: z.int().optional().meta({ description: 'Negative: days since the warranty ended.' }),
        upToWarrantyDaysLeft: z.int().optional(),
      })
      .meta({
        description:
          'What is left out does not matter. Days and values are included on both ends; without an upper end it has none.',
      }),
    outcome,
    message: z.string(),
    labelPayer: terms.shape.labelPayer.optional(),
    fees: z.array(publishedFee),
    resolutions: z.array(resolution),
    evidence: z.array(evidenceType),
    refundsDelivery: z.boolean(),
    offers: z.array(alternative),
  })
  .meta({ id: 'PublishedCase' });
export type PublishedCase = z.infer<typeof publishedCase>;

export const publishedTerms = z
  .strictObject({
    policy: z.strictObject({ id: z.string(), version: z.string(), title: z.string() }),
    language: z.string(),
    country: v.country,
    currency: v.currency,
    windowDays: days.meta({ description: 'The window shown to customers, in days since delivery.' }),
    holidayPeriods: z.array(z.strictObject({ deliveredFrom: v.date, deliveredTo: v.date, until: v.date })),
    withdrawal: z.strictObject({ days, article: z.string() }).optional().meta({
      description:
        'The right of consumers to withdraw without a reason, where the country has it: it comes before `customer_remorse`, without a restocking fee and with the standard delivery.',
    }),
    cases: z.array(publishedCase).meta({ description: 'For goods and a customer about whom nothing is doubtful.' }),
    deductions: z
      .array(z.strictObject({ title: z.string(), fee: publishedFee }))
      .meta({ description: 'Taken off beside the fees where goods come back.' }),
  })
  .meta({ id: 'PublishedTerms', description: 'The terms of a policy for one country, currency and language.' });
export type PublishedTerms = z.infer<typeof publishedTerms>;
