import type * as z from 'zod';
import { permissions, roles } from '../../shared/access/permissions.ts';
import { erpEvent } from '../../shared/contracts/erp-event.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { routes } from '../../shared/contracts/routes.ts';
import { sentences } from '../../shared/contracts/sentences/catalogue.ts';
import { answers } from './answers.ts';
import { curlOf } from './curl.ts';
import {
  type Answer,
  componentName,
  componentsOf,
  type Media,
  type Method,
  type OpenApi,
  type Operation,
  type Parameter,
  type Reference,
  type SecurityScheme,
} from './document.ts';
import { erpWebhookOperation } from './erp-webhook.ts';
import { partnerSignatures } from './partner-signatures.ts';
import { gatewaySchemas, problemAnswers, problemRoot } from './problems.ts';
import { readers } from './readers.ts';
import { type Root, type Shapes, shapesOf } from './schemas.ts';

/** The OpenAPI 3.1 document: made of the routes of the contracts, and of what the entry of every function does around them. */

/** What each area is for. */
const areas: Record<string, string> = {
  orders: 'Orders and registered products come in, and are found by their customers; dealers that sell them.',
  batches: 'Asking for many returns in one file.',
  intake: 'Asking for a return, and what a customer does with it.',
  drafts: 'Return requests that are written step by step, and how far they come.',
  tracking: 'Where returns stand, and what waits for whom.',
  review: 'Decisions and conversations of support agents and managers.',
  warehouse: 'Goods come in and are graded.',
  money: 'Refunds that failed.',
  brands: "A brand's configuration and its ERP.",
  customs: 'What crosses a customs border: routes, figures, who is of record, authorisations.',
  dossier: "A return's papers for customs, and all that is kept of it in one file.",
  policies: "A brand's return policies: drafts, their check, and what is in force when.",
  backtests: 'What a policy would have answered to the returns of a time that is over.',
  webhooks: 'What partners send, signed.',
  documentation: 'The API, described.',
};

const description = `Takes returns (RMAs) from the request to the money and the goods' next use.

- **Base address**: the one this document came from, without \`/v1/openapi.json\`.
- **Sign-in**: \`Authorization: Bearer\` with a token of the configured OIDC issuer, whose roles are \`<brand>:<role>\`; guests get a token of their own from \`lookUpOrder\` or \`exchangeGuestLink\`. What is out of a caller's sight answers 404, as if it did not exist.
- **Repeating**: a POST that creates or moves something needs an \`Idempotency-Key\`. For 24 hours the same key and body are answered with the first answer's status and ids, and done once; the same key with another body is refused (422).
- **Problems** are \`application/problem+json\` (RFC 9457): \`type\` is stable, and \`errors\` names each bad field by its JSON pointer, a stable \`code\` and a sentence for its reader, in English or German (\`locale\` of the body, else \`Accept-Language\`, else the order's and the brand's language).
- **Money** is whole minor units of a currency, never a fraction. **Times** are ISO 8601; answers are in UTC.
- **Fields** that are not known are refused, so a misspelt one is never ignored; partners' webhooks may hold more than is read.
- Every answer has an \`X-Request-Id\`: it finds the request in the logs.`;

const components: Pick<OpenApi['components'], 'parameters' | 'headers'> = {
  parameters: {
    'Idempotency-Key': {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'New for each new request, the same when one is repeated.',
      schema: { type: 'string', minLength: 1, maxLength: 255 },
      example: '0b1f6a52-4c5e-4f0a-9a3e-3f1f6d1c2b7a',
    },
    'If-Match': {
      name: 'If-Match',
      in: 'header',
      required: false,
      description: 'The `ETag` that was read: answered 412 when it has changed since.',
      schema: { type: 'string' },
      example: '"3"',
    },
    'If-None-Match': {
      name: 'If-None-Match',
      in: 'header',
      required: false,
      description: 'The `ETag` of an answer that is kept: answered 304 while it is still the same.',
      schema: { type: 'string' },
      example: '"Yk3nq0yP2mWv8c1dRf5tQw"',
    },
  },
  headers: {
    'X-Request-Id': { description: 'Finds the request in the logs.', schema: { type: 'string' } },
    'Retry-After': { description: 'Seconds to wait before trying again.', schema: { type: 'integer' } },
    ETag: { description: 'Version of what was answered.', schema: { type: 'string', examples: ['"4"'] } },
  },
};

