import type * as z from 'zod';
import type { Action } from '../access/permissions.ts';
import type { ProblemType } from './errors.ts';

/** One route of the API: the single source of its types, of its place in API Gateway, and of its page in the OpenAPI document. */
export interface Route {
  /** `operationId` in OpenAPI. */
  name: string;
  method: 'GET' | 'POST' | 'PUT';
  path: `/v1/${string}`;
  /** Folder in `functions/` that serves it. */
  area: string;
  summary: string;
  /** What a caller must be allowed to do; `public` routes are open, `signed` ones verify a partner's signature. */
  action: Action | 'public' | 'signed';
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** Where the body may come as text/csv too: the field it then is. The other fields are query parameters. */
  csv?: string;
  /** Needs an Idempotency-Key, and answers a repeated one with the first answer. */
  idempotent?: true;
  /** Supports If-Match on the ETag of its resource. */
  conditional?: true;
  /** Answers with an ETag that may be kept anywhere for a while, and 304 to who has it already. */
  cached?: true;
  /**
   * Answers of a route. Functions hold no schema of a `body`: documents and types are made of it. `orText`: the same as
   * text/plain, where the client would rather have that.
   */
  success: { status: 200 | 201 | 202; body?: z.ZodType; contentType?: string; orText?: true };
  problems?: readonly ProblemType[];
  /** Requests a second and burst, where the default is not right. */
  throttle?: { rate: number; burst: number };
}

/** Keeps the literal types of a route, so that a handler's body and answer are inferred from it. */
export function route<const R extends Route>(definition: R): R {
  return definition;
}

export type ParamsOf<R extends Route> = R extends { params: infer S extends z.ZodType }
  ? z.output<S>
  : Record<string, never>;
export type QueryOf<R extends Route> = R extends { query: infer S extends z.ZodType }
  ? z.output<S>
  : Record<string, never>;
export type BodyOf<R extends Route> = R extends { body: infer S extends z.ZodType } ? z.output<S> : undefined;
export type AnswerOf<R extends Route> = R extends { success: { body: infer S extends z.ZodType } }
  ? z.input<S>
  : undefined;
