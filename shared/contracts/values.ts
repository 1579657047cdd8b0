import * as z from 'zod';
import { isCurrency } from '../money/currencies.ts';
import type { SentenceCode } from './sentences/catalogue.ts';

/** The code of a sentence, as the message of a check: `contracts/issues.ts` reads it there. */
export const wrongAs = <Code extends SentenceCode>(code: Code): Code => code;

/** The values every contract is made of. A value parsed here needs no second look further in. */

export const brand = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, wrongAs('not_a_brand'))
  .meta({ id: 'Brand', description: "A brand's short name: part of every key, claim and token.", example: 'lumen' });

/** Its exponent is data in `shared/money/currencies.ts`. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/, { error: wrongAs('not_a_currency'), abort: true })
  .refine(isCurrency, wrongAs('not_a_currency'))
  .meta({ id: 'Currency', description: 'ISO 4217 alphabetic code.', example: 'EUR' });

/** Minor units: more than any order is worth, and little enough that sums of hundreds of amounts are still exact. */
export const largestAmount = 10_000_000_000_000;

export const money = z
  .strictObject({
    currency,
    minor: z
      .int()
      .min(-largestAmount)
      .max(largestAmount)
      .meta({ description: 'Whole minor units of the currency, for example cents.' }),
  })
  .meta({
    id: 'Money',
    description: 'Exact money: whole minor units (cents, yen, fils) of a currency. Never a fraction.',
    example: { currency: 'EUR', minor: 12900 },
  });
export type Money = z.infer<typeof money>;

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, wrongAs('not_a_country'))
  .meta({ id: 'Country', description: 'ISO 3166-1 alpha-2 code.', example: 'DE' });

/** Years that calendars, holidays and warranties are reckoned in: what is beyond them is a slip of the pen. */
const ofOurTime = /^(19|20|21)\d\d-/;

export const instant = z.iso
  .datetime({ offset: true })
  .regex(ofOurTime, wrongAs('year_out_of_range'))
  .overwrite((text) => new Date(text).toISOString())
  .meta({
    id: 'Instant',
    description: 'An instant. Any offset is accepted; what is kept is UTC with milliseconds.',
    example: '2026-11-02T09:30:00.000Z',
  });

export const date = z.iso
  .date()
  .regex(ofOurTime, wrongAs('year_out_of_range'))
  .meta({ id: 'Date', description: 'A day, without a time or a zone of its own.', example: '2026-11-02' });

/** An instant in an answer. */
export const time = z.string().meta({
  id: 'Time',
  description: 'An instant in UTC with milliseconds.',
  format: 'date-time',
  example: '2026-11-02T09:30:00.000Z',
});

export const rmaNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/, wrongAs('not_an_rma_number'))
  .meta({
    id: 'RmaNumber',
    description:
      "RMA number: eleven random characters of Crockford's base 32 and a check character by ISO/IEC 7064 MOD 37,36.",
    example: '7K3F-9XTB-2MQT',
  });

export const draftId = z
  .string()
  .regex(/^D-[0-9A-HJKMNP-TV-Z]{20}$/, wrongAs('not_an_id'))
  .meta({ id: 'DraftId', description: 'A draft: it cannot be guessed.', example: 'D-7K3F9XTB2MQT4W8R6ZPA' });

export const orderNumber = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s/\\?%]+$/, wrongAs('not_an_order_number'))
  .meta({ id: 'OrderNumber', description: "The order's number as its customer knows it.", example: 'LM-10042' });

export const lineId = z
  .string()
  .min(1)
  .max(64)
  // What is taken of an order is kept by line, and these two can be no key of what the SDK stores.
  .refine((id) => id !== '__proto__' && id !== 'constructor', wrongAs('not_an_id'))
  .meta({ id: 'LineId', description: "An order line's id in its order system.", example: '1' });

export const serial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z./-]{2,39}$/, wrongAs('not_a_serial'))
  .meta({
    id: 'Serial',
    description: 'A serial number as printed on the product; kept trimmed and in upper case.',
    example: 'LMX-204518',
  });

/**
 * A serial number as a customer types it: one printed in groups is typed with the spaces between them. Order systems and
 * lists are not read so: there a space may part two numbers.
 */
export const typedSerial = z
  .string()
  .overwrite((text) => text.replace(/\s+/g, ''))
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z./-]{2,39}$/, wrongAs('not_a_serial'))
  .meta({
    id: 'TypedSerial',
    description: 'A serial number as printed on the product; kept without spaces and in upper case.',
    example: 'LMX-204518',
  });

/** A slash would be the end of a part of a path, even when it is escaped. */
export const serialInPath = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z._-]{2,39}$/, wrongAs('not_a_serial'))
  .overwrite((text) => text.replaceAll('_', '/'))
  .meta({
    id: 'SerialInPath',
    description: 'A serial number in a path: a slash in it is written as `_`, which no serial number has.',
    example: 'LMX-204518',
  });

