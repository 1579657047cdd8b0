import * as z from 'zod';
import { procedure } from '../contracts/customs-answers.ts';
import { customsRoute, legalBasis } from '../contracts/customs-basis.ts';
import { day } from '../contracts/customs-values.ts';
import * as v from '../contracts/values.ts';

/**
 * A rule pack: what one jurisdiction says about goods that go out and come back, as a dated document. Rules speak of facts
 * by path ('dates.exported') and of sources by key, so that each can be read, cited and checked without reading code.
 *
 * A test checks every document that is shipped (`check-pack.ts`); a function that did so each time would start later.
 */

const key = z.string().regex(/^[a-z][a-z0-9_.]{1,60}$/);
const path = z.string().regex(/^[a-zA-Z]+(\.[a-zA-Z]+)*$/);
const sources = z.array(z.string()).min(1);
const decimal = z.string().regex(/^\d+(\.\d+)?$/);

/**
 * What must hold, in three values: met, not met, unknown. A test whose facts are not known is unknown; `any` is met once
 * one part is, `all` is not met once one part is not, whatever the others say; `first` is what the first part says that
 * can be told. `stated` and `granted` are never unknown: an exception (an extension, force majeure) counts once it is
 * granted, and not before. `among` is met where the first list is a part of the second, as a partial lot is;
 * `kept` where a time limit of the pack (its `deadlines`) is. `over` asks after a `share` of the amount where it names two
 * counts: so many, of so many.
 */
export type Test =
  | { fact: string; is: boolean | string }
  | { fact: string; in: string[] }
  | { fact: string; notIn: string[] }
  | { fact: string; aboveZero: boolean }
  | { fact: string; over: v.Money; share?: [string, string] | undefined }
  | { fact: string; atMost: number }
  | { fact: string; notBefore: string }
  | { fact: string; here: boolean }
  | { stated: string }
  | { granted: string }
  | { same: [string, string]; digits?: number | undefined }
  | { among: [string, string] }
  | { notAfter: [string, string] }
  | { kept: string }
  | { within: { months: number; from: string; until: string } }
  | { any: Test[] }
  | { all: Test[] }
  | { first: Test[] }
  | { not: Test };

const pair = z.tuple([path, path]);
export const test: z.ZodType<Test> = z.lazy(() =>
  z.union([
    z.strictObject({ fact: path, is: z.union([z.boolean(), z.string()]) }),
    z.strictObject({ fact: path, in: z.array(z.string()).min(1) }),
    z.strictObject({ fact: path, notIn: z.array(z.string()).min(1) }),
    z.strictObject({ fact: path, aboveZero: z.boolean() }),
    z.strictObject({ fact: path, over: v.money, share: pair.optional() }),
    z.strictObject({ fact: path, atMost: z.number() }),
    z.strictObject({ fact: path, notBefore: day }),
    z.strictObject({ fact: path, here: z.boolean() }),
    z.strictObject({ stated: path }),
    z.strictObject({ granted: path }),
    z.strictObject({ same: pair, digits: z.int().optional() }),
    z.strictObject({ among: pair }),
    z.strictObject({ notAfter: pair }),
    z.strictObject({ kept: key }),
    z.strictObject({ within: z.strictObject({ months: z.int().min(1), from: path, until: path }) }),
    z.strictObject({ any: z.array(test).min(1) }),
    z.strictObject({ all: z.array(test).min(1) }),
    z.strictObject({ first: z.array(test).min(1) }),
    z.strictObject({ not: test }),
  ]),
);

export const conditionRow = z.strictObject({
  title: v.words(240),
  /** The name of the refusal where it is not met. */
  reason: key,
  sources,
  test,
});

/**
 * What a base can be made of. `processing` is the repair charge, whole or itemised, or the value of a free repair; `fee` is
 * what is paid for repair or exchange, and nothing where they are free.
 */
export const component = z.enum([
  'processing',
  'fee',
  'assists',
  'exchange_fee',
  'inward_freight',
  'inward_insurance',
  'outward_freight',
  'value',
  'duty',
]);
export type Component = z.infer<typeof component>;

/** How a route's duty is found; each kind is a function of its own file. */
const dutyRule = z.discriminatedUnion('formula', [
  /** The rate of the goods on the cost of what was done abroad. */
  z.strictObject({
    formula: z.literal('processing_cost'),
    components: z.array(component).min(1),
    /** Value on re-import less value before export stands in where the costs are not known. */
    orAddedValue: z.boolean().optional(),
    sources,
  }),
  /** The rate of the goods on their whole value. */
  z.strictObject({ formula: z.literal('full_value'), sources }),
  /**
   * None. Where the relief is of customs duty alone, additional duties that are stated stay: `additional` names what their
   * base is made of.
   */
  z.strictObject({ formula: z.literal('relieved'), additional: z.array(component).min(1).optional(), sources }),
  /** Relieved; former end-use goods owe what is due now less what was collected then. */
  z.strictObject({ formula: z.literal('returned_goods'), sources }),
  /** A part of the full duty for each month or fraction, up to the whole. */
  z.strictObject({ formula: z.literal('monthly_share'), percent: decimal, sources }),
  /** What was paid comes back, for the units that leave. */
  z.strictObject({ formula: z.literal('repayment'), percent: decimal, sources }),
]);
export type DutyRule = z.infer<typeof dutyRule>;

