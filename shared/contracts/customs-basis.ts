import * as z from 'zod';
import { day } from './customs-values.ts';

/** Routes, and the law and the rules they rest on. */

/** The ways goods can cross the border; a jurisdiction's pack says which it has, under which name and provision. */
export const customsRoute = z
  .enum([
    'outward_processing',
    'vat_only_processing',
    'standard_exchange',
    'standard_exchange_prior_import',
    'agreement_repair_relief',
    'returned_goods_relief',
    'inward_processing',
    'temporary_admission',
    'temporary_import_bond',
    'ata_carnet',
    'rejected_goods_repayment',
    'drawback',
    'destroy_locally',
    'plain_import',
  ])
  .meta({ id: 'CustomsRoute' });
export type CustomsRoute = z.infer<typeof customsRoute>;

export const legalBasis = z
  .strictObject({
    citation: z.string(),
    url: z.string().optional(),
    status: z.enum(['seen', 'guidance', 'derived', 'memory']).meta({
      description:
        'The text was seen; guidance was; derived from what was seen; or written from memory: not confirmed.',
    }),
  })
  .meta({ id: 'LegalBasis' });
export type LegalBasis = z.infer<typeof legalBasis>;

export const packVersion = z.strictObject({ jurisdiction: z.string(), version: z.string(), from: day });
export type PackVersion = z.infer<typeof packVersion>;

export const advice =
  'This is advice, not a declaration: a licensed customs broker or the customs authority decides.' as const;
