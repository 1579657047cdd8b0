import * as z from 'zod';
import { isDay } from '../customs/calendar.ts';
import { countryMeant, isCountry } from '../customs/countries.ts';
import * as v from './values.ts';

/** The values customs facts are made of. */

// One word for what is malformed and what is unknown: both are the same mistake to who made it. What is meant is named.
export const country = z.string().superRefine(namesCountry).meta({
  id: 'CustomsCountry',
  description:
    'ISO 3166-1 alpha-2 code; XI for Northern Ireland, whose customs rules are not those of Great Britain; XK for Kosovo.',
  example: 'CH',
});

function namesCountry(code: string, context: z.core.$RefinementCtx<string>) {
  if (isCountry(code)) return;
  const meant = countryMeant(code);
  const wrong =
    meant !== undefined
      ? { message: v.wrongAs('country_written_otherwise'), params: { meant } }
      : { message: v.wrongAs(/^eu$/i.test(code.trim()) ? 'country_is_the_union' : 'country_unknown') };
  context.addIssue({ code: 'custom', ...wrong });
}

export const day = z.string().refine(isDay, v.wrongAs('not_a_day')).meta({
  id: 'Day',
  description: 'A calendar day in the place where the customs office is.',
  format: 'date',
  example: '2026-05-12',
});

/** Ten digits are the TARIC code, whose first eight are the CN code. */
export const cnCode = z
  .string()
  .refine((code) => /^\d{8}(\d{2})?$/.test(code), v.wrongAs('commodity_code_malformed'))
  .meta({ id: 'CnCode', description: 'Eight digits (CN) or ten (TARIC).', example: '85176200' });

export const tariffNumber = z
  .string()
  .refine((code) => /^\d{4}(\.\d{2}(\.\d{2}(\.?\d{2})?)?)?$/.test(code), v.wrongAs('tariff_number_malformed'))
  .meta({
    id: 'TariffNumber',
    description: 'Four to ten digits of the HTSUS with their points.',
    example: '8515.31.0000',
  });

/** A reference on a customs paper: events and labels carry it, so it holds nothing personal. */
export const customsReference = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,63}$/, v.wrongAs('not_a_document_number'));

/** Delegated Regulation (EU) 2015/2446, Annex B, 12 01 001 000: year, country, and 14 characters. */
export const movementReferenceNumber = z
  .string()
  .regex(/^\d{2}[A-Z]{2}[A-Z0-9]{14}$/, v.wrongAs('not_a_document_number'))
  .meta({ description: 'Movement reference number of the export declaration: proof of export.' });

export const decimal = z
  .string()
  .refine((text) => /^\d{1,12}(\.\d{1,10})?$/.test(text), v.wrongAs('not_a_decimal'))
  .meta({ id: 'Decimal', description: 'A decimal number as text, never negative, so that nothing is lost.' });

/** A rate in per cent: additional duties reach some thousands, beyond this a decimal point is missing. */
export const percent = decimal.refine(...atMost(5));

/** Up to this many digits before the point. */
function atMost(digits: number) {
  const small = new RegExp(`^0*\\d{0,${digits}}(\\.|$)`);
  const most = '9'.repeat(digits);
  return [(text: string) => small.test(text), { error: v.wrongAs('rate_too_large'), params: { most } }] as const;
}

const aboveZero = [(text: string) => /[1-9]/.test(text), v.wrongAs('value_missing')] as const;

export const amount = v.money.refine(({ minor }) => minor >= 0, {
  error: v.wrongAs('value_negative'),
  path: ['minor'],
});
const perUnit = z.strictObject({
  amount: decimal,
  currency: v.currency,
  per: decimal
    .refine(...aboveZero)
    .default('1')
    .meta({ description: 'How many units the amount is for, for example 100.' }),
  unit: v.words(16).meta({ description: 'As in `goods.quantities`.', example: 'kg' }),
});

export const dutyRate = z
  .strictObject({
    percent: percent.optional(),
    specific: z.array(perUnit).max(5).optional(),
    atLeast: perUnit.optional(),
    atMost: perUnit.optional(),
  })
  .refine((rate) => rate.percent !== undefined || rate.specific?.length, {
    error: v.wrongAs('value_missing'),
  })
  .meta({
    id: 'DutyRate',
    description: 'Ad valorem, specific or both (compound), with the least and the most where the tariff has them.',
    example: { percent: '3.7' },
  });
export type DutyRate = z.infer<typeof dutyRate>;

export const exchangeRate = z
  .strictObject({
    from: v.currency,
    to: v.currency,
    rate: decimal.refine(...aboveZero).refine(...atMost(9)),
    publishedOn: day.optional(),
  })
  .meta({
    id: 'ExchangeRate',
    description:
      'One unit of `from` is `rate` of `to`, as the customs authority published it. Either way round will do.',
  });

/** Pieces of goods. */
export const units = z.int().min(1).max(1_000_000);

/** Cells and batteries in the goods: what carriers ask before they take them. */
export const battery = z.strictObject({
  chemistry: z.enum(['lithium_ion', 'lithium_metal', 'other', 'none']).optional(),
  wattHours: decimal.optional(),
  lithiumGrams: decimal.optional(),
  unNumber: z.enum(['UN3480', 'UN3481', 'UN3090', 'UN3091']).optional(),
  testSummary: z.boolean().optional().meta({ description: 'A UN 38.3 test summary is at hand.' }),
  damaged: z.boolean().optional().meta({ description: 'Damaged, defective or recalled cells.' }),
});

export const deliveryTerms = z
  .strictObject({
    code: z.enum(['EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU', 'DDP', 'FAS', 'FOB', 'CFR', 'CIF']),
    place: v.words(80),
  })
  .meta({
    id: 'DeliveryTerms',
    description: 'Incoterms 2020 of the International Chamber of Commerce, with the place they name.',
    example: { code: 'DAP', place: 'Musterstadt' },
  });
