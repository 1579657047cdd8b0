import * as z from 'zod';

/** The values every contract is made of. A value parsed here needs no second look further in. */

/** A brand's short name: part of every key, claim and token. */
export const brand = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/)
  .meta({ id: 'Brand', example: 'lumen' });

/** ISO 4217 alphabetic code; its exponent is data in `shared/money/currencies.ts`. */
export const currency = z
  .string()
  .regex(/^[A-Z]{3}$/)
  .meta({ id: 'Currency', example: 'EUR' });

/** Exact money: whole minor units (cents, yen, fils) of a currency. Never a fraction. */
export const money = z
  .strictObject({
    currency,
    minor: z.int().meta({ description: 'Whole minor units of the currency, for example cents.' }),
  })
  .meta({ id: 'Money', example: { currency: 'EUR', minor: 12900 } });
export type Money = z.infer<typeof money>;

/** ISO 3166-1 alpha-2. */
export const country = z
  .string()
  .regex(/^[A-Z]{2}$/)
  .meta({ id: 'Country', example: 'DE' });

/** An instant. Any offset is accepted; what is kept is UTC with milliseconds. */
export const instant = z.iso
  .datetime({ offset: true })
  .overwrite((text) => new Date(text).toISOString())
  .meta({ id: 'Instant', example: '2026-11-02T09:30:00.000Z' });

/** RMA number: eleven random characters of Crockford's base 32 and an ISO 7064 MOD 37,36 check character. */
export const rmaNumber = z
  .string()
  .regex(/^[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
  .meta({ id: 'RmaNumber', example: '7K3F-9XTB-2MQ4' });

export const orderNumber = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^\s/\\?%]+$/)
  .meta({ id: 'OrderNumber', example: 'LM-10042' });

export const lineId = z.string().min(1).max(64).meta({ id: 'LineId', example: '1' });

/** A serial number as printed on the product, trimmed and in upper case. */
export const serial = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[0-9A-Z][0-9A-Z./-]{2,39}$/)
  .meta({ id: 'Serial', example: 'LMX-204518' });

export const email = z.email().max(254).toLowerCase().meta({ id: 'Email', example: 'kim@customer.example' });

/** One line of text a person wrote. */
export const words = (max: number) => z.string().trim().min(1).max(max);

export const address = z
  .strictObject({
    name: words(120),
    line1: words(120),
    line2: words(120).optional(),
    city: words(80),
    region: words(80).optional(),
    postalCode: z.string().trim().max(16).optional(),
    country,
  })
  .meta({ id: 'Address' });
export type Address = z.infer<typeof address>;

/** BCP 47 language tag of the texts a person reads. */
export const locale = z
  .string()
  .regex(/^[a-z]{2}(-[A-Z]{2})?$/)
  .meta({ id: 'Locale', example: 'de' });

export const cursor = z.string().min(16).max(1024).meta({ id: 'Cursor' });
export const pageSize = z.coerce.number().int().min(1).max(100).default(25);
