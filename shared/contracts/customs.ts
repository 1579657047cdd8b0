import * as z from 'zod';
import { isDay } from '../customs/calendar.ts';
import { customsRoute } from './customs-basis.ts';
import { firstExport, returned } from './customs-returned.ts';
import {
  amount,
  battery,
  cnCode,
  country,
  customsReference,
  day,
  decimal,
  dutyRate,
  exchangeRate,
  movementReferenceNumber,
  percent,
  tariffNumber,
  units,
} from './customs-values.ts';
import { reasonCode } from './decision.ts';
import * as v from './values.ts';

/**
 * What is known of goods that cross a customs border: the facts a determination is made on. Only the two places, and the
 * day whose law holds, must be stated. Whatever else is not known is left out, never guessed: a condition that needs it is
 * then unknown, not met.
 */

const yes = z.boolean().optional();
/** As the papers show it: customs meet goods whose serial numbers keep to no brand's form. */
const serial = z.string().check(z.trim(), z.toUpperCase(), z.minLength(1), z.maxLength(64));
const serials = z.array(serial).max(1000).optional();
const said = (description: string) => yes.meta({ description });

const goods = z.strictObject({
  description: v.words(300).optional(),
  originCountry: country.optional().meta({ description: 'Where they were made (non-preferential origin).' }),
  cnCode: cnCode.optional(),
  tariffNumber: tariffNumber.optional(),
  units: units.optional(),
  serials: serials.meta({ description: 'As they left.' }),
  value: amount.optional().meta({
    description:
      'Customs value as they are (re-)imported: repaired, or of the replacement, carriage to the border included.',
  }),
  valueBeforeExport: amount.optional().meta({ description: 'As they stood when they left: the statistical value.' }),
  quantities: z.record(v.words(16), decimal).optional().meta({ description: 'By unit, for specific duties.' }),
  inFreeCirculation: said('Union goods, or in free circulation in the territory they leave.'),
  commercial: said('Belong to a business rather than a private person.'),
  capMeasures: said('Under measures of the common agricultural policy.'),
  antiDumping: said('Under anti-dumping, countervailing or safeguard duties.'),
  endUse: said('Were released at a reduced rate for an end use that is not fulfilled.'),
  releasedAtZeroDuty: said('Of foreign origin, and released at a zero rate before they were exported.'),
  consumable: said('Are used up by being used.'),
  battery: battery.optional(),
});

const work = z.strictObject({
  carriedOut: said('The work the goods went out for was done.'),
  repairable: said('The goods are capable of being repaired.'),
  improvesPerformance: said('They perform better than when new: an improvement, no repair.'),
  altered: said('They were altered, used up or treated beyond what keeps them in good condition.'),
  onlyNecessary: said('What was done was strictly necessary for using them as they were at export.'),
  advancedInValue: said('Advanced in value or improved in condition abroad.'),
  commerciallyDifferent: said('What comes back is a new or commercially different article.'),
});

const exchange = z.strictObject({
  cnCode: cnCode.optional().meta({ description: 'Of the replacement.' }),
  sameQuality: yes,
  sameTechnicalCharacteristics: yes,
  defectiveUsed: said('The defective article was used.'),
  replacementUsed: yes,
});

/** Of the two months of prior import, or the six of IM/EX: the period of the authorisation is another, and extended apart. */
const priorImport = z.strictObject({
  extensionGranted: said('The period for the export of the goods the replacement stands for was extended.'),
  extendedUntil: day.optional().meta({ description: 'Last day of the extended period.' }),
});

const warranty = z.strictObject({
  kind: z.enum(['none', 'contractual', 'statutory', 'manufacturing_defect', 'purchased_plan']).optional(),
  freeOfCharge: said('The work or the replacement is free of charge.'),
  costInOriginalValue: said('The cost of the guarantee was in the original price and customs value.'),
  proof: said('The guarantee can be proved.'),
  accepted: said('Customs accept a purchased plan as a guarantee.'),
  defectConsideredAtRelease: said('The defect was taken into account when the goods were first released.'),
});

const authorisation = z.strictObject({
  held: said('There is one, in force when the goods leave.'),
  kind: z.enum(['full', 'by_declaration']).optional(),
  number: v.words(64).optional(),
  procedures: z
    .array(customsRoute)
    .min(1)
    .max(14)
    .optional()
    .meta({ description: 'Routes it is for; absent: those that are asked of.' }),
  forProcessing: said('A full one that covers processing beyond repair: what improves the goods too.'),
  retroactive: said('Granted with retroactive effect.'),
  periodEnd: day.optional().meta({ description: 'Last day of the period customs set for the re-import.' }),
  extensionGranted: said('That period was extended.'),
  extendedUntil: day.optional(),
  usesWithinYear: z.int().min(0).max(10_000).optional().meta({ description: 'By declaration, before this one.' }),
});

