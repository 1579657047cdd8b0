import { createHash } from 'node:crypto';
import middy from '@middy/core';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type * as z from 'zod';
import { type Action, may } from '../access/permissions.ts';
import { type Principal, principalName } from '../access/principal.ts';
import { type ProblemDocument, ProblemError, pointerOf, problemTypes } from '../contracts/errors.ts';
import type { AnswerOf, BodyOf, ParamsOf, QueryOf, Route } from '../contracts/route.ts';
import { type IdempotencyKey, idempotencyKey } from '../storage/idempotency-key.ts';
import type { Clock } from './clock.ts';
import { logger } from './logger.ts';
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
  now: Date;
}

type PrincipalOf<R extends Route> = R['action'] extends 'public' | 'signed' ? undefined : Principal;

export interface Reply<R extends Route> {
  body: AnswerOf<R> extends undefined ? string : AnswerOf<R>;
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

export interface EntryOptions {
  /** May be left out where every route is open. */
  signIn?: SignIn;
  clock: Clock;
}

const largestBody = 1_000_000;
/** What a partner signed is not refused for its size: no more than this reaches a function (Lambda quotas, 6 MB a call). */
const largestSigned = 6_000_000;
const problemBase = 'https://homeward.example/problems/';

/** Makes the handler of a function from the routes it serves. @throws Error when a route needs a sign-in and there is none */
export function createEntry(served: readonly Served[], options: EntryOptions) {
  const byKey = new Map(served.map((one) => [`${one.route.method} ${one.route.path}`, one]));
  const closed = served.find(({ route }) => !isOpen(route));
  if (closed && !options.signIn) throw new Error(`${closed.route.name} needs a sign-in`);
  const askers = new WeakMap<object, Principal>();
  const answer = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const one = byKey.get(event.routeKey);
    if (!one) throw new ProblemError('not-found');
    const request = await readRequest(one.route, event, options, (principal) => askers.set(event, principal));
    const reply = await one.handle(request as never);
    return {
      statusCode: reply.status ?? one.route.success.status,
      headers: { 'content-type': one.route.success.contentType ?? 'application/json', ...reply.headers },
      body: typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body),
    };
  };
  // What runs on the way out runs from the last to the first: the answer, its headers, then the log line.
  return middy(answer)
    .use(requestLog((event) => askers.get(event)))
    .use(commonHeaders())
    .use(problemAnswers());
}

type Entry = middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>;
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

/** What the SDK gives up on after its own tries, and what may well work a moment later: the key makes it safe to try again. */
const passing = new Set([
  'ThrottlingException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'TransactionInProgressException',
  'TimeoutError',
]);

const problemOf = (error: unknown): ProblemError =>
  error instanceof Error && passing.has(error.name)
    ? new ProblemError('busy', undefined, { headers: { 'retry-after': '1' } })
    : new ProblemError('internal-error');

/** Every error becomes a problem document (RFC 9457); what nobody foresaw says nothing of its inside. */
function problemAnswers(): Entry {
  return {
    onError: (request) => {
      const { error, event } = request;
      const problem = error instanceof ProblemError ? error : problemOf(error);
      if (problem !== error) logger.error('unforeseen error', { route: event.routeKey, error: error as Error });
      const { status, title } = problemTypes[problem.type];
      const document: ProblemDocument = {
        type: problemBase + problem.type,
        title,
        status,
        ...(problem.message !== title && { detail: problem.message }),
        ...(event.requestContext?.requestId && { instance: event.requestContext.requestId }),
        ...(problem.errors && { errors: problem.errors }),
      };
      request.response = {
        statusCode: status,
        headers: { 'content-type': 'application/problem+json', ...problem.headers },
        body: JSON.stringify(document),
      };
    },
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

/** Whether a route is asked without a token. */
const isOpen = ({ action }: Route) => action === 'public' || action === 'signed';

async function readRequest(
  route: Route,
  event: APIGatewayProxyEventV2,
  { signIn, clock }: EntryOptions,
  signedIn: (principal: Principal) => void,
) {
  const now = clock();
  const header = (name: string) => event.headers[name] ?? event.headers[name.toLowerCase()];
  const open = isOpen(route);
  const principal = open ? undefined : await signIn?.principalOf(header('authorization'), now);
  if (principal) signedIn(principal);
  const params = parsePlace(route, event, principal);
  if (!open && !(principal && may(principal.roles, route.action as Action))) throw new ProblemError('not-allowed');
  const raw = rawBody(event, route.action === 'signed' ? largestSigned : largestBody);
  const body = route.body && route.action !== 'signed' ? parseBody(route.body, raw, header('content-type')) : undefined;
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
  if (!key || key.length > 255)
    throw new ProblemError(
      'idempotency-key-missing',
      'Send an Idempotency-Key header of 1 to 255 characters, new for each new request.',
    );
  const place = JSON.stringify(event.pathParameters ?? {});
  const body = createHash('sha256').update(raw).digest('hex');
  return idempotencyKey(principal.brand, [principalName(principal), route.name, place, key], body);
}

function rawBody(event: APIGatewayProxyEventV2, largest: number): Uint8Array {
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.byteLength > largest) throw new ProblemError('too-large', `The limit is ${largest} bytes.`);
  return raw;
}

function parseBody(schema: z.ZodType, raw: Uint8Array, contentType: string | undefined): unknown {
  if (!/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(contentType ?? ''))
    throw new ProblemError('unsupported-media-type');
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('invalid-request', 'The body is not JSON.', {
      errors: [{ pointer: '', code: 'not_json', detail: 'The body is not JSON in UTF-8.' }],
    });
  }
  const broken = /\\ud[89a-f]/i.test(text) ? brokenText(value, []) : undefined;
  if (broken)
    throw new ProblemError('invalid-request', undefined, {
      errors: [{ pointer: pointerOf(broken), code: 'not_unicode', detail: 'The text holds half a character.' }],
    });
  return parsed(schema, value, '');
}

/** Where there is text that nothing can keep: half of a surrogate pair, which JSON can escape and UTF-8 cannot hold. */
function brokenText(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = name.isWellFormed() ? brokenText(one, [...path, name]) : path;
    if (found) return found;
  }
  return undefined;
}

/** Parses by a contract. @throws ProblemError invalid-request with a JSON pointer (RFC 6901) per field */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, under: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const errors = result.error.issues.slice(0, 20).flatMap((issue) => {
    const at = (path: readonly PropertyKey[]) => pointerOf([...(under ? [under] : []), ...path]);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => ({
        pointer: at([...issue.path, key]),
        code: 'unknown_field',
        detail: 'This field is not known here.',
      }));
    return [{ pointer: at(issue.path), code: issue.code, detail: issue.message }];
  });
  throw new ProblemError('invalid-request', undefined, { errors });
}
