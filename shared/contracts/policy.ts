import * as z from 'zod';
import { alternative, evidenceType, fee, labelHold, offer, reasonCode, routeHint } from './decision.ts';
import { facts } from './facts.ts';
import { policyScope } from './policy-scope.ts';
import * as v from './values.ts';

/*
 * A return policy as a document: data that a returns manager reads, writes and dates. Its conditions are CEL (Common
 * Expression Language) over the facts of a request (`facts.ts`); `shared/policy/conditions.ts` says what else they may
 * speak of. When a document is in force is not said in it: it is switched on, and back, at a date.
 */

const id = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, v.wrongAs('not_a_hyphenated_name'));
const name = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{1,40}$/, v.wrongAs('not_a_camel_case_name'))
  .refine((word) => !(word in Object.prototype), v.wrongAs('not_a_camel_case_name'));
const basisPoints = z.int().min(0).max(10_000).meta({ description: 'Hundredths of a percent: 1500 is 15 %.' });
const condition = z
  .string()
  .min(1)
  .max(1000)
  .meta({ description: 'A CEL condition over the facts.', example: "reason == 'defective'" });
const feeKind = fee.shape.kind;

/** Words of a policy: one text, or a text for each language. */
export type PolicyText = v.LocalText;

/** A fee of a rule: a part of the goods' value (fixed, or by condition and age), or a fixed amount per currency. */
export const policyFee = z.union([
  z.strictObject({ kind: feeKind, basisPoints }),
  z.strictObject({
    kind: feeKind,
    byConditionAndAge: z
      .array(
        z.strictObject({
          condition: facts.shape.condition.unwrap(),
          upToDays: z.int().min(0).optional().meta({ description: 'Days since delivery; absent: however old.' }),
          basisPoints,
        }),
      )
      .min(1)
      .max(50)
      .meta({ description: 'The first row that fits the stated condition and the days since delivery applies.' }),
  }),
  z.strictObject({ kind: feeKind, amount: name.meta({ description: "One of the document's `amounts`." }) }),
]);
export type PolicyFee = z.infer<typeof policyFee>;

const message = v.wordsFor(300).meta({ description: 'What the customer is told: one plain sentence.' });
const offered = {
  labelPayer: z
    .enum(['brand', 'customer', 'none'])
    .meta({ description: 'Who pays for the way back; none: the goods stay with the customer.' }),
  resolutions: z
    .array(offer)
    .min(1)
    .max(5)
    .meta({ description: 'What may be given; the first when the customer wishes for none of them.' }),
  refundsDelivery: z.boolean().default(false).meta({ description: 'Outbound delivery is refunded too.' }),
  fees: z.array(policyFee).max(5).default([]),
  evidence: z.array(evidenceType).max(5).optional().meta({ description: 'Demanded beside what the reason demands.' }),
  routeHints: z
    .array(routeHint)
    .max(10)
    .optional()
    .meta({ description: 'What the place they go to must be able to do.' }),
};

/** What a rule answers. The evidence that a reason demands is demanded whatever the answer. */
export const ruleAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approve'), message, ...offered }),
  z.strictObject({ outcome: z.literal('returnless'), message, ...offered, labelPayer: z.literal('none') }),
  z.strictObject({
    outcome: z.literal('review'),
    message,
    ifAgreed: z.strictObject(offered).optional().meta({ description: 'What it would be once a person agrees.' }),
  }),
  z.strictObject({
    outcome: z.literal('reject'),
    message,
    offers: z.array(alternative).max(3).optional().meta({ description: 'Offered in place of it.' }),
  }),
]);
export type RuleAnswer = z.infer<typeof ruleAnswer>;

const named = {
  id,
  title: v.wordsFor(200).meta({ description: 'Why it speaks, as staff and explanations read it.' }),
};

export const holidayPeriod = z
  .strictObject({
    deliveredFrom: v.date,
    deliveredTo: v.date,
    until: v.date.meta({ description: 'No window of goods delivered in that time ends before this day.' }),
  })
  .refine(({ deliveredFrom, deliveredTo }) => deliveredFrom <= deliveredTo, {
    path: ['deliveredTo'],
    error: v.wrongAs('before_first_day'),
  });
export type HolidayPeriod = z.infer<typeof holidayPeriod>;

const windowDays = z.int().min(0).max(3650).meta({ 'x-unit': 'days' });

export const policyDocument = z
  .strictObject({
    id,
    version: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/, v.wrongAs('not_a_version')),
    title: v.wordsFor(120).meta({ description: 'What it is called, for staff and as published.' }),
    scope: policyScope.optional(),
    windows: z
      .object({ standard: windowDays })
      .catchall(windowDays)
      .refine(
        (windows) => Object.keys(windows).every((word) => name.safeParse(word).success),
        v.wrongAs('not_a_camel_case_name'),
      )
      .meta({
        description: 'Windows in whole days since delivery, by name; `standard` is the one shown to customers.',
      }),
    amounts: z.record(name, z.record(v.currency, z.int().min(0).meta({ 'x-unit': 'minor units' }))).meta({
      description: 'Amounts by name and currency. In a currency that one of them lacks, every request is reviewed.',
    }),
    evidence: z
      .partialRecord(reasonCode, z.array(evidenceType).max(5))
      .meta({ description: 'Evidence that each reason demands; a reason that is absent demands none.' }),
    guards: z
      .array(z.strictObject({ ...named, when: condition, message }))
      .max(50)
      .meta({ description: 'Asked first, all of them: each that holds sends the request to a person.' }),
    rules: z
      .array(z.strictObject({ ...named, when: condition, answer: ruleAnswer }))
      .min(1)
      .max(500)
      .meta({ description: 'Asked in order: the first that holds answers.' }),
    otherwise: z.strictObject({ ...named, answer: ruleAnswer }).meta({ description: 'Answers when no rule does.' }),
    modifiers: z
      .array(
        z.union([
          z.strictObject({ ...named, when: condition, fee: policyFee }),
          z.strictObject({ ...named, when: condition, hold: labelHold, message }),
        ]),
      )
      .max(20)
      .meta({
        description:
          'Where goods come back, each that holds adds its fee, or a question that holds the label back: a person answers it.',
      }),
    wishNotOffered: z
      .enum(['answer', 'review'])
      .meta({ description: 'When the wished resolution is not offered: answer with what is, or let a person look.' }),
    holidayPeriods: z
      .array(holidayPeriod)
      .max(20)
      .optional()
      .meta({ description: 'Times of delivery for which windows are extended.' }),
  })
  .meta({
    id: 'PolicyDocument',
    description: 'A return policy: which requests it is for, and what it answers to them.',
  });
export type PolicyDocument = z.infer<typeof policyDocument>;
