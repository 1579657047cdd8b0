import * as z from 'zod';

/** Every problem our code answers with (RFC 9457), by the last part of its `type`, with its status. */
export const problemTypes = {
  'invalid-request': { status: 400, title: 'The request is not as described' },
  'idempotency-key-missing': { status: 400, title: 'This request needs an Idempotency-Key header' },
  'invalid-cursor': { status: 400, title: 'This cursor is not one of ours, or not for this list' },
  'invalid-signature': { status: 401, title: 'The signature does not fit the body' },
  'not-signed-in': { status: 401, title: 'A valid bearer token is needed' },
  'link-not-valid': { status: 401, title: 'This link is not valid any more' },
  'not-allowed': { status: 403, title: 'Your role may not do this' },
  'not-found': { status: 404, title: 'There is nothing here for you' },
  'order-not-found': { status: 404, title: 'No order fits this number and contact detail' },
  'not-returnable': { status: 409, title: 'These units cannot be returned' },
  'step-not-legal': { status: 409, title: 'The return is not at a point where this can be done' },
  'policy-book-conflict': { status: 409, title: 'The policy book does not allow this change' },
  'version-conflict': { status: 412, title: 'It was changed in the meantime: read it again' },
  'too-large': { status: 413, title: 'The request is too large' },
  'unsupported-media-type': { status: 415, title: 'The body must be application/json' },
  'idempotency-key-reused': { status: 422, title: 'This Idempotency-Key was used with another body' },
  'policy-not-sound': { status: 422, title: 'The policy has faults, or warnings that were not accepted' },
  'too-many-items': { status: 422, title: 'This is more than one request can carry' },
  'too-many-tries': { status: 429, title: 'Too many tries: wait and try again' },
  'internal-error': { status: 500, title: 'Something went wrong on our side; nothing was lost' },
  busy: { status: 503, title: 'Too busy just now: try again' },
} as const;
export type ProblemType = keyof typeof problemTypes;

export const problemDocument = z
  .strictObject({
    type: z.string().meta({ example: 'https://homeward.example/problems/invalid-request' }),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    instance: z.string().optional().meta({ description: 'The X-Request-Id of this answer.' }),
    errors: z
      .array(
        z.strictObject({
          pointer: z.string().meta({ example: '/lines/0/quantity' }),
          code: z.string(),
          detail: z.string(),
        }),
      )
      .optional(),
  })
  .meta({ id: 'Problem', description: 'Why a request was not answered as wished (RFC 9457).' });
export type ProblemDocument = z.infer<typeof problemDocument>;

/** Thrown anywhere below a route; the entry turns it into the answer. */
export class ProblemError extends Error {
  readonly type: ProblemType;
  readonly errors: ProblemDocument['errors'];
  readonly headers: Record<string, string>;
  constructor(
    type: ProblemType,
    detail?: string,
    more: { errors?: NonNullable<ProblemDocument['errors']>; headers?: Record<string, string> } = {},
  ) {
    super(detail ?? problemTypes[type].title);
    this.name = 'ProblemError';
    this.type = type;
    this.errors = more.errors;
    this.headers = more.headers ?? {};
  }
}

/** A path as a JSON pointer (RFC 6901). */
export const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
