import * as z from 'zod';
import { customsRoute } from './customs-basis.ts';
import { customsParty } from './customs-party.ts';
import { cnCode, day, deliveryTerms } from './customs-values.ts';
import { listQuery } from './list-query.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** What compliance keeps of a brand: who declares on each lane, and which authorisations it holds. */

/** A day that must not be before another. */
const inOrder = ({ from, until }: { from: string; until: string }) => until >= from;
const outOfOrder = { error: v.wrongAs('dates_out_of_order'), path: ['until'], params: { first: 'from' } };

const powerOfAttorney = z
  .strictObject({ reference: v.words(64).optional(), from: day, until: day })
  .refine(inOrder, outOfOrder);

export const customsLane = z
  .strictObject({
    exporterOfRecord: customsParty.optional().meta({ description: 'Who declares the export; absent: nobody yet.' }),
    importerOfRecord: customsParty.optional().meta({ description: 'Who declares the import; absent: nobody yet.' }),
    broker: z
      .strictObject({ name: v.words(120), number: v.words(35).optional(), powerOfAttorney: powerOfAttorney.optional() })
      .optional()
      .meta({ description: 'Who declares on their behalf, and how long the power of attorney holds.' }),
    deliveryTerms: deliveryTerms.optional().meta({ description: 'On the papers of goods that take it.' }),
  })
  .meta({
    id: 'CustomsLane',
    description: 'Who is of record on a lane: from one customs territory to another. Without them no label is made.',
    example: {
      exporterOfRecord: { name: 'Muster Logistik AG', country: 'CH', kind: 'other', number: 'CHE-123.456.789' },
      importerOfRecord: { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
      broker: { name: 'Beispiel Zollagentur', powerOfAttorney: { from: '2026-01-01', until: '2027-12-31' } },
    },
  });
export type CustomsLane = z.infer<typeof customsLane>;

const uses = z.int().min(1).max(1_000_000);
export const customsAuthorisation = z
  .strictObject({
    number: v.words(64),
    holder: customsParty,
    kind: z.enum(['full', 'by_declaration']),
    jurisdiction: z
      .string()
      .regex(/^[A-Z]{2}$/, v.wrongAs('country_unknown'))
      .meta({ example: 'EU' }),
    procedures: z.array(customsRoute).min(1).max(14).meta({ description: 'Routes it is for.' }),
    from: day,
    until: day.meta({ description: 'The last day it holds.' }),
    reimportMonths: z.int().min(1).max(120).optional().meta({
      description: 'Months that customs set for the re-import, from the export on; absent: it is stated case by case.',
    }),
    allowedUses: uses.optional().meta({ description: 'Returns that may go by it. Absent: as many as there are.' }),
    cnCodes: z.array(cnCode).max(200).optional().meta({ description: 'Goods it is limited to.' }),
  })
  .refine(inOrder, outOfOrder)
  .meta({
    id: 'CustomsAuthorisation',
    example: {
      number: 'DE-OPO-2026-0042',
      holder: { name: 'Lumen GmbH', country: 'DE', kind: 'eori', number: 'DE1234567890123' },
      kind: 'full',
      jurisdiction: 'EU',
      procedures: ['outward_processing', 'standard_exchange'],
      from: '2026-01-01',
      until: '2028-12-31',
      reimportMonths: 6,
      allowedUses: 500,
    },
  });
export type CustomsAuthorisation = z.infer<typeof customsAuthorisation>;

const territories = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z]{2}$/)
  .meta({
    id: 'CustomsLaneName',
    description: 'Customs territory the goods leave, and the one they enter; of a country, its territory is meant.',
    example: 'CH-EU',
  });
/** As it is named in a request: what is no territory is answered, and not only not found. */
const laneNamed = z
  .string()
  .regex(/^[A-Za-z]{2}-[A-Za-z]{2}$/)
  .meta({
    description: 'Customs territories the goods leave and enter, as `CustomsLaneName` has them.',
    example: 'CH-EU',
  });
const laneParams = z.strictObject({ brand: v.brand, lane: laneNamed });
const authorisationId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/)
  .meta({ id: 'CustomsAuthorisationId', description: 'What it is called here.', example: 'opo-2026' });
const authorisationParams = z.strictObject({ brand: v.brand, authorisation: authorisationId });
const brandParams = z.strictObject({ brand: v.brand });

const version = z.int();
const storedLane = z
  .strictObject({ lane: territories, version, parties: customsLane })
  .meta({ id: 'StoredCustomsLane' });
const storedAuthorisation = z
  .strictObject({
    authorisation: authorisationId,
    version,
    used: z.int().meta({
      description: 'Returns that go by it; one that comes to nothing before its goods move gives its use back.',
    }),
    document: customsAuthorisation,
  })
  .meta({ id: 'StoredCustomsAuthorisation' });

const page = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item), next: v.cursor.optional() }).meta({ id });

export const putCustomsLane = route({
  name: 'putCustomsLane',
  method: 'PUT',
  path: '/v1/brands/{brand}/customs/lanes/{lane}',
  area: 'customs',
  summary: 'Set who is importer and exporter of record on a lane, and their broker',
  action: 'customs.keep_records',
  params: laneParams,
  body: customsLane,
  conditional: true,
  success: { status: 200, body: storedLane },
  problems: ['not-found', 'version-conflict'],
});

export const getCustomsLane = route({
  name: 'getCustomsLane',
  method: 'GET',
  path: '/v1/brands/{brand}/customs/lanes/{lane}',
  area: 'customs',
  summary: 'Read who is of record on a lane',
  action: 'customs.read_records',
  params: laneParams,
  success: { status: 200, body: storedLane },
  problems: ['not-found'],
});

export const listCustomsLanes = route({
  name: 'listCustomsLanes',
  method: 'GET',
  path: '/v1/brands/{brand}/customs/lanes',
  area: 'customs',
  summary: 'List the lanes that have somebody of record',
  action: 'customs.read_records',
  params: brandParams,
  query: listQuery,
  success: { status: 200, body: page(storedLane, 'CustomsLanes') },
  problems: ['not-found', 'invalid-cursor'],
});

export const putCustomsAuthorisation = route({
  name: 'putCustomsAuthorisation',
  method: 'PUT',
  path: '/v1/brands/{brand}/customs/authorisations/{authorisation}',
  area: 'customs',
  summary: 'Keep a customs authorisation: number, holder, procedures, period, uses',
  action: 'customs.keep_records',
  params: authorisationParams,
  body: customsAuthorisation,
  conditional: true,
  success: { status: 200, body: storedAuthorisation },
  problems: ['not-found', 'version-conflict'],
});

export const getCustomsAuthorisation = route({
  name: 'getCustomsAuthorisation',
  method: 'GET',
  path: '/v1/brands/{brand}/customs/authorisations/{authorisation}',
  area: 'customs',
  summary: 'Read a customs authorisation, and how often it was used',
  action: 'customs.read_records',
  params: authorisationParams,
  success: { status: 200, body: storedAuthorisation },
  problems: ['not-found'],
});

export const listCustomsAuthorisations = route({
  name: 'listCustomsAuthorisations',
  method: 'GET',
  path: '/v1/brands/{brand}/customs/authorisations',
  area: 'customs',
  summary: 'List the customs authorisations of a brand',
  action: 'customs.read_records',
  params: brandParams,
  query: listQuery,
  success: { status: 200, body: page(storedAuthorisation, 'CustomsAuthorisations') },
  problems: ['not-found', 'invalid-cursor'],
});
