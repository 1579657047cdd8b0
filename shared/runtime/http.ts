import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type Action, may } from '../access/permissions.ts';
import { type Principal, principalName } from '../access/principal.ts';
import { ProblemError } from '../contracts/errors.ts';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../contracts/route.ts';
import { say } from '../contracts/sentences/catalogue.ts';
import { acceptedLocales, type Language, type Locales } from '../notifications/language.ts';
import { type IdempotencyKey, idempotencyKey } from '../storage/idempotency-key.ts';
import { logger } from './logger.ts';
import { type Asker, type Entry, languageOf, type ProblemOptions, problemAnswers } from './problem-answers.ts';
import { localeIn, parsed, rawBody, readCsvBody, readJson } from './request-body.ts';
import type { SignIn } from './sign-in.ts';

/** The entry of every function that serves HTTP: authenticate → parse → handle → answer, and a problem document for the rest. */

export interface Request<R extends Route> {
  principal: PrincipalOf<R>;
  params: ParamsOf<R>;
  query: QueryOf<R>;
  body: BodyOf<R>;
  /** The body's own bytes, as they were sent. */
  raw: Uint8Array;
  idempotency: R extends { idempotent: true } ? IdempotencyKey : undefined;
  /** Header by its name in lower case. */
  header(name: string): string | undefined;
  sourceIp: string;
  /** Languages of who asks, the most wanted first: the one the body names, then those the client accepts. */
  speaks: Locales;
  /** The language of who asks, else the brand's. */
  language(): Promise<Language>;
  now: Date;
}

type PrincipalOf<R extends Route> = R['action'] extends 'public' | 'signed' ? undefined : Principal;

export interface Reply<R extends Route> {
  body: AnswerOf<R> extends undefined ? string : R extends { success: { orText: true } } ? string : AnswerOf<R>;
  status?: number;
  headers?: Record<string, string>;
}

export interface Served {
  route: Route;
  handle(request: never): Promise<{ body: unknown; status?: number; headers?: Record<string, string> }>;
}

/** Binds a route to its handler, with the types of its contract. */
export function serves<R extends Route>(route: R, handle: (request: Request<R>) => Promise<Reply<R>>): Served {
  return { route, handle };
}

export interface EntryOptions extends ProblemOptions {
  /** May be left out where every route is open. */
  signIn?: SignIn;
}

const largestBody = 1_000_000;
/** What a partner signed is not refused for its size: no more than this reaches a function (Lambda quotas, 6 MB a call). */
const largestSigned = 6_000_000;

/** Makes the handler of a function from the routes it serves. @throws Error when a route needs a sign-in and there is none */
export function createEntry(served: readonly Served[], options: EntryOptions) {
  const byKey = new Map(served.map((one) => [`${one.route.method} ${one.route.path}`, one]));
  const closed = served.find(({ route }) => !isOpen(route));
  if (closed && !options.signIn) throw new Error(`${closed.route.name} needs a sign-in`);
  const askers = new WeakMap<object, Asker>();
  const answer = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const asker: Asker = { speaks: acceptedLocales(headerOf(event, 'accept-language')) };
    askers.set(event, asker);
    const one = byKey.get(event.routeKey);
    if (!one) throw new ProblemError('not-found');
    const request = await readRequest(one.route, event, options, asker);
    const reply = await one.handle(request as never);
    return {
      statusCode: reply.status ?? one.route.success.status,
      headers: { 'content-type': one.route.success.contentType ?? 'application/json', ...reply.headers },
      body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
    };
  };
  // What runs on the way out runs from the last to the first: the answer, its headers, then the log line.
  return middy(answer)
    .use(requestLog((event) => askers.get(event)?.principal))
    .use(commonHeaders())
    .use(problemAnswers((event) => askers.get(event), options));
}

type Passing = middy.Request<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;

