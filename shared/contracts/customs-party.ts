import * as z from 'zod';
import { country } from './customs-values.ts';
import * as v from './values.ts';

/** A business that customs know by a number. */

const forms = {
  /** Delegated Regulation (EU) 2015/2446, Annex B: country code and up to 15 characters; GB and XI use the same form. */
  eori: /^[A-Z]{2}[A-Z0-9]{1,15}$/,
  /** 19 CFR 24.5: an employer's number with its suffix, or one that customs assigned. A social security number is personal. */
  us_importer_number: /^(\d{2}-\d{7}[A-Z0-9]{2}|\d{6}-\d{5})$/,
  other: /^[A-Z0-9][A-Z0-9./ -]{2,34}$/,
} as const;

export const customsParty = z
  .strictObject({
    name: v.words(120).meta({ description: "The business's; a private person is no party here." }),
    country,
    kind: z.enum(['eori', 'us_importer_number', 'other']),
    number: z
      .string()
      .trim()
      .toUpperCase()
      .meta({ description: 'EORI, US importer number, or what that country gives.' }),
  })
  .refine(({ kind, number }) => forms[kind].test(number), {
    error: v.wrongAs('not_a_party_number'),
    path: ['number'],
  })
  .meta({
    id: 'CustomsParty',
    example: { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
  });
export type CustomsParty = z.infer<typeof customsParty>;
