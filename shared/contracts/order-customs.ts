import * as z from 'zod';
import {
  amount,
  battery,
  cnCode,
  country,
  customsReference,
  day,
  dutyRate,
  movementReferenceNumber,
  percent,
  tariffNumber,
} from './customs-values.ts';
import * as v from './values.ts';

const said = (description: string) => z.boolean().optional().meta({ description });

/** What an order system knows of a line's way over the border: what is left out is not known, and never guessed. */
export const lineCustoms = z
  .strictObject({
    description: v.words(300).optional().meta({ description: 'As on the outbound invoice.' }),
    originCountry: country.optional().meta({ description: 'Where they were made.' }),
    cnCode: cnCode.optional(),
    tariffNumber: tariffNumber.optional(),
    value: amount
      .optional()
      .meta({ description: 'Customs value of all bought units, as invoiced when they went out.' }),
    exportedOn: day.optional(),
    outboundInvoice: z
      .strictObject({
        reference: customsReference.meta({ description: 'The invoice they went out under.' }),
        mrn: movementReferenceNumber.optional(),
      })
      .optional(),
    inFreeCirculation: said('Union goods, or in free circulation, when they went out.'),
    capMeasures: said('Under measures of the common agricultural policy.'),
    antiDumping: said('Under anti-dumping, countervailing or safeguard duties.'),
    repaymentClaimed: said('Repayment, remission or drawback was claimed on their export.'),
    dutyRate: dutyRate.optional().meta({ description: 'Of their import where the movement ends.' }),
    importTaxPercent: percent.optional().meta({ description: 'VAT on that import.' }),
    battery: battery.optional(),
  })
  .meta({
    id: 'OrderLineCustoms',
    example: {
      originCountry: 'DE',
      cnCode: '85183000',
      value: { currency: 'EUR', minor: 10840 },
      exportedOn: '2026-10-22',
      outboundInvoice: { reference: 'INV-10042', mrn: '26DE48510012345678' },
      inFreeCirculation: true,
      capMeasures: false,
    },
  });
export type LineCustoms = z.infer<typeof lineCustoms>;