const charge = (description: string) => amount.optional().meta({ description });
const charges = z
  .strictObject({
    repair: charge('What the repairer charges, whole. Or, itemised: labour and parts.'),
    labour: charge('Of an itemised repair charge.'),
    parts: charge('Of an itemised repair charge: fitted by the repairer.'),
    assists: charge('Parts and tools the owner gave the repairer free of charge or below cost.'),
    valueOfRepair: charge('What a free repair would have cost.'),
    exchangeFee: charge('What is paid for a replacement in standard exchange.'),
    inwardFreight: charge('Carriage of the goods back.'),
    inwardInsurance: charge('Insurance of the way back.'),
    outwardFreight: charge('Carriage of the goods out.'),
  })
  .refine(({ repair, labour, parts }) => repair === undefined || (labour === undefined && parts === undefined), {
    error: v.wrongAs('charge_stated_twice'),
    path: ['repair'],
  });

/** Amounts an authority or a broker has fixed: they are taken instead of being computed. */
const assessed = z.strictObject({
  duty: charge('Duty of this import, by the route that is valued, or by the one `dutyRoute` names.'),
  dutyRoute: customsRoute.optional().meta({
    description: 'The route `duty` is of. A determination compares routes: without it the amount is left aside there.',
  }),
  fullDuty: charge('Duty the goods would owe without any relief.'),
  dutyPaid: charge('Duty paid on the first import, of all units.'),
  collectedAtFirstRelease: charge('Duty collected when end-use goods were first released.'),
  fees: charge('Processing fees of a temporary import.'),
  bond: charge('Bond for a temporary import.'),
});

const temporaryAdmission = z.strictObject({
  purpose: z
    .enum([
      'demonstration',
      'acceptance_test',
      'inspection_to_purchase',
      'testing',
      'samples',
      'professional',
      'repair',
    ])
    .optional(),
  months: z.int().min(1).max(600).optional().meta({ description: 'Months or fractions, where days are not known.' }),
  extensionGranted: yes,
  extendedUntil: day.optional().meta({ description: 'Last day of the extended period.' }),
  totalRelief: said('Customs grant total relief from duty for the purpose.'),
  unaltered: said('Goods stay as they are, apart from wear by their use.'),
  allReexported: said('All of them are to leave again.'),
  carnet: said('An ATA carnet is issued for them.'),
  subheading: tariffNumber.optional(),
  restricted: said('Prohibited or restricted merchandise.'),
  bondHeld: charge('Continuous bond that is there already.'),
});

/** Goods sent back to whom they came from, for repayment, remission or drawback of the duty paid. */
const rejected = z.strictObject({
  units: units.optional().meta({ description: 'Of `goods.units`.' }),
  defectiveAtRelease: said('Defective, or not as contracted, when they were released.'),
  usedBeyondTest: said('Used beyond what it took to find the defect.'),
  takenOut: said('Taken out of the customs territory, or under a procedure that stands for it.'),
  pricedIn: said('The defect was in the price.'),
  testedUnderProcedure: said('Released for a test whose result does not show the defect was unknown.'),
  soldAfter: said('Sold after the defect was found.'),
  forceMajeure: said('The application is late through unforeseeable circumstances or force majeure.'),
  sameEightDigits: said('The exported article has the same eight digits as the designated import.'),
  sameSku: yes,
  retail: said('Returned to a retailer (substitution drawback).'),
});

const dates = z
  .strictObject({
    imported: day.optional().meta({ description: 'First import, or the import designated for drawback.' }),
    debtNotified: day.optional().meta({ description: 'When the customs debt was notified.' }),
    applied: day.optional().meta({ description: 'Application for repayment.' }),
    exported: day.optional().meta({ description: 'Export of this movement: for the work; of a return, of the goods.' }),
    firstExported: day.optional().meta({
      description: 'Goods that go for work: when they once left the place that they now go to.',
    }),
    reimported: day.optional().meta({ description: 'Declared for free circulation on return; planned will do.' }),
    replacementDeclared: day.optional().meta({ description: "Acceptance of the replacement's declaration." }),
    defectiveExported: day.optional(),
    placed: day.optional().meta({ description: 'Placed under temporary admission.' }),
    discharged: day.optional().meta({ description: 'Temporary admission ended; planned will do.' }),
  })
  .superRefine((stated, context) => {
    const order = (first: keyof typeof stated, then: keyof typeof stated) => {
      const [a, b] = [stated[first], stated[then]];
      if (a && b && isDay(a) && isDay(b) && b < a)
        context.addIssue({
          code: 'custom',
          path: [then],
          message: v.wrongAs('dates_out_of_order'),
          params: { first },
        });
    };
    order('firstExported', 'exported');
    // A replacement that is imported before the goods it stands for leave comes back before they are exported.
    const { replacementDeclared: replaced, exported } = stated;
    if (!(replaced && exported && replaced <= exported)) order('exported', 'reimported');
    order('placed', 'discharged');
    order('debtNotified', 'applied');
    order('imported', 'debtNotified');
    order('imported', 'exported');
    order('imported', 'applied');
    order('imported', 'reimported');
    order('firstExported', 'reimported');
  });

