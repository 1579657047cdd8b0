import * as z from 'zod';
import { customsRoute, legalBasis, packVersion } from './customs-basis.ts';
import { customsParty } from './customs-party.ts';
import { amount, cnCode, country, day, deliveryTerms, tariffNumber } from './customs-values.ts';
import { reasonCode } from './decision.ts';
import * as v from './values.ts';

/**
 * Goods that cross a customs border together, as their papers need them. Whatever is not known is left out: the papers say
 * so in its place.
 */

/** Whoever hands the goods over or takes them in; a private person too. */
const place = z
  .strictObject({
    name: v.words(120),
    line1: v.words(120).optional(),
    line2: v.words(120).optional(),
    city: v.words(80).optional(),
    region: v.words(80).optional(),
    postalCode: z.string().max(16).optional(),
    country,
  })
  .meta({ id: 'ConsignmentPlace' });
export type ConsignmentPlace = z.infer<typeof place>;

const broker = z.strictObject({
  name: v.words(120),
  number: v.words(35).optional(),
  authorityUntil: day.optional().meta({ description: 'Last day of the power of attorney.' }),
});

export const procedureStep = z.enum(['export', 'import', 're_import', 're_export', 'claim']);

/** A paper that a route demands. */
const demandedPaper = z.strictObject({
  id: v.words(64),
  title: v.words(300),
  note: z.string().optional(),
  basis: z.array(legalBasis),
});
export type DemandedPaper = z.infer<typeof demandedPaper>;

/** What is granted at one end of the movement: the route chosen there, and what its declaration states. */
const grant = z.strictObject({
  at: z.enum(['origin', 'destination']),
  jurisdiction: z.string(),
  route: customsRoute,
  title: z.string(),
  provision: z.string().optional(),
  procedures: z.array(
    z.strictObject({
      step: procedureStep,
      code: z.string(),
      additional: z.array(z.string()),
      note: z.string().optional(),
    }),
  ),
  authorisation: z.strictObject({ number: v.words(64), holder: customsParty.optional() }).optional(),
  needsAuthorisation: z.boolean(),
  papers: z.array(demandedPaper),
});
export type Grant = z.infer<typeof grant>;

/** What is done to goods abroad, and what that costs. */
const repair = z.strictObject({
  description: v.words(300).optional(),
  freeOfCharge: z.boolean().optional(),
  charge: amount.optional().meta({ description: 'What the repairer charges.' }),
  value: amount.optional().meta({ description: 'What a free repair would have cost.' }),
  valueAfter: amount.optional().meta({ description: 'Of the goods, repaired.' }),
});

const outboundReference = z.strictObject({
  invoice: v.words(64),
  mrn: z.string().max(35).optional().meta({ description: 'Movement reference number of the export declaration.' }),
  exportedOn: day.optional(),
});
export type OutboundReference = z.infer<typeof outboundReference>;

const weight = z.int().min(1).max(1_000_000_000);
const consignmentLine = z.strictObject({
  line: v.words(64).meta({ description: 'Unique within the consignment.' }),
  description: v.words(300),
  reason: reasonCode.optional(),
  activity: z.enum(['repair', 'exchange', 'return', 'demonstration']).optional(),
  cnCode: cnCode.optional(),
  tariffNumber: tariffNumber.optional(),
  originCountry: country.optional(),
  units: z.int().min(1).max(1_000_000),
  serials: z.array(v.words(64)).max(1000),
  value: amount.optional().meta({ description: 'Customs value of all units of the line.' }),
  netGrams: weight.optional(),
  grossGrams: weight.optional(),
  package: z.int().min(1).max(10_000).optional().meta({ description: 'Number of the package it lies in.' }),
  /** In words: what they are, and the UN number where they are dangerous goods. Absent: not known; `none`: there are none. */
  battery: z.enum(['none', 'other', 'UN3480', 'UN3481', 'UN3090', 'UN3091', 'lithium']).optional(),
  outbound: outboundReference.optional(),
  grants: z.array(grant).max(2),
  openIn: z.array(z.string()).max(2).meta({ description: 'Jurisdictions in which no route is settled yet.' }),
  repair: repair.optional(),
});
export type ConsignmentLine = z.infer<typeof consignmentLine>;

export const consignment = z
  .strictObject({
    reference: v.words(64).meta({ description: 'The number the papers are found by: of the return.' }),
    version: z.int().min(1).meta({ description: 'Of the papers: a later one replaces those before it.' }),
    on: day.meta({ description: 'The day the papers bear.' }),
    from: country,
    to: country,
    lane: z.string(),
    sale: z.boolean().meta({ description: 'Whether the goods are sold by this movement.' }),
    sender: place.optional(),
    consignee: place.optional(),
    exporterOfRecord: customsParty.optional(),
    importerOfRecord: customsParty.optional(),
    broker: broker.optional(),
    incoterm: deliveryTerms.optional(),
    carriage: z.strictObject({ carrier: v.words(80), trackingNumber: v.words(64).optional() }).optional(),
    packages: z.int().min(1).max(10_000).optional(),
    lines: z
      .array(consignmentLine)
      .min(1)
      .max(1000)
      .refine((lines) => new Set(lines.map(({ line }) => line)).size === lines.length, v.wrongAs('used_twice')),
    packs: z.array(packVersion).meta({ description: 'The rules its routes were decided by.' }),
    unconfirmed: z.array(legalBasis).meta({ description: 'Sources that nobody has confirmed.' }),
  })
  .meta({ id: 'CustomsConsignment' });
export type Consignment = z.infer<typeof consignment>;
