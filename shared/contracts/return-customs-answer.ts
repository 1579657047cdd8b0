import * as z from 'zod';
import { customsRoute, legalBasis, packVersion } from './customs-basis.ts';
import { customsParty } from './customs-party.ts';
import * as v from './values.ts';

/** A way that no rules here decide, as a person of the brand states it. */
export const clearance = z
  .strictObject({
    route: v.words(160).meta({ description: 'The way the goods take, in words or by the law of that place.' }),
    clearedBy: v.words(160).meta({ description: 'Who settled it: the broker or the authority, with their reference.' }),
    reason: v.words(500),
  })
  .meta({
    id: 'CustomsClearance',
    example: {
      route: 'Swiss import at full duty',
      clearedBy: 'Sample Brokers, file 4711',
      reason: 'Sold back, unworn',
    },
  });
export type Clearance = z.infer<typeof clearance>;

/** What an import comes to by a route: what is charged, not what is spared. */
export const importCosts = z
  .strictObject({
    duty: v.money.optional(),
    importTax: v.money.optional(),
    lacks: z.array(z.string()).meta({ description: 'JSON pointers to facts without which a figure is not known.' }),
    notes: z.array(z.string()),
  })
  .meta({ id: 'ImportCosts', description: 'A figure that is absent is not known, or there is no such tax.' });
export type ImportCosts = z.infer<typeof importCosts>;

/** Goods that go for work are imported twice: where it is done, and where they come back. */
const otherImport = z.strictObject({
  territory: z.string(),
  standing: z.enum(['known', 'unknown', 'not_covered']),
  route: customsRoute.optional(),
  title: z.string().optional(),
  costs: importCosts.optional(),
  lacks: z.array(z.string()),
  basis: z.array(legalBasis),
  detail: z.string().optional().meta({ description: 'What is not known of it, and what to do.' }),
});
export type OtherImport = z.infer<typeof otherImport>;

/** Why a label waits for customs, in short: the whole of it is in the decision. */
export const customsWait = z
  .strictObject({
    lane: z.string(),
    why: z.enum(['stopped', 'not_covered', 'lacks']).meta({
      description: 'Guards stop the goods; no rules here decide; or facts are lacking.',
    }),
    about: z.array(z.string()).meta({
      description:
        'Reasons of guards, customs territories without rules here, or JSON pointers to facts; the first five.',
    }),
  })
  .meta({ id: 'CustomsWait' });
export type CustomsWait = z.infer<typeof customsWait>;

/** What a request is told of the border its goods cross. */
export const returnCustoms = z
  .strictObject({
    standing: z
      .enum(['known', 'unknown'])
      .meta({ description: 'Unknown: no label is made until compliance decided it.' }),
    lane: z.string().meta({ description: 'Customs territories the goods leave and enter: `CH-EU`.' }),
    route: customsRoute.optional().meta({ description: 'Chosen; while it is unknown, the best that may yet be open.' }),
    title: z.string().optional(),
    saves: v.money.optional().meta({ description: 'Duty saved or paid back, with the import tax it spares.' }),
    costs: importCosts
      .optional()
      .meta({ description: 'Of the import that decides: by this route; while that is unknown, in full.' }),
    lacks: z.array(z.string()).meta({ description: 'JSON pointers to facts that would decide it.' }),
    toCheck: z
      .array(z.strictObject({ id: z.string(), title: z.string(), lacks: z.array(z.string()) }))
      .optional()
      .meta({
        description:
          'Guards that nobody could tell yet, with JSON pointers to what they lack: to be checked. They hold nothing back.',
      }),
    otherImport: otherImport.optional().meta({
      description: 'Of goods that go for repair or exchange: the import that does not decide. It holds nothing back.',
    }),
    assumed: z
      .array(z.string())
      .optional()
      .meta({ description: 'JSON pointers to facts it rests on that nobody stated to customs: let them be checked.' }),
    guards: z.array(z.strictObject({ id: z.string(), title: z.string(), reason: z.string() })).meta({
      description: 'Why the goods must not move, whatever the route.',
    }),
    stopped: z.string().optional().meta({ description: 'In a sentence.' }),
    uncovered: z
      .strictObject({ territories: z.array(z.string()), reason: z.literal('not_covered'), detail: z.string() })
      .optional()
      .meta({ description: 'Customs territories whose import would decide, and whose rules are not here.' }),
    cleared: clearance.optional().meta({ description: 'What compliance decided where no rules here do.' }),
    exporterOfRecord: customsParty.optional(),
    importerOfRecord: customsParty.optional(),
    packs: z.array(packVersion).meta({ description: 'The rules it was decided by.' }),
    basis: z.array(legalBasis).meta({ description: 'The law the route rests on.' }),
    advice: z.string(),
  })
  .meta({ id: 'ReturnCustoms' });
export type ReturnCustoms = z.infer<typeof returnCustoms>;
