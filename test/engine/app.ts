import { inject } from 'vitest';
import type { Reach } from '../../infra/local/engine.ts';
import { issueToken, type TokenRequest } from '../../infra/local/issuer.ts';
import type {} from './provided.ts';

export interface Request {
  /** Bearer token; none for public and signed routes. */
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; a string is sent as it is. */
  readonly body?: unknown;
}

export interface Answer<Body = unknown> {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed when it is JSON, else the text. */
  readonly body: Body;
}

/** The app deployed for the journeys. */
export interface DeployedApp {
  readonly baseUrl: string;
  readonly reach: Reach;
  /** Folder of its engine. */
  readonly folder: string;
  /** A value the stacks put out; throws when there is none of the name. */
  output(name: string): string;
  /** Name of an area's function. */
  functionName(area: string): string;
  token(request: TokenRequest): Promise<string>;
  /** Sends a request to a path that begins with /v1. */
  call<Body = unknown>(method: string, path: string, request?: Request): Promise<Answer<Body>>;
}

export function deployedApp(): DeployedApp {
  const { reach, folder, issuer, deployed } = inject('app');
  const { baseUrl, outputs } = deployed;
  const output = (name: string): string => {
    const value = outputs[name];
    if (value === undefined) throw new Error(`The stacks put out no ${name}.`);
    return value;
  };
  return {
    baseUrl,
    reach,
    folder,
    output,
    functionName: (area) =>
      output(`Function${area.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`),
    token: (request) => issueToken(issuer, request),
    async call<Body>(method: string, path: string, { token, headers, body }: Request = {}): Promise<Answer<Body>> {
      const answer = await fetch(`${baseUrl}${path}`, {
        method,
        headers: {
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
          ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      });
      const text = await answer.text();
      const isJson = /json/.test(answer.headers.get('content-type') ?? '');
      return { status: answer.status, headers: answer.headers, body: (isJson ? JSON.parse(text) : text) as Body };
    },
  };
}
