import * as z from 'zod';
import { inboxProvider } from './bus.ts';
import { brandConfiguration, partner, partnerSecrets } from './configuration.ts';
import { listQuery } from './list-query.ts';
import { route } from './route.ts';
import { exampleSite } from './sites.ts';
import * as v from './values.ts';

const brandParams = z.strictObject({ brand: v.brand });

const storedConfiguration = z
  .strictObject({ brand: v.brand, version: z.int(), configuration: brandConfiguration, secrets: z.array(partner) })
  .meta({ id: 'StoredConfiguration' });

export const putConfiguration = route({
  name: 'putConfiguration',
  method: 'PUT',
  path: '/v1/brands/{brand}/configuration',
  area: 'brands',
  summary: "Set a brand's look, sender, links, ERP address and partner secrets (secrets are never shown again)",
  action: 'configuration.put',
  params: brandParams,
  body: z.strictObject({ configuration: brandConfiguration, secrets: partnerSecrets.optional() }).meta({
    id: 'ConfigurationUpdate',
    example: {
      configuration: {
        name: 'Lumen',
        sender: 'returns@lumen.example',
        colours: { primary: '#1f4e5f', background: '#ffffff' },
        links: { tracking: 'https://lumen.example/returns#{token}', support: 'https://lumen.example/help' },
        country: 'DE',
        returnAddress: {
          name: 'Lumen returns',
          line1: 'Beispielstraße 12',
          city: 'Musterstadt',
          postalCode: '12345',
          country: 'DE',
        },
        locale: 'de',
        erp: { url: 'https://erp.lumen.example/returns' },
        sites: [exampleSite],
        parcels: { mostGrams: 31_500, longestMillimetres: 1200 },
      },
      secrets: { erp: ['whsec_MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3'] },
    },
  }),
  conditional: true,
  success: { status: 200, body: storedConfiguration },
  problems: ['not-found', 'version-conflict', 'busy'],
});

export const getConfiguration = route({
  name: 'getConfiguration',
  method: 'GET',
  path: '/v1/brands/{brand}/configuration',
  area: 'brands',
  summary: "Read a brand's configuration; of secrets, only which partners have one",
  action: 'configuration.get',
  params: brandParams,
  success: { status: 200, body: storedConfiguration },
  problems: ['not-found'],
});

export const replayDeliveries = route({
  name: 'replayDeliveries',
  method: 'POST',
  path: '/v1/brands/{brand}/deliveries/replay',
  area: 'brands',
  summary: "Deliver a return's events to the ERP again, from one on",
  action: 'deliveries.replay',
  params: brandParams,
  body: z
    .strictObject({
      rma: v.rmaNumber,
      from: z.int().min(1).default(1).meta({ description: 'Number of the first event to deliver again.' }),
    })
    .meta({ id: 'Replay', example: { rma: '7K3F-9XTB-2MQT', from: 3 } }),
  idempotent: true,
  success: { status: 202, body: z.strictObject({ rma: v.rmaNumber, from: z.int() }).meta({ id: 'ReplayStarted' }) },
  problems: ['not-found', 'busy'],
});

const quarantined = z.strictObject({
  id: v.arrivalId,
  provider: inboxProvider,
  reason: z.string().meta({ description: 'Why it could not be worked off.' }),
  receivedAt: v.time,
});
const arrivalParams = z.strictObject({ brand: v.brand, arrival: v.arrivalId });

export const listQuarantine = route({
  name: 'listQuarantine',
  method: 'GET',
  path: '/v1/brands/{brand}/quarantine',
  area: 'brands',
  summary: 'List what came in and could not be worked off, oldest first; it is kept for 30 days',
  action: 'quarantine.read',
  params: brandParams,
  query: listQuery,
  success: {
    status: 200,
    body: z.strictObject({ items: z.array(quarantined), next: v.cursor.optional() }).meta({ id: 'Quarantine' }),
  },
  problems: ['not-found', 'invalid-cursor'],
});

export const readQuarantined = route({
  name: 'readQuarantined',
  method: 'GET',
  path: '/v1/brands/{brand}/quarantine/{arrival}',
  area: 'brands',
  summary: 'Read one of them, with its body as it came',
  action: 'quarantine.read',
  params: arrivalParams,
  success: { status: 200, body: quarantined.extend({ body: z.string() }).meta({ id: 'Quarantined' }) },
  problems: ['not-found'],
});

export const retryQuarantined = route({
  name: 'retryQuarantined',
  method: 'POST',
  path: '/v1/brands/{brand}/quarantine/{arrival}/retry',
  area: 'brands',
  summary: 'Have one of them tried again, after what stood in its way was put right',
  action: 'quarantine.retry',
  params: arrivalParams,
  idempotent: true,
  success: { status: 202, body: z.strictObject({ id: v.arrivalId }).meta({ id: 'Retrying' }) },
  problems: ['not-found', 'busy'],
});