const taxed = z.strictObject({ base: z.array(component).min(1), sources, note: z.string().optional() });
const relieved = z.strictObject({ relieved: z.literal(true), sources, note: z.string().optional() });
/** Taxed; relieved; or relieved where the test holds, and elsewhere taxed on a base of its own. */
const taxTreatment = z.union([taxed, relieved, relieved.extend({ where: test, otherwise: taxed })]);
export type Taxed = z.infer<typeof taxed>;
export const taxSituation = z.enum([
  'processing',
  'processing_free',
  'exchange',
  'exchange_free',
  'returned',
  'temporary_partial',
  'temporary_full',
  'inward_processing',
  'full',
  'none',
]);
export type TaxSituation = z.infer<typeof taxSituation>;

const deadlineRow = z.strictObject({
  title: v.words(200),
  starts: path.optional(),
  /** From when it runs where that day is not known. */
  orStarts: path.optional(),
  months: z.int().min(1).optional(),
  /** A day that an authority has fixed, instead of a number of months. */
  until: path.optional(),
  /** What must have happened by then. */
  ends: path,
  /** By when it happened where that day is not known. */
  orEnds: path.optional(),
  /** Where this holds, the period is this long instead. */
  instead: z.array(z.strictObject({ where: test, months: z.int().min(1) })).optional(),
  extension: z.string().optional(),
  /** Whether an extension was granted, and until when: without that day what is late is unknown, not in time. */
  granted: path.optional(),
  extended: path.optional(),
  /** The authority accepts that it is late. */
  waived: path.optional(),
  /** Months or fractions that went by, where days are not known. */
  elapsed: path.optional(),
  /** Where this holds there is no such time limit. */
  unless: test.optional(),
  longestMonths: z.int().optional(),
  sources,
});
export type DeadlineRow = z.infer<typeof deadlineRow>;

const securityRow = z.strictObject({
  title: v.words(200),
  formula: z.enum(['full_duty', 'full_duty_and_tax', 'bond', 'share_of_value']),
  /** Of the value, by who issued the paper; who is not listed asks what is not known here. */
  shares: z.array(z.strictObject({ where: test, percent: decimal })).optional(),
  /** The deadline that, once kept, sets it free and, once missed, forfeits it. */
  releasedBy: key.optional(),
  sources,
});
export type SecurityRow = z.infer<typeof securityRow>;

export const routeRow = z.strictObject({
  id: key,
  route: customsRoute,
  title: v.words(160),
  provision: z.string().optional(),
  /** Which end of the movement grants it: where the goods come from and return to, or where they go. */
  at: z.enum(['origin', 'destination']),
  /** What it is for; tested before everything else. */
  purpose: key,
  conditions: z.array(key),
  /**
   * Of its conditions those that make it another form of the same route (free of charge, total relief). Where the first
   * of them is met and none is refused, a valuation takes this form; else the one that has none.
   */
  form: z.array(key).optional(),
  duty: dutyRule,
  importTax: taxSituation,
  /** Conditions under which its import tax is that of free work, though its duty is the same either way. */
  importTaxIfFree: z.array(key).optional(),
  authorisation: z.string().optional(),
  /** Where a test does not hold, its code is not offered. */
  procedures: z.array(procedure.omit({ basis: true }).extend({ where: test.optional(), sources })).optional(),
  documents: z.array(
    z.strictObject({
      id: key,
      title: v.words(200),
      where: test.optional(),
      note: z.string().optional(),
      sources: sources.optional(),
    }),
  ),
  deadlines: z.array(key).optional(),
  security: key.optional(),
  notes: z.array(z.string()).optional(),
});
export type RouteRow = z.infer<typeof routeRow>;

export const packDocument = z.strictObject({
  jurisdiction: z.string().regex(/^[A-Z]{2}$/),
  title: v.words(120),
  version: z.string().regex(/^[0-9A-Za-z.-]{1,64}$/),
  /** Decides on days from this one on, until a later pack does. */
  from: day,
  /** Countries in its territory, beyond those `territory.ts` knows. */
  countries: z.array(v.country).optional(),
  currency: v.currency,
  /** Where a country of the territory keeps another currency. */
  currencies: z.record(v.country, v.currency).optional(),
  /** Where it kept another until a day, that one included: the latest it left comes last. */
  formerCurrencies: z
    .record(v.country, z.array(z.strictObject({ currency: v.currency, until: day })).min(1))
    .optional(),
  rounding: z.strictObject({ mode: z.enum(['half_up', 'half_even', 'down']), sources }),
  months: z.strictObject({ weekendsMove: z.boolean(), sources }),
  exchange: z.strictObject({ rule: v.words(200), sources }),
  specificDuty: z.strictObject({ rule: v.words(240), sources }),
  sources: z.record(z.string(), legalBasis),
  conditions: z.record(key, conditionRow),
  routes: z.array(routeRow).min(1),
  deadlines: z.record(key, deadlineRow).optional(),
  securities: z.record(key, securityRow).optional(),
  importTax: z
    .record(v.country, z.strictObject({ name: v.words(40), treatments: z.partialRecord(taxSituation, taxTreatment) }))
    .optional(),
  /** Percentages and amounts its formulas work with. */
  figures: z.record(key, decimal).optional(),
  restricted: z.strictObject({ countries: z.array(v.country), sources }),
});
export type PackDocument = z.infer<typeof packDocument>;
