import * as z from 'zod';
import { offer } from './decision.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** What a brand has agreed with a company that buys from it. */
export const companyAccount = z
  .strictObject({
    name: v.words(120),
    tier: v.tier.optional(),
    resolution: offer.optional().meta({
      description:
        'Given where a request wishes for nothing else, as far as the policy offers it: `store_credit` for credit instead of a refund.',
    }),
    purchaseOrderRequired: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether every request must state its purchase order.' }),
    consolidatedPallets: z
      .boolean()
      .default(false)
      .meta({ description: 'Whether several returns may come back as one consignment.' }),
  })
  .meta({
    id: 'CompanyAccount',
    example: {
      name: 'Acme Rentals',
      tier: 'gold',
      resolution: 'store_credit',
      purchaseOrderRequired: true,
      consolidatedPallets: true,
    },
  });
export type CompanyAccount = z.infer<typeof companyAccount>;

const companyParams = z.strictObject({ brand: v.brand, company: v.companyReference });
const storedCompany = z
  .strictObject({ company: v.companyReference, version: z.int(), account: companyAccount })
  .meta({ id: 'StoredCompany' });

export const putCompany = route({
  name: 'putCompany',
  method: 'PUT',
  path: '/v1/brands/{brand}/companies/{company}',
  area: 'brands',
  summary: 'Set what is agreed with a company: tier, credit, purchase orders, pallets',
  action: 'company.put',
  params: companyParams,
  body: companyAccount,
  conditional: true,
  success: { status: 200, body: storedCompany },
  problems: ['not-found', 'version-conflict'],
});

export const getCompany = route({
  name: 'getCompany',
  method: 'GET',
  path: '/v1/brands/{brand}/companies/{company}',
  area: 'brands',
  summary: 'Read what is agreed with a company',
  action: 'company.get',
  params: companyParams,
  success: { status: 200, body: storedCompany },
  problems: ['not-found'],
});
