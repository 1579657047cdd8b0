import {
  type FieldError,
  fieldError,
  type ProblemDocument,
  type ProblemType,
  problemDocument,
  problemTypes,
} from '../../shared/contracts/errors.ts';
import type { Route } from '../../shared/contracts/route.ts';
import { sentenceIn } from '../../shared/contracts/sentences/catalogue.ts';
import { type Answer, componentsOf, type OpenApi, type Reference, type Schema } from './document.ts';
import type { Root } from './schemas.ts';

/** The answers that are not the wished one: which of them a route can give, and what they look like. */

export const problemRoot: Root = { schema: problemDocument, direction: 'output' };

/** What the gateway answers by itself, before or after our code. */
const gatewayAnswers: Record<number, string> = {
  413: 'More than 6 MB',
  429: 'More requests than the gateway lets through: wait and try again',
  500: 'The function failed or took too long',
  503: 'The function could not be reached: try again',
};

/** On any route; the others only where our code answers with them too. */
const onAnyRoute = [429, 500, 503];

const gatewayMessage: Schema = {
  type: 'object',
  description: "The gateway's own answer: it has no problem document.",
  properties: { message: { type: 'string' } },
  required: ['message'],
  examples: [{ message: 'Too Many Requests' }],
};
export const gatewaySchemas = { GatewayMessage: gatewayMessage };

/** Problems a route's answer can be, by the contract and by what the entry of every function does before it. */
export function problemsOf(route: Route): ProblemType[] {
  const signed = route.action === 'signed';
  const open = signed || route.action === 'public';
  const possible: (ProblemType | false)[] = [
    !open && 'not-signed-in',
    !open && 'not-allowed',
    route.params !== undefined && 'not-found',
    route.query !== undefined && 'invalid-request',
    route.method !== 'GET' && 'too-large',
    route.idempotent === true && 'idempotency-key-missing',
    route.idempotent === true && 'idempotency-key-reused',
    ...(route.body !== undefined && !signed ? (['invalid-request', 'unsupported-media-type'] as const) : []),
    ...(route.problems ?? []),
    // What a token or a signature is verified with may not be there just now.
    route.action !== 'public' && 'busy',
    'internal-error',
  ];
  const inTheirOrder = Object.keys(problemTypes) as ProblemType[];
  return inTheirOrder.filter((type) => possible.includes(type));
}

/** Adds a route's problems to the components; answers a reference for each status. */
export function problemAnswers(
  route: Route,
  components: Pick<OpenApi['components'], 'responses' | 'examples'>,
): Record<string, Reference> {
  const types = problemsOf(route);
  const statuses = new Set([...types.map((type) => problemTypes[type].status), ...onAnyRoute]);
  return Object.fromEntries(
    [...statuses]
      .sort((a, b) => a - b)
      .map((status) => {
        const own = types.filter((type) => problemTypes[type].status === status);
        const name = own.length > 0 ? own.map(pascal).join('Or') : `Gateway${status}`;
        for (const type of own) components.examples[type] = exampleOf(type);
        components.responses[name] = answerOf(status, own);
        return [String(status), { $ref: componentsOf('responses') + name }];
      }),
  );
}

function answerOf(status: number, own: readonly ProblemType[]): Answer {
  const gateway = gatewayAnswers[status];
  const says = own.map((type) => `\`${type}\`: ${problemTypes[type].title.en}`);
  const retry = own.some((type) => type === 'busy' || type === 'too-many-tries');
  return {
    description: `${[...says, ...(gateway ? [`By the gateway: ${gateway}`] : [])].join('. ')}.`,
    headers: {
      ...(own.length > 0 && { 'X-Request-Id': { $ref: `${componentsOf('headers')}X-Request-Id` } }),
      ...(retry && { 'Retry-After': { $ref: `${componentsOf('headers')}Retry-After` } }),
    },
    content: {
      ...(own.length > 0 && {
        'application/problem+json': {
          schema: { $ref: `${componentsOf('schemas')}Problem` },
          examples: Object.fromEntries(own.map((type) => [type, { $ref: componentsOf('examples') + type }])),
        },
      }),
      ...(gateway && { 'application/json': { schema: { $ref: `${componentsOf('schemas')}GatewayMessage` } } }),
    },
  };
}

/** Problems that name the fields they are about, with a sample of it. */
const withFields: Partial<Record<ProblemType, FieldError[]>> = {
  'invalid-request': [fieldError('/lines/0/quantity', 'too_small', { min: 1 })],
  'invalid-cursor': [fieldError('/query/cursor', 'invalid_cursor')],
  'not-returnable': [fieldError('/lines/0/serials/0', 'serial_in_open_return', { serial: 'LMX-204518' })],
};

function exampleOf(type: ProblemType) {
  const { status, title } = problemTypes[type];
  const errors = withFields[type];
  const value: ProblemDocument = {
    type: `https://homeward.example/problems/${type}`,
    title: title.en,
    status,
    instance: 'Kk2xYjM9DoEEPvQ=',
    ...(errors && {
      errors: errors.map((one) => ({ pointer: one.pointer, code: one.code, detail: sentenceIn('en', one) })),
    }),
  };
  return { summary: title.en, value };
}

const pascal = (type: string) => type.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
