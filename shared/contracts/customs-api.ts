import * as z from 'zod';
import { customsFacts } from './customs.ts';
import { determination, valuationAnswer, valuationRequest } from './customs-answers.ts';
import { customsRoute, legalBasis, packVersion } from './customs-basis.ts';
import { route } from './route.ts';
import * as v from './values.ts';

/** The customs engine, asked without a return: nothing is written, sent or counted. */

export const determineCustoms = route({
  name: 'determineCustoms',
  method: 'POST',
  path: '/v1/customs/determinations',
  area: 'customs',
  summary: 'Show which way goods may cross the border, what it saves and what it demands',
  action: 'customs.determine',
  body: customsFacts,
  success: { status: 200, body: determination },
});

export const valueCustoms = route({
  name: 'valueCustoms',
  method: 'POST',
  path: '/v1/customs/valuations',
  area: 'customs',
  summary: 'Compute duty and import tax of one route, with the formula of each figure',
  action: 'customs.determine',
  body: valuationRequest,
  success: { status: 200, body: valuationAnswer },
});

const rulePack = z
  .strictObject({
    ...packVersion.shape,
    title: z.string(),
    currency: v.currency,
    routes: z.array(
      z.strictObject({
        id: z.string(),
        route: customsRoute,
        at: z.enum(['origin', 'destination']),
        title: z.string(),
        provision: z.string().optional(),
      }),
    ),
    unconfirmed: z
      .array(legalBasis)
      .meta({ description: 'What of it is written from memory: nobody has confirmed it.' }),
  })
  .meta({ id: 'CustomsRulePack' });

export const listJurisdictions = route({
  name: 'listJurisdictions',
  method: 'GET',
  path: '/v1/customs/jurisdictions',
  area: 'customs',
  summary: 'List the jurisdictions whose customs rules are known, with their versions, dates and routes',
  action: 'customs.determine',
  success: { status: 200, body: z.strictObject({ items: z.array(rulePack) }).meta({ id: 'CustomsJurisdictions' }) },
});