/** The invoice under which the goods first went out; a return that does not refer to it counts as a fresh import. */
const outboundInvoice = z.strictObject({
  reference: customsReference,
  mrn: movementReferenceNumber.optional(),
  value: amount.optional().meta({ description: 'Of all its units.' }),
  units: units.optional(),
  cnCode: cnCode.optional(),
  description: v.words(300).optional(),
});

const rates = z.strictObject({
  duty: dutyRate.optional().meta({ description: 'Of the goods as they are (re-)imported, not of a part.' }),
  importTaxPercent: percent.optional().meta({ description: 'VAT on import.' }),
  additional: z
    .array(z.strictObject({ measure: v.words(40), percent }))
    .max(10)
    .optional(),
});

const importForWork = z.strictObject({
  rates: rates.optional(),
  inwardProcessing: said('An authorisation for inward processing covers them there, full or by declaration.'),
});

export const customsFacts = z
  .strictObject({
    on: day.meta({ description: 'The day whose law and rates hold.' }),
    origin: country.meta({ description: 'Where the goods are before the movement.' }),
    destination: country.meta({ description: 'Where they go. Work is done there, and they come back to the origin.' }),
    activity: z.enum(['repair', 'exchange', 'return', 'demonstration']).optional().meta({
      description: 'What happens at the destination: repair, exchange for another, return for credit, temporary use.',
    }),
    reason: reasonCode.optional(),
    owner: z
      .strictObject({ kind: z.enum(['seller', 'customer', 'third_party']).optional(), country: country.optional() })
      .optional(),
    goods: goods.default({}),
    identity: z
      .strictObject({
        returnedSerials: serials,
        matched: said('Identity was established: by seal, photographs, samples or analysis.'),
        descriptionMatches: yes,
      })
      .optional(),
    work: work.optional(),
    exchange: exchange.optional(),
    priorImport: priorImport.optional(),
    warranty: warranty.optional(),
    authorisation: authorisation.optional(),
    agreement: z
      .strictObject({ claimed: said('Treatment under the trade agreement of the two places is claimed.') })
      .optional(),
    dates: dates.optional(),
    charges: charges.optional(),
    rates: rates.optional().meta({
      description: 'Of the import: into the origin for what comes back (repair, exchange), else the destination.',
    }),
    importForWork: importForWork.optional().meta({
      description:
        'Of goods that go for repair or exchange: their import at the destination, as they stand when they leave.',
    }),
    exchangeRates: z.array(exchangeRate).max(20).optional(),
    assessed: assessed.optional(),
    temporaryAdmission: temporaryAdmission.optional(),
    rejected: rejected.optional(),
    returned: returned.optional(),
    firstExport: firstExport.optional().meta({
      description:
        'Of goods that go for repair or exchange: the export by which they once left the place that they now go to, on `dates.firstExported`.',
    }),
    destruction: z.strictObject({ accepted: said('The goods may be destroyed where they are.') }).optional(),
    lot: z
      .strictObject({ units, of: units, before: z.int().min(0).default(0) })
      .refine((lot) => lot.before + lot.units <= lot.of, v.wrongAs('lot_too_large'))
      .optional()
      .meta({ description: 'Units of this partial lot, of how many, and how many came in lots before it.' }),
    outboundInvoice: outboundInvoice.optional(),
    valueDifference: v.words(300).optional().meta({ description: 'Why the value differs from the outbound invoice.' }),
    proofOfExport: said('There is proof of export: the movement reference number, or an exit certificate.'),
    claimed: z
      .strictObject({
        repayment: said(
          'Repayment, remission or drawback was claimed on their export: for the work or, where goods come back, from where they come back to.',
        ),
        exportRefund: yes,
      })
      .optional(),
    parties: z
      .strictObject({
        exporterOfRecord: said('There is one for this lane.'),
        importerOfRecord: yes,
        represented: said('A broker declares on their behalf, under a power of attorney.'),
        authorityUntil: day
          .optional()
          .meta({ description: 'Last day of the power of attorney the broker acts under.' }),
      })
      .optional(),
    assumed: z
      .array(v.words(60).regex(/^\/[A-Za-z/]+$/))
      .max(20)
      .optional()
      .meta({ description: 'JSON pointers to facts here that nobody stated to customs: taken from other records.' }),
    screening: z.enum(['clear', 'hit']).optional().meta({ description: 'Of the parties, against sanctions lists.' }),
    licence: z
      .strictObject({ granted: yes, reference: v.words(64).optional() })
      .optional()
      .meta({ description: 'Licence or exemption of the authority for a restricted origin or destination.' }),
  })
  .meta({
    id: 'CustomsFacts',
    example: { on: '2026-11-02', origin: 'DE', destination: 'CH', activity: 'repair' },
  });
export type CustomsFacts = z.infer<typeof customsFacts>;
