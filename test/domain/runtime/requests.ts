import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import type { Role } from '../../../shared/access/permissions.ts';
import { type ProblemDocument, ProblemError } from '../../../shared/contracts/errors.ts';
import type { Route } from '../../../shared/contracts/route.ts';
import { say } from '../../../shared/contracts/sentences/catalogue.ts';
import { createEntry, type EntryOptions, type Served } from '../../../shared/runtime/http.ts';
import type { SignIn } from '../../../shared/runtime/sign-in.ts';

/** Requests as an HTTP API hands them over, sent to an entry that serves one route. */

export const now = new Date('2026-10-20T09:00:00.000Z');

/** Whoever says "Bearer <brand>:<role>:<id>" is that. */
export const signIn: SignIn = {
  async principalOf(authorization) {
    const [, brand = '', role = '', id = ''] = authorization?.match(/^Bearer ([^:]+):([^:]+):(.+)$/) ?? [];
    if (!brand) throw new ProblemError('not-signed-in', say('bearer_needed'));
    return { brand, roles: [role as Role], id };
  },
  guestToken: () => Promise.reject(new Error('not here')),
};
const customer = 'Bearer lumen:customer:C-1';
export const tokenFor = (role: Role) => `Bearer lumen:${role}:${role}-1`;
export const good = { orderNumber: 'LM-1', lines: [{ lineId: '1', quantity: 1, reason: 'other' }] };

export interface Sent {
  body?: unknown;
  raw?: string;
  base64?: boolean;
  headers?: Record<string, string>;
  params?: Record<string, string>;
  query?: Record<string, string>;
  token?: string | undefined;
}

export function eventOf(to: Pick<Route, 'method' | 'path'>, sent: Sent): APIGatewayProxyEventV2 {
  const { body, raw, base64 = false, headers = {}, params, query, token = customer } = sent;
  const text = raw ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    version: '2.0',
    routeKey: `${to.method} ${to.path}`,
    rawPath: to.path,
    rawQueryString: '',
    headers: {
      ...(text !== undefined && { 'content-type': 'application/json' }),
      ...(token && { authorization: token }),
      'idempotency-key': 'key-1',
      ...headers,
    },
    ...(params && { pathParameters: params }),
    ...(query && { queryStringParameters: query }),
    ...(text !== undefined && { body: text }),
    isBase64Encoded: base64,
    requestContext: { requestId: 'req-1', http: { method: to.method, path: to.path, sourceIp: '192.0.2.1' } },
  } as unknown as APIGatewayProxyEventV2;
}

interface Seen {
  [part: string]: unknown;
}

/** Sends one request to an entry that serves one route, and keeps what its handler was given. */
export async function send(
  to: Route,
  sent: Sent = {},
  handle?: Served['handle'],
  options: Pick<EntryOptions, 'localeOf'> = {},
) {
  const seen: Seen[] = [];
  const entry = createEntry(
    [
      {
        route: to,
        handle: async (request: never) => {
          seen.push(request as Seen);
          return handle ? handle(request) : { body: { done: true } };
        },
      },
    ],
    { signIn, clock: () => now, ...options },
  );
  const result = (await entry(eventOf(to, sent), {} as Context)) as APIGatewayProxyStructuredResultV2;
  const answer = JSON.parse(result.body ?? '{}') as ProblemDocument;
  return {
    status: result.statusCode,
    headers: result.headers ?? {},
    answer,
    problem: answer.type?.split('/').at(-1),
    pointers: answer.errors?.map(({ pointer, code }) => [pointer, code]) ?? [],
    seen: seen[0],
  };
}