const bearer: SecurityScheme = {
  type: 'http',
  scheme: 'bearer',
  bearerFormat: 'JWT',
  description: "A token of the configured OIDC issuer, or a guest's own.",
};

/** Makes the document. @throws Error naming a route that readers, answers or signatures do not know */
export function openApi(version: string): OpenApi {
  const ordered = inReadingOrder();
  const shapes = shapesOf([problemRoot, { schema: erpEvent, direction: 'output' }, ...ordered.flatMap(rootsOf)]);
  const made: OpenApi['components'] = {
    schemas: { ...shapes.components, ...gatewaySchemas },
    responses: {},
    examples: {},
    securitySchemes: {
      bearer,
      ...Object.fromEntries(Object.values(partnerSignatures).map(({ scheme, security }) => [scheme, security])),
    },
    ...components,
  };
  const paths: OpenApi['paths'] = {};
  for (const route of ordered) {
    const place = paths[route.path] ?? {};
    place[route.method.toLowerCase() as Method] = operationOf(route, shapes, made);
    paths[route.path] = place;
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Homeward returns API',
      version,
      description,
      contact: { name: "The operator of this installation's returns", url: 'https://homeward.example/' },
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      'x-roles': roles,
      'x-permissions': permissions,
      'x-error-codes': sentences,
    },
    servers: [
      { url: '/', description: 'Where this document comes from' },
      { url: 'http://localhost:4566/_aws/execute-api/homeward', description: '`npm start` on this machine' },
    ],
    tags: Object.entries(areas).map(([name, what]) => ({ name, description: what })),
    paths,
    webhooks: { returnEvent: { post: erpWebhookOperation(shapes) } },
    components: { ...made, responses: sorted(made.responses), examples: sorted(made.examples) },
  };
}

function inReadingOrder(): Route[] {
  const byName = new Map(routes.map((route) => [route.name, route]));
  const named = readers.flatMap((reader) => Object.keys(reader.routes));
  const unread = routes.filter(({ name }) => !named.includes(name));
  if (unread.length > 0) throw new Error(`readers.ts says of no reader: ${unread.map(({ name }) => name).join(', ')}`);
  return named.map((name) => {
    const route = byName.get(name);
    if (!route) throw new Error(`readers.ts names ${name}, which is no route`);
    return route;
  });
}

const sent = (schema: z.ZodType): Root => ({ schema, direction: 'input' });
const answered = (schema: z.ZodType): Root => ({ schema, direction: 'output' });

function rootsOf(route: Route): Root[] {
  const partner = partnerSignatures[route.name]?.body.schema;
  return [
    ...[route.params, route.query, ...(route.csv === undefined ? [] : [route.body as z.ZodObject])].flatMap((one) =>
      Object.values(one?.shape ?? {}).map((field) => sent(field as z.ZodType)),
    ),
    ...(partner ? [sent(partner)] : route.body ? [sent(route.body)] : []),
    ...(route.success.body ? [answered(route.success.body)] : []),
  ];
}

function operationOf(route: Route, shapes: Shapes, made: OpenApi['components']): Operation {
  const signature = partnerSignatures[route.name];
  if (route.action === 'signed' && !signature) throw new Error(`partner-signatures.ts lacks ${route.name}`);
  const own = [
    ...parametersOf(route, 'path', shapes),
    ...parametersOf(route, 'query', shapes),
    ...besideCsv(route, shapes),
    ...(signature?.headers ?? []),
  ];
  const parameters = [
    ...own,
    ...(route.idempotent ? [{ $ref: `${componentsOf('parameters')}Idempotency-Key` }] : []),
    ...(route.conditional ? [{ $ref: `${componentsOf('parameters')}If-Match` }] : []),
    ...(route.cached ? [{ $ref: `${componentsOf('parameters')}If-None-Match` }] : []),
  ];
  const body = bodyOf(route, shapes);
  return {
    operationId: route.name,
    summary: route.summary,
    description: readers.flatMap((reader) => reader.routes[route.name] ?? []).join('\n'),
    tags: [route.area],
    'x-roles': route.action === 'public' || route.action === 'signed' ? [] : permissions[route.action],
    security: signature ? [{ [signature.scheme]: [] }] : route.action === 'public' ? [] : [{ bearer: [] }],
    ...(parameters.length > 0 && { parameters }),
    ...(body && {
      requestBody: {
        required: true,
        ...(signature && { description: signature.body.description }),
        content: { 'application/json': body, ...csvOf(route, body.example) },
      },
    }),
    responses: {
      [route.success.status]: successOf(route, shapes),
      ...(route.cached && { 304: { description: 'It is still what is kept.' } }),
      ...problemAnswers(route, made),
    },
    'x-codeSamples': [
      {
        lang: 'Shell',
        source: curlOf(route, { parameters: own, body: body?.example, ...(signature && { signature }) }),
      },
    ],
  };
}

