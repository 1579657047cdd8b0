import * as z from 'zod';
import * as v from './values.ts';

/** What an administrator sets for a brand. Secrets go in and never come out. */

const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/);
const link = z.url({ protocol: /^https?$/ }).max(500);

export const brandConfiguration = z
  .strictObject({
    name: v.words(80),
    /** Address the messages come from; it must be verified with the mail service. */
    sender: v.email,
    logo: link.optional(),
    colours: z
      .strictObject({ primary: colour, background: colour })
      .default({ primary: '#1f4e5f', background: '#ffffff' }),
    links: z.strictObject({
      /** Page that follows a return; `{token}` is replaced by the guest's link token, after the `#`. */
      tracking: link,
      support: link.optional(),
      terms: link.optional(),
    }),
    /** Country goods come back to: elsewhere a return crosses a border. */
    country: v.country,
    /** Place the goods come back to. */
    returnAddress: v.address,
    locale: v.locale.default('en'),
    /** Every event of the brand's returns is posted here, signed. */
    erp: z.strictObject({ url: link }).optional(),
  })
  .meta({ id: 'BrandConfiguration' });
export type BrandConfiguration = z.infer<typeof brandConfiguration>;

export const partner = z.enum(['shopify', 'easypost', 'generic', 'erp']).meta({ id: 'Partner' });
export type Partner = z.infer<typeof partner>;

/** Write-only. Two at once while one is being replaced: either verifies. */
export const partnerSecrets = z
  .partialRecord(partner, z.array(z.string().min(8).max(256)).min(1).max(2))
  .meta({ id: 'PartnerSecrets' });
export type PartnerSecrets = z.infer<typeof partnerSecrets>;
