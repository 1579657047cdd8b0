import * as z from 'zod';
import { route } from './route.ts';
import * as v from './values.ts';

/** Dealers that sell a brand's products: which of them it has authorized, and since when. */

export const dealer = z
  .strictObject({
    name: v.words(120),
    country: v.country.optional(),
    authorizations: z
      .array(
        z
          .strictObject({ from: v.date, until: v.date.optional().meta({ description: 'Last day; left out: still.' }) })
          .refine(({ from, until }) => until === undefined || from <= until, {
            path: ['until'],
            error: v.wrongAs('ends_before_it_begins'),
          }),
      )
      .max(20)
      .meta({ description: 'When it was allowed to sell; empty: never. The day of a purchase is what counts.' }),
  })
  .meta({
    id: 'Dealer',
    example: { name: 'Muster Elektronik', country: 'DE', authorizations: [{ from: '2024-01-01' }] },
  });
export type Dealer = z.infer<typeof dealer>;

const storedDealer = z
  .strictObject({ dealer: v.dealerId, version: z.int(), ...dealer.shape })
  .meta({ id: 'StoredDealer' });

export const putDealer = route({
  name: 'putDealer',
  method: 'PUT',
  path: '/v1/brands/{brand}/dealers/{dealer}',
  area: 'orders',
  summary: 'Set what a dealer is called, and from when to when it is authorized',
  action: 'dealer.put',
  params: z.strictObject({ brand: v.brand, dealer: v.dealerId }),
  body: dealer,
  conditional: true,
  success: { status: 200, body: storedDealer },
  problems: ['not-found', 'version-conflict'],
});

export const listDealers = route({
  name: 'listDealers',
  method: 'GET',
  path: '/v1/dealers',
  area: 'orders',
  summary: 'List the dealers of a brand by their numbers, to say where something was bought',
  action: 'dealer.list',
  query: z.strictObject({ cursor: v.cursor.optional(), limit: v.pageSize }),
  success: {
    status: 200,
    body: z
      .strictObject({
        items: z.array(z.strictObject({ dealer: v.dealerId, name: z.string(), country: v.country.optional() })),
        next: v.cursor.optional(),
      })
      .meta({ id: 'Dealers' }),
  },
  problems: ['invalid-cursor'],
});
