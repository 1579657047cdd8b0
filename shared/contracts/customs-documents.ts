import * as z from 'zod';
import { advice, legalBasis, packVersion } from './customs-basis.ts';
import { consignment, procedureStep } from './customs-consignment.ts';
import { amount, country, day } from './customs-values.ts';
import * as v from './values.ts';

/** The papers of goods that cross a customs border, as data: each is also a PDF that says the same. */

const gaps = z
  .array(z.strictObject({ at: z.string(), needed: z.string() }))
  .meta({ description: 'What nobody told: where it belongs (JSON pointer into this document), and what it is.' });
export type Gaps = z.infer<typeof gaps>;

const { shape } = consignment;
const line = shape.lines.element.shape;
const {
  sender,
  consignee,
  exporterOfRecord,
  importerOfRecord,
  broker,
  carriage,
  incoterm: terms,
  reference,
  version,
  on,
} = shape;
const heading = { reference, version, on, from: country, to: country, lane: z.string() };
const parties = { sender, exporterOfRecord, consignee, importerOfRecord };
const closing = { gaps, advice: z.literal(advice) };
const refersTo = z.array(line.outbound.unwrap()).meta({ description: 'Invoices the goods first went out under.' });
const money = amount.optional();

const goods = {
  line: line.line,
  description: line.description,
  cnCode: line.cnCode,
  tariffNumber: line.tariffNumber,
  originCountry: line.originCountry,
  units: line.units,
  serials: line.serials,
};

export const invoiceDocument = z
  .strictObject({
    kind: z.enum(['commercial_invoice', 'pro_forma_invoice']),
    ...heading,
    ...parties,
    refersTo,
    purpose: z.string(),
    incoterm: terms,
    lines: z.array(
      z.strictObject({
        ...goods,
        purpose: z.string().optional(),
        outbound: line.outbound,
        unitValue: money.meta({ description: 'Only where the value is that of whole minor units a unit.' }),
        value: money,
      }),
    ),
    totals: z.array(v.money).meta({ description: 'Sum of the values of all lines, by currency.' }),
    statement: z.string(),
    ...closing,
  })
  .meta({ id: 'CustomsInvoice' });
export type InvoiceDocument = z.infer<typeof invoiceDocument>;

const totalOf = z.int().min(1).optional();
export const packingListDocument = z
  .strictObject({
    kind: z.literal('packing_list'),
    ...heading,
    sender,
    consignee,
    carriage,
    packages: shape.packages,
    lines: z.array(
      z.strictObject({
        ...goods,
        package: line.package,
        netGrams: line.netGrams,
        grossGrams: line.grossGrams,
        battery: line.battery,
      }),
    ),
    units: z.int().min(1),
    netGrams: totalOf.meta({ description: 'Only where it is known of each line.' }),
    grossGrams: totalOf.meta({ description: 'Only where it is known of each line.' }),
    ...closing,
  })
  .meta({ id: 'CustomsPackingList' });
export type PackingListDocument = z.infer<typeof packingListDocument>;

const { procedures, authorisation, papers } = line.grants.element.shape;
export const shippersLetterDocument = z
  .strictObject({
    kind: z.literal('shippers_letter'),
    ...heading,
    ...parties,
    broker,
    carriage,
    incoterm: terms,
    refersTo,
    lines: z.array(
      z.strictObject({
        ...goods,
        value: money,
        battery: line.battery,
        ways: z.array(
          z.strictObject({
            at: z.enum(['origin', 'destination']),
            jurisdiction: z.string(),
            title: z.string(),
            provision: z.string().optional(),
            procedures,
            authorisation,
          }),
        ),
      }),
    ),
    instructions: z.array(z.string()),
    enclosed: z.array(z.string()),
    packs: z.array(packVersion),
    unconfirmed: z.array(legalBasis),
    ...closing,
  })
  .meta({ id: 'ShippersLetter' });
export type ShippersLetterDocument = z.infer<typeof shippersLetterDocument>;

export const repairDeclarationDocument = z
  .strictObject({
    kind: z.literal('repair_declaration'),
    ...heading,
    form: z.enum(['19_cfr_10_8', 'general']).meta({ description: 'The form of 19 CFR 10.8(a), or one without a law.' }),
    basis: z.array(legalBasis),
    owner: sender,
    repairer: consignee,
    refersTo,
    lines: z
      .array(
        z.strictObject({
          ...goods,
          work: z.string().optional(),
          freeOfCharge: z.boolean().optional(),
          cost: money.meta({ description: 'Full cost of the repair or, where no charge is made, its value.' }),
          valueAfter: money,
        }),
      )
      .min(1),
    costs: z.array(v.money).meta({ description: 'Sum of the stated costs of all lines, by currency.' }),
    statements: z.array(
      z.strictObject({
        by: z.enum(['repairer', 'importer', 'owner']),
        title: z.string(),
        sentences: z.array(z.string()),
      }),
    ),
    ...closing,
  })
  .meta({ id: 'RepairDeclaration' });
export type RepairDeclarationDocument = z.infer<typeof repairDeclarationDocument>;

/**
 * One data element: its number in Annex B of Delegated Regulation (EU) 2015/2446, and the one it had before 2021. What the
 * American tariff asks besides is named by it.
 */
const element = z.strictObject({
  number: z.string().regex(/^(\d{2} \d{2} \d{3} \d{3}|HTSUS)$/),
  former: z
    .string()
    .regex(/^\d\/\d{1,2}$/)
    .optional()
    .meta({ description: 'Number before 2021, by which the British declaration service still names it.' }),
  name: z.string(),
  value: z.string().optional().meta({ description: 'Absent: to be completed.' }),
});
export type DataElement = z.infer<typeof element>;
const elements = z.array(element);

export const brokerDataSetDocument = z
  .strictObject({
    kind: z.literal('broker_data_set'),
    ...heading,
    standard: z.string(),
    elements,
    items: z.array(
      z.strictObject({
        line: line.line,
        elements,
        declarations: z.array(
          z.strictObject({ jurisdiction: z.string(), step: procedureStep, note: z.string().optional(), elements }),
        ),
      }),
    ),
    ...closing,
  })
  .meta({ id: 'BrokerDataSet' });
export type BrokerDataSetDocument = z.infer<typeof brokerDataSetDocument>;

export const certificatesDocument = z
  .strictObject({
    kind: z.literal('certificates'),
    ...heading,
    certificates: z
      .array(
        z.strictObject({
          ...papers.element.shape,
          lines: z.array(line.line),
          number: z.string().optional(),
          issuedBy: z.string().optional(),
          issuedOn: day.optional(),
        }),
      )
      .min(1),
    ...closing,
  })
  .meta({ id: 'CustomsCertificates', description: 'A place for each paper that others issue.' });
export type CertificatesDocument = z.infer<typeof certificatesDocument>;

export const customsDocument = z.discriminatedUnion('kind', [
  invoiceDocument,
  packingListDocument,
  shippersLetterDocument,
  repairDeclarationDocument,
  brokerDataSetDocument,
  certificatesDocument,
]);
export type CustomsDocument = z.infer<typeof customsDocument>;
