/** A plain HTTP client of a running instance: what any frontend would do. */

export interface ApiAnswer {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a journey reads answers as a frontend does, and checks what it uses.
  readonly body: any;
}

export interface ApiRequest {
  readonly token?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Api {
  readonly baseUrl: string;
  call(method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
  /** The same, but anything else than this status is an error that shows the answer. */
  expect(status: number, method: string, path: string, request?: ApiRequest): Promise<ApiAnswer>;
}

/** A failed check of a journey: what was expected, and what came. */
export class JourneyFailed extends Error {}

export function createApi(baseUrl: string): Api {
  const call: Api['call'] = async (method, path, { token, body, headers } = {}) => {
    const answer = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, headers: answer.headers, body: isJson && text !== '' ? JSON.parse(text) : text };
  };
  return {
    baseUrl,
    call,
    expect: expecting(call),
  };
}

/** The strict form of a call. */
export function expecting(call: Api['call']): Api['expect'] {
  return async (status, method, path, request) => {
    const answer = await call(method, path, request);
    if (answer.status !== status)
      throw new JourneyFailed(
        `${method} ${path} was answered ${answer.status} instead of ${status}: ${JSON.stringify(answer.body)}`,
      );
    return answer;
  };
}

/** Fails the journey with a sentence. */
export function check(holds: unknown, sentence: string): asserts holds {
  if (!holds) throw new JourneyFailed(sentence);
}

/** Asks again until there is an answer; fails with what it waited for. */
export async function waitFor<Found>(
  what: string,
  ask: () => Promise<Found | undefined | false>,
  seconds = 90,
): Promise<Found> {
  const end = performance.now() + seconds * 1000;
  for (;;) {
    const found = await ask();
    if (found) return found;
    if (performance.now() > end) throw new JourneyFailed(`Waited ${seconds} s in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}
