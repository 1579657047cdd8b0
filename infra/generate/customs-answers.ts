import type * as z from 'zod';
import * as customs from '../../shared/contracts/customs-api.ts';
import * as records from '../../shared/contracts/customs-records.ts';
import * as returnCustoms from '../../shared/contracts/return-customs.ts';
import type { AnswerOf, Route } from '../../shared/contracts/route.ts';
import { decideFacts } from '../../shared/customs/engine.ts';
import { shippedJurisdictions } from '../../shared/customs/jurisdictions/shipped.ts';
import { determine, valuate } from '../../shared/customs/route.ts';

/** Answers about the border, made by the engine itself and cut to a part of each list: whole they fill pages. */

const of = <R extends Route>(route: R, answer: AnswerOf<R>): [string, unknown] => [route.name, answer];
const exampleOf = ({ body }: { body: z.ZodType }) => body.meta()?.example;

const facts = customs.determineCustoms.body.parse(exampleOf(customs.determineCustoms));
const determined = determine(facts, shippedJurisdictions);
const [best] = determined.routes;

const request = customs.valueCustoms.body.parse(exampleOf(customs.valueCustoms));
const valued = valuate(request, shippedJurisdictions);
if (!best || !valued) throw new Error('The examples have routes');

const decided = decideFacts(
  customs.determineCustoms.body.parse({
    ...facts,
    activity: 'return',
    parties: { exporterOfRecord: true, importerOfRecord: false },
  }),
  undefined,
);
const decision = {
  portion: '1',
  version: 1,
  decidedAt: '2026-11-02T09:30:00.000Z',
  decidedBy: { role: 'customer', id: 'C-1001' },
  ...decided,
};

const [pack] = shippedJurisdictions;
const [route] = pack?.document.routes ?? [];
if (!pack || !route) throw new Error('There are rules');

const lane = {
  lane: 'CH-EU',
  version: 2,
  parties: records.customsLane.parse(records.customsLane.meta()?.example),
};
const authorisation = {
  authorisation: 'opo-2026',
  version: 1,
  used: 12,
  document: records.customsAuthorisation.parse(records.customsAuthorisation.meta()?.example),
};

export const customsAnswers: readonly [string, unknown][] = [
  of(customs.determineCustoms, {
    ...determined,
    routes: [{ ...best, conditions: best.conditions.slice(0, 2) }],
    guards: determined.guards.slice(0, 1),
    lacks: determined.lacks.slice(0, 2),
    sources: Object.fromEntries(Object.entries(determined.sources).slice(0, 2)),
    unconfirmed: [],
  }),
  of(customs.valueCustoms, {
    ...valued,
    route: { ...valued.route, conditions: valued.route.conditions.slice(0, 1) },
    sources: Object.fromEntries(Object.entries(valued.sources).slice(0, 2)),
    unconfirmed: [],
  }),
  of(customs.listJurisdictions, {
    items: [
      {
        ...pack.version,
        title: pack.document.title,
        currency: pack.document.currency,
        routes: [{ id: route.id, route: route.route, at: route.at, title: route.title }],
        unconfirmed: [],
      },
    ],
  }),
  of(returnCustoms.readReturnCustoms, {
    rma: '7K3F-9XTB-2MQT',
    decisions: [{ ...decision, replayed: { same: true } }],
  }),
  of(returnCustoms.completeCustomsFacts, {
    rma: '7K3F-9XTB-2MQT',
    stage: 'authorization',
    version: 2,
    portions: [{ id: '1', lineId: '1', quantity: 1, state: 'authorized' }],
  }),
  of(records.putCustomsLane, lane),
  of(records.getCustomsLane, lane),
  of(records.listCustomsLanes, { items: [lane] }),
  of(records.putCustomsAuthorisation, authorisation),
  of(records.getCustomsAuthorisation, authorisation),
  of(records.listCustomsAuthorisations, { items: [authorisation] }),
];
