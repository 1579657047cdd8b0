import * as z from 'zod';
import { evidenceType, facts, fee, reasonCode, resolution } from './decision.ts';
import * as v from './values.ts';

/*
 * A return policy as a document: data that a returns manager reads, writes and dates. Its conditions are CEL (Common
 * Expression Language) over the facts of a request; `shared/policy/conditions.ts` says what they may speak of.
 */

const id = z.string().regex(/^[a-z][a-z0-9-]{1,60}$/, 'is a name of small letters, digits and hyphens');
const name = z.string().regex(/^[a-z][A-Za-z0-9]{1,40}$/, 'is a name in camelCase');
const basisPoints = z.int().min(0).max(10_000).meta({ description: 'Hundredths of a percent: 1500 is 15 %.' });
const condition = z
  .string()
  .min(1)
  .max(1000)
  .meta({ description: 'A CEL condition.', example: "reason == 'defective'" });
const feeKind = fee.shape.kind;

/** A fee of a rule: a part of the goods' value (fixed, or by condition and age), or a fixed amount per currency. */
export const policyFee = z.union([
  z.strictObject({ kind: feeKind, basisPoints }),
  z.strictObject({
    kind: feeKind,
    /** The first row that fits the stated condition and the days since delivery applies. */
    byConditionAndAge: z
      .array(z.strictObject({ condition: facts.shape.condition.unwrap(), upToDays: z.int().min(0), basisPoints }))
      .min(1)
      .max(50),
  }),
  /** The name of one of the document's `amounts`. */
  z.strictObject({ kind: feeKind, amount: name }),
]);
export type PolicyFee = z.infer<typeof policyFee>;

const message = v.words(300).meta({ description: 'What the customer is told: one plain sentence.' });
const offered = {
  labelPayer: z.enum(['brand', 'customer', 'none']),
  /** What may be given, what is given when nothing else is asked for first. */
  resolutions: z.array(resolution).min(1).max(5),
  refundsDelivery: z.boolean().default(false),
  fees: z.array(policyFee).max(5).default([]),
};

/** What a rule answers. Evidence is not said here: it follows from the reason, whatever the answer. */
export const ruleAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({ outcome: z.literal('approve'), message, ...offered }),
  z.strictObject({ outcome: z.literal('returnless'), message, ...offered, labelPayer: z.literal('none') }),
  /** `ifAgreed`: what it would be once a person agrees. */
  z.strictObject({ outcome: z.literal('review'), message, ifAgreed: z.strictObject(offered).optional() }),
  z.strictObject({ outcome: z.literal('reject'), message }),
]);
export type RuleAnswer = z.infer<typeof ruleAnswer>;

const named = {
  id,
  /** Why it speaks, as staff and explanations read it. */
  title: v.words(200),
};

export const policyDocument = z
  .strictObject({
    id,
    version: z.string().regex(/^[0-9A-Za-z.-]{1,32}$/),
    title: v.words(120),
    /** Decides from this instant on. */
    from: v.instant,
    /** Windows in whole days since delivery, by name; `standard` is the one shown to customers. */
    windows: z.object({ standard: z.int().min(0).max(3650) }).catchall(z.int().min(0).max(3650)),
    /** Amounts in minor units by name and currency. In a currency that one of them lacks, every request is reviewed. */
    amounts: z.record(name, z.record(v.currency, z.int().min(0))),
    /** Evidence that each reason demands; a reason that is absent demands none. */
    evidence: z.partialRecord(reasonCode, z.array(evidenceType).max(5)),
    /** Asked first, all of them: each that holds sends the request to a person. */
    guards: z.array(z.strictObject({ ...named, when: condition, message })).max(50),
    /** Asked in order: the first that holds answers. */
    rules: z
      .array(z.strictObject({ ...named, when: condition, answer: ruleAnswer }))
      .min(1)
      .max(200),
    /** Answers when no rule does. */
    otherwise: z.strictObject({ ...named, answer: ruleAnswer }),
    /** Each that holds adds its fee to an answer by which goods come back; none ever changes the outcome. */
    modifiers: z.array(z.strictObject({ ...named, when: condition, fee: policyFee })).max(20),
    /** When the wished resolution is not offered: answer with what is, or let a person look. */
    wishNotOffered: z.enum(['answer', 'review']),
  })
  .meta({ id: 'PolicyDocument' });
export type PolicyDocument = z.infer<typeof policyDocument>;