/** One line for each request, whatever its end: also who asked, by role and id, so that it is known who read what. */
function requestLog(askerOf: (event: object) => Principal | undefined): Entry {
  const started = new WeakMap<object, number>();
  const line = ({ event, response }: Passing) => {
    const asker = askerOf(event);
    logger.info('request', {
      requestId: event.requestContext?.requestId,
      route: event.routeKey,
      ...(asker && { brand: asker.brand, roles: asker.roles, by: asker.id, place: event.pathParameters }),
      status: response?.statusCode,
      ms: Math.round(performance.now() - (started.get(event) ?? performance.now())),
    });
  };
  return {
    before: ({ event }) => {
      started.set(event, performance.now());
    },
    after: line,
    onError: line,
  };
}

function commonHeaders(): Entry {
  const add = ({ event, response }: Passing) => {
    if (!response) return;
    response.headers = {
      'x-request-id': event.requestContext?.requestId ?? '',
      'cache-control': 'no-store',
      ...response.headers,
    };
  };
  return { after: add, onError: add };
}

const headerOf = ({ headers }: APIGatewayProxyEventV2, name: string) => headers[name] ?? headers[name.toLowerCase()];

/** Whether a route is asked without a token. */
const isOpen = ({ action }: Route) => action === 'public' || action === 'signed';

async function readRequest(route: Route, event: APIGatewayProxyEventV2, options: EntryOptions, asker: Asker) {
  const { signIn, clock } = options;
  const now = clock();
  const header = (name: string) => headerOf(event, name);
  const open = isOpen(route);
  const principal = open ? undefined : await signIn?.principalOf(header('authorization'), now);
  if (principal) asker.principal = principal;
  const params = parsePlace(route, event, principal);
  const { brand = principal?.brand } = params as { brand?: string };
  if (brand) asker.brand = brand;
  if (!open && !(principal && may(principal.roles, route.action as Action))) throw new ProblemError('not-allowed');
  const raw = rawBody(event, route.action === 'signed' ? largestSigned : largestBody);
  const body =
    route.body && route.action !== 'signed' ? readBody(route.body, contentOf(route, event, raw), asker) : undefined;
  const query = route.query ? parsed(route.query, event.queryStringParameters ?? {}, 'query') : {};
  return {
    principal,
    params,
    query,
    body,
    raw,
    idempotency:
      route.idempotent && principal ? readKey(route, event, header('idempotency-key'), principal, raw) : undefined,
    header,
    sourceIp: event.requestContext.http.sourceIp,
    speaks: asker.speaks,
    language: () => languageOf(asker, options),
    now,
  };
}

/** A place that is not one, or is another brand's, does not exist. */
function parsePlace(route: Route, event: APIGatewayProxyEventV2, principal: Principal | undefined): unknown {
  if (!route.params) return {};
  const result = route.params.safeParse(event.pathParameters ?? {});
  if (!result.success) throw new ProblemError('not-found');
  const { brand } = result.data as { brand?: string };
  if (principal && brand !== undefined && brand !== principal.brand) throw new ProblemError('not-found');
  return result.data;
}

function readKey(
  route: Route,
  event: APIGatewayProxyEventV2,
  key: string | undefined,
  principal: Principal,
  raw: Uint8Array,
) {
  if (!key || key.length > 255) throw new ProblemError('idempotency-key-missing', say('key_needed'));
  const params = event.pathParameters ?? {};
  // Where the query is part of what is sent, another query is another request.
  const place = JSON.stringify(route.csv === undefined ? params : [params, event.rawQueryString]);
  const body = createHash('sha256').update(raw).digest('hex');
  return idempotencyKey(principal.brand, [principalName(principal), route.name, place, key], body);
}

/** The body, by its contract; what it says of the language holds even for what is wrong with it. */
function readBody(schema: z.ZodType, value: unknown, asker: Asker): unknown {
  const locale = localeIn(value);
  if (locale) asker.speaks = [locale, ...asker.speaks];
  return parsed(schema, value, '');
}

/** What was sent, as JSON or, where the route takes it, as CSV. */
function contentOf({ csv }: Route, event: APIGatewayProxyEventV2, raw: Uint8Array): unknown {
  const contentType = headerOf(event, 'content-type');
  const sheet = csv === undefined ? undefined : readCsvBody(raw, contentType, csv, event.queryStringParameters);
  return sheet ?? readJson(raw, contentType);
}
