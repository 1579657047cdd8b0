import * as z from 'zod';
import { reasonSets } from './reasons.ts';
import { serialRule } from './serial-rules.ts';
import { parcelLimits, site } from './sites.ts';
import * as v from './values.ts';

/** What an administrator sets for a brand. Secrets go in and never come out. */

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/, v.wrongAs('not_a_colour'));
const link = z.url({ protocol: /^https?$/ }).max(500);

export const brandConfiguration = z
  .strictObject({
    name: v.words(80),
    sender: v.email.meta({ description: 'Address the messages come from; it must be verified with the mail service.' }),
    logo: link.optional(),
    colours: z
      .strictObject({ primary: colour, background: colour })
      .default({ primary: '#1f4e5f', background: '#ffffff' }),
    links: z.strictObject({
      tracking: link.meta({
        format: 'uri-template',
        description:
          "Page that follows a return; `{token}`, after the `#`, is replaced by the token of the guest's link.",
      }),
      draft: link.optional().meta({
        format: 'uri-template',
        description: 'Page that takes up a draft, with `{token}` as above; left out: the one that follows a return.',
      }),
      support: link.optional(),
      terms: link.optional(),
    }),
    country: v.country.meta({ description: 'Where goods come back to: from elsewhere they cross a border.' }),
    timeZone: v.timeZone
      .optional()
      .meta({ description: 'Zone for customers whose country is not known; without it that of `country`.' }),
    returnAddress: v.address.meta({ description: 'Place the goods come back to.' }),
    locale: v.locale.default('en'),
    erp: z
      .strictObject({ url: link })
      .optional()
      .meta({ description: "Every event of the brand's returns is posted here, signed." }),
    reasons: reasonSets.optional(),
    currency: v.currency
      .optional()
      .meta({ description: 'Of what customers state without one. Left out: they are asked what they paid.' }),
    sites: z.array(site).min(1).max(50).optional().meta({
      description: 'Places goods come back to; which one is chosen for each. Left out: `returnAddress` only.',
    }),
    parcels: parcelLimits.optional().meta({ description: 'Left out: what goes back together is one parcel.' }),
    serialRules: z
      .array(serialRule)
      .max(100)
      .optional()
      .meta({ description: 'How serial numbers are made up, by category and model. Left out: any will do.' }),
  })
  .meta({ id: 'BrandConfiguration' });
export type BrandConfiguration = z.infer<typeof brandConfiguration>;

export const partner = z.enum(['shopify', 'easypost', 'generic', 'erp']).meta({ id: 'Partner' });
export type Partner = z.infer<typeof partner>;

export const partnerSecrets = z.partialRecord(partner, z.array(z.string().min(8).max(256)).min(1).max(2)).meta({
  id: 'PartnerSecrets',
  description: 'Write-only. Two at once while one is being replaced: either verifies.',
});
export type PartnerSecrets = z.infer<typeof partnerSecrets>;
