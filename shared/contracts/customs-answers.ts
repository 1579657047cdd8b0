import * as z from 'zod';
import { customsFacts } from './customs.ts';
import { advice, customsRoute, legalBasis, packVersion } from './customs-basis.ts';
import { day } from './customs-values.ts';
import * as v from './values.ts';

/** What the customs engine answers. Every answer advises; none of them is a declaration. */

export const truth = z.enum(['met', 'not_met', 'unknown']);
export type Truth = z.infer<typeof truth>;

/** Keys of the answer's `sources`. */
const basis = z.array(z.string()).meta({ description: 'Keys of `sources`.' });
const pointers = z.array(z.string()).meta({ description: 'JSON pointers to facts.' });

export const routeCondition = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    status: truth,
    reason: z.string().optional().meta({ description: 'Why the route is closed; only where it is not met.' }),
    needs: pointers.optional().meta({ description: 'Facts it lacks; only where it is unknown.' }),
    basis,
  })
  .meta({ id: 'RouteCondition' });
export type RouteCondition = z.infer<typeof routeCondition>;

/** A decimal in major units with nothing rounded away, as text. */
const exact = z.string();

export const figureTerm = z.strictObject({
  id: z.string(),
  exact,
  stated: v.money.optional().meta({ description: 'As the facts state it, where it was exchanged.' }),
  rate: z.string().optional().meta({ description: 'The rate it was exchanged at.' }),
});
export type FigureTerm = z.infer<typeof figureTerm>;

export const figure = z
  .strictObject({
    amount: v.money.meta({ description: "Rounded by the jurisdiction's rule." }),
    exact,
    formula: z.string().meta({ example: 'duty = 440 × 2.5 % = 11' }),
    terms: z.array(figureTerm).optional(),
    basis,
  })
  .meta({ id: 'CustomsFigure' });
export type Figure = z.infer<typeof figure>;

export const valuation = z
  .strictObject({
    currency: v.currency,
    relief: z.enum(['total', 'partial', 'none', 'unknown']),
    dutyBase: figure.optional(),
    duty: figure.optional(),
    importTaxBase: figure.optional(),
    importTax: figure.optional(),
    importTaxRelieved: z.boolean().optional().meta({ description: 'Absent: not known, or there is no such tax.' }),
    fullDuty: figure.optional().meta({ description: 'Without any relief.' }),
    saved: figure.optional().meta({ description: 'Duty the route saves; never more than the full duty.' }),
    repayment: figure.optional().meta({ description: 'Duty that comes back: repayment, remission or drawback.' }),
    lacks: pointers.meta({ description: 'Facts without which a figure could not be computed.' }),
    takenAsNothing: pointers.meta({ description: 'Costs not stated, and taken to be none.' }),
    notes: z.array(z.string()),
  })
  .meta({ id: 'CustomsValuation', description: 'A figure that is absent could not be computed: `lacks` says why.' });
export type Valuation = z.infer<typeof valuation>;

export const customsDeadline = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    day: day.optional(),
    nextWorkingDay: day.optional().meta({
      description:
        'Where it falls on a weekend and the law lets it move: holidays are not known here, so do not rely on it.',
    }),
    startedOn: day.optional(),
    months: z.int().optional(),
    status: z.enum(['open', 'kept', 'missed', 'unknown']),
    extension: z.string().optional(),
    longestMonths: z.int().optional(),
    dutyAtStake: v.money.optional(),
    needs: pointers.optional(),
    basis,
  })
  .meta({ id: 'CustomsDeadline' });
export type CustomsDeadline = z.infer<typeof customsDeadline>;

export const customsSecurity = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    amount: v.money.optional(),
    formula: z.string().optional(),
    topUp: v.money.optional().meta({ description: 'What a bond that is there already does not cover.' }),
    state: z.enum(['due', 'release', 'forfeit']),
    needs: pointers.optional(),
    basis,
  })
  .meta({ id: 'CustomsSecurity' });
export type CustomsSecurity = z.infer<typeof customsSecurity>;

export const procedure = z.strictObject({
  step: z.enum(['export', 'import', 're_import', 're_export', 'claim']),
  code: z.string(),
  additional: z.array(z.string()),
  note: z.string().optional(),
  basis,
});

export const demands = z.strictObject({
  data: pointers.meta({ description: 'Facts that decide it and are not known.' }),
  documents: z.array(z.strictObject({ id: z.string(), title: z.string(), note: z.string().optional(), basis })),
  authorisation: z.string().optional(),
  procedures: z.array(procedure),
  security: customsSecurity.optional(),
});