export const lot = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z./-]{0,39}$/)
  .meta({
    id: 'Lot',
    description: 'A lot or batch number as printed on the product; kept trimmed and in upper case.',
    example: 'B24-118',
  });

export const email = z.email().max(254).toLowerCase().meta({ id: 'Email', example: 'kim@customer.example' });

/** One line of text a person wrote. */
export const words = (max: number) => z.string().check(z.trim(), z.minLength(1), z.maxLength(max));

/** Words for people: one text, or a text for each language; `en` is taken where the reader's language is not there. */
export const wordsFor = (max: number) =>
  z.union([
    words(max),
    z
      .record(z.string().regex(/^[a-z]{2}$/, wrongAs('not_a_language')), words(max))
      .refine((texts) => Object.keys(texts).length > 0, wrongAs('no_language')),
  ]);
export type LocalText = string | Record<string, string>;

export const point = z
  .strictObject({
    latitude: z.int().min(-90_000).max(90_000),
    longitude: z.int().min(-180_000).max(180_000),
  })
  .meta({
    id: 'Point',
    description: 'A place on earth (WGS 84) in thousandths of a degree, north and east positive.',
    example: { latitude: 52_520, longitude: 13_405 },
  });

export const address = z
  .strictObject({
    name: words(120),
    line1: words(120),
    line2: words(120).optional(),
    city: words(80),
    region: words(80).optional(),
    postalCode: z.string().trim().max(16).optional(),
    country,
    location: point.optional(),
  })
  .meta({
    id: 'Address',
    example: { name: 'Kim Muster', line1: 'Beispielweg 4', city: 'Musterstadt', postalCode: '12345', country: 'DE' },
  });
export type Address = z.infer<typeof address>;

/** The runtime knows the names (IANA), old ones and all. */
const isTimeZone = (name: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== undefined;
  } catch {
    return false;
  }
};

export const timeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, wrongAs('not_a_time_zone'))
  .meta({ id: 'TimeZone', description: 'Name of a time zone in the IANA database.', example: 'Europe/Berlin' });

export const locale = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/, wrongAs('not_a_locale'))
  .meta({ id: 'Locale', description: 'BCP 47 tag of the language a person is written to in.', example: 'de' });

/** What a business knows its own purchase by. Events, lists and searches carry it, so it holds nothing personal. */
export const purchaseOrder = z
  .string()
  .trim()
  .regex(/^[A-Za-z0-9][A-Za-z0-9 ._:/#-]{0,63}$/, wrongAs('not_a_document_number'))
  .meta({ id: 'PurchaseOrder', description: "A company's own purchase-order reference.", example: 'PO-4500012345' });

export const customerReference = z
  .string()
  .check(z.trim(), z.minLength(1), z.maxLength(64))
  .regex(/^[^@]*$/, wrongAs('not_a_reference'))
  .meta({
    id: 'CustomerReference',
    description: "A customer's id in the order system. It stays in logs and keys: an e-mail address is refused.",
    example: 'C-1001',
  });

export const dealerId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .meta({ id: 'DealerId', description: "A dealer's number at the brand.", example: 'D-104' });

export const companyReference = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .meta({ id: 'CompanyReference', description: "A company's number in the order system.", example: 'ACME-01' });

/** Begins with B, so that nobody takes it for the number of a return. */
export const batchId = z
  .string()
  .regex(/^B-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  .meta({
    id: 'BatchId',
    description: 'Number of a batch; it stands on the label of a pallet.',
    example: 'B-4WQ2-8HNV-K7D5',
  });

/** A word that policies tell groups of customers apart by. */
export const tier = z
  .string()
  .regex(/^[a-z0-9][a-z0-9_-]{0,31}$/)
  .meta({ id: 'Tier', description: 'Customer tier, as policies name it.', example: 'gold' });

/** Something a partner sent: its partner, and the hash of the id it came with. */
export const arrivalId = z
  .string()
  .regex(/^[a-z]{1,20}\.[0-9a-f]{64}$/, wrongAs('not_an_id'))
  .meta({ id: 'ArrivalId', description: 'Something that came in, as the quarantine lists it.' });

/** Code of a reason for a return. */
export const reasonName = z
  .string()
  .regex(/^[a-z][a-z0-9_]{1,39}$/, wrongAs('not_a_code'))
  .meta({
    id: 'ReasonName',
    description: 'Code of a reason, as the brand offers it for the product (`listReasons`).',
    example: 'customer_remorse',
  });

/** A question that a reason asks, or a choice of its answers. */
export const questionId = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,30}$/, wrongAs('not_a_camel_case_name'))
  // Answers are kept by these, and the two can be no key of what the SDK stores.
  .refine((id) => id !== 'constructor', wrongAs('not_an_id'));

export const cursor = z
  .string()
  .min(16)
  .max(1024)
  .meta({ id: 'Cursor', description: 'Where the next page starts. Opaque and signed: hand it back as it came.' });
export const pageSize = z.coerce.number().int().min(1).max(100).default(25).meta({ description: 'Items a page.' });