function bodyOf(route: Route, shapes: Shapes): (Media & { example: unknown }) | undefined {
  if (!route.body) return undefined;
  const partner = partnerSignatures[route.name]?.body;
  const example = partner?.example ?? route.body.meta()?.example;
  if (example === undefined) throw new Error(`The body of ${route.name} has no example`);
  return { schema: shapes.of(sent(partner?.schema ?? route.body)), example };
}

/** The same body as CSV: the file is sent as it is, and the other fields are parameters of the query. */
function csvOf({ csv }: Route, example: unknown): Record<string, Media> {
  if (csv === undefined) return {};
  return { 'text/csv': { schema: { type: 'string' }, example: (example as Record<string, unknown>)[csv] } };
}

function besideCsv({ csv, body }: Route, shapes: Shapes): Parameter[] {
  if (csv === undefined) return [];
  const { [csv]: _, ...fields } = (body as z.ZodObject).shape;
  return Object.entries(fields).map(([name, field]) => {
    const { description, ...schema } = shapes.of(sent(field as z.ZodType));
    return {
      name,
      in: 'query',
      required: false,
      description: `Where the body is text/csv. ${description ?? ''}`.trim(),
      schema,
    };
  });
}

/** What parameters mean, and how they look, where their schema does not say it. */
const meanings: Record<string, string> = {
  role: 'Whose queue.',
  seq: 'Number of the event the message tells of.',
  instruction: 'Id of what failed, as the activity log names it.',
  activation: 'Its number in the policy book.',
};
const samples: Record<string, unknown> = { role: 'agent', seq: 3, instruction: '4-1', activation: 2 };

function parametersOf(route: Route, place: 'path' | 'query', shapes: Shapes): Parameter[] {
  const object = place === 'path' ? route.params : route.query;
  return Object.entries(object?.shape ?? {}).map(([name, field]) => {
    const schema = field as z.ZodType;
    const { description: own, ...rest } = shapes.of(sent(schema));
    const what = own ?? shapes.components[componentName(rest) ?? '']?.description ?? meanings[name];
    const example = schema.meta()?.example ?? samples[name];
    return {
      name,
      in: place,
      required: place === 'path',
      ...(what && { description: what }),
      schema: rest,
      ...(example !== undefined && { example }),
    };
  });
}

function successOf(route: Route, shapes: Shapes): Answer {
  const { status, body, contentType = 'application/json', orText } = route.success;
  const header = (name: string): Record<string, Reference> => ({ [name]: { $ref: componentsOf('headers') + name } });
  const example = answers[route.name];
  if (body && example === undefined) throw new Error(`answers.ts lacks ${route.name}`);
  const tagged =
    route.cached || route.conditional || routes.some((other) => other.conditional && other.path === route.path);
  return {
    description: { 200: 'Done, or found.', 201: 'Made.', 202: 'Taken: it is done afterwards.' }[status],
    headers: { ...header('X-Request-Id'), ...(tagged && header('ETag')) },
    content: {
      [contentType]: body
        ? { schema: shapes.of(answered(body)), example }
        : { schema: contentType === 'application/json' ? { type: 'object' } : { type: 'string' } },
      ...(orText && { 'text/plain': { schema: { type: 'string' } } }),
    },
  };
}

const sorted = <Value>(record: Record<string, Value>): Record<string, Value> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