export const routeAnswer = z
  .strictObject({
    id: z.string(),
    route: customsRoute,
    at: z.enum(['origin', 'destination']).meta({ description: 'The end of the movement that grants it.' }),
    jurisdiction: z.string(),
    title: z.string(),
    provision: z.string().optional(),
    reporting: z
      .strictObject({ number: z.string(), quantity: z.int().optional(), value: z.string() })
      .optional()
      .meta({ description: 'How the line is reported, where that differs from the tariff number alone.' }),
    eligibility: z.enum(['eligible', 'open', 'not_eligible']).meta({
      description: 'Every condition is met; some are unknown and none is refused; one is not met.',
    }),
    reasons: z.array(z.string()).meta({ description: 'Why it is closed: the reasons of conditions not met.' }),
    conditions: z.array(routeCondition),
    valuation: valuation.optional().meta({ description: 'Absent where the route is for another purpose.' }),
    saves: v.money.optional().meta({
      description:
        'Relief against the full duty, or duty paid back, with the import tax it spares where that is known (`savesTax`): none of it less than nothing. Routes are compared by `pays`.',
    }),
    savesTax: v.money.optional().meta({
      description: 'Of `saves` the import tax. Absent: it is not known.',
    }),
    pays: v.money.optional().meta({
      description:
        'Duty, with import tax where that is known (`paysTax`). Absent: not known, or the route is no import.',
    }),
    paysTax: v.money.optional().meta({
      description: 'Of `pays` the import tax. Absent: not known; the route is compared by duty.',
    }),
    relievedUnits: z.int().optional(),
    demands,
    deadlines: z.array(customsDeadline),
    lost: z.string().optional().meta({ description: 'Why another is chosen; absent on the one chosen.' }),
    unconfirmed: basis.meta({ description: 'Sources it rests on that nobody has confirmed.' }),
    notes: z.array(z.string()),
  })
  .meta({ id: 'RouteAnswer' });
export type RouteAnswer = z.infer<typeof routeAnswer>;

export const guardFinding = z
  .strictObject({
    id: z.string(),
    title: z.string(),
    status: z.enum(['clear', 'stopped', 'unknown']),
    reason: z.string().optional(),
    detail: z.string().optional(),
    needs: pointers.optional(),
    basis,
  })
  .meta({ id: 'CustomsGuard' });
export type GuardFinding = z.infer<typeof guardFinding>;

const sources = z.record(z.string(), legalBasis).meta({ description: 'The law behind the answer, by key.' });

export const determination = z
  .strictObject({
    on: day,
    crossesBorder: z.boolean(),
    detail: z.string().optional().meta({ description: 'That nothing is asked; only where no border is crossed.' }),
    packs: z
      .array(packVersion)
      .meta({ description: 'The rules it was made by: with the facts, all it takes to repeat it.' }),
    uncovered: z.array(z.string()).meta({ description: 'Territories without rules here: nothing is said of theirs.' }),
    chosen: z
      .strictObject({ origin: z.string().optional(), destination: z.string().optional() })
      .meta({ description: 'At each end the best route whose every condition is met: what is granted there.' }),
    stopped: z.boolean().meta({ description: 'A guard stops the movement, whatever the route.' }),
    routes: z.array(routeAnswer).meta({ description: 'Best first.' }),
    guards: z.array(guardFinding),
    lacks: z
      .array(
        z.strictObject({
          fact: z.string(),
          neededBy: z.array(z.string()).meta({ description: 'Routes it would decide.' }),
          guards: z
            .array(z.string())
            .optional()
            .meta({ description: 'Guards that it would clear or let stop the goods: until then they do not.' }),
        }),
      )
      .meta({ description: 'Facts that are not known, by pointer, and what needs them.' }),
    sources,
    unconfirmed: basis,
    advice: z.literal(advice),
  })
  .meta({ id: 'CustomsDetermination' });
export type Determination = z.infer<typeof determination>;

export const valuationRequest = z
  .strictObject({
    jurisdiction: z.string().max(8).meta({ description: 'Whose rules: EU, GB, XI, US.', example: 'EU' }),
    route: customsRoute,
    facts: customsFacts,
  })
  .meta({
    id: 'CustomsValuationRequest',
    example: {
      jurisdiction: 'EU',
      route: 'outward_processing',
      facts: {
        on: '2026-11-02',
        origin: 'DE',
        destination: 'CH',
        activity: 'repair',
        charges: { repair: { currency: 'EUR', minor: 50000 } },
        rates: { duty: { percent: '4' }, importTaxPercent: '19' },
      },
    },
  });
export type ValuationRequest = z.infer<typeof valuationRequest>;

export const valuationAnswer = z
  .strictObject({
    on: day,
    packs: z.array(packVersion),
    route: routeAnswer,
    sources,
    unconfirmed: basis,
    advice: z.literal(advice),
  })
  .meta({ id: 'CustomsValuationAnswer' });
export type ValuationAnswer = z.infer<typeof valuationAnswer>;
