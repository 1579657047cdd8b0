import * as z from 'zod';
import * as v from './values.ts';

/** How a brand's serial numbers are made up, as its administrator states it. */

/** Check digits and characters (ISO/IEC 7064, GS1, Luhn and the like); `imei` is 15 digits of which Luhn's is the last. */
export const checkDigit = z
  .enum([
    'luhn',
    'imei',
    'gtin',
    'verhoeff',
    'damm',
    'mod11_2',
    'mod11_10',
    'mod37_2',
    'mod37_36',
    'mod97_10',
    'mod1271_36',
  ])
  .meta({ id: 'CheckDigit' });
export type CheckDigit = z.infer<typeof checkDigit>;

/** Characters of the longest serial number there is. */
export const longestSerial = 40;
const length = z.int().min(1).max(longestSerial);

export const serialRule = z
  .strictObject({
    categories: z.array(v.words(64)).min(1).max(50).optional().meta({ description: 'Left out: every category.' }),
    models: z
      .array(v.words(64))
      .min(1)
      .max(200)
      .optional()
      .meta({ description: 'Models or SKUs. Left out: every one.' }),
    pattern: z.string().min(1).max(200).optional().meta({
      description:
        'Regular expression the whole serial number fits, in upper case: characters, classes, groups, choices and counts. What a group named `checked` holds is what the check digit is of.',
      example: 'LMX-(?<checked>\\d{6})',
    }),
    length: z
      .strictObject({ min: length, max: length })
      .refine(({ min, max }) => min <= max, { path: ['max'], error: v.wrongAs('max_below_min') })
      .optional(),
    checkDigit: checkDigit.optional(),
    required: z.boolean().optional().meta({ description: 'Whether the number of each unit must be named.' }),
    registered: z
      .boolean()
      .optional()
      .meta({ description: 'Whether every unit sold is registered: one that is not is a doubt.' }),
    sample: v.serial.meta({ description: 'One that fits: it is shown to whoever typed one that does not.' }),
  })
  .meta({
    id: 'SerialRule',
    description: 'The first rule whose categories and models fit a line is for its serial numbers.',
  });
export type SerialRule = z.infer<typeof serialRule>;
