import type { Reach } from './engine.ts';

export interface EngineCall {
  /** The service as it is written in a signature: `ssm`, `lambda`, `logs` … */
  readonly service: string;
  /** Operation of a service that speaks JSON over one address: `AmazonSSM.GetParameter`. */
  readonly target?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON with POST; without one it is a GET. */
  readonly body?: unknown;
}

/** Asks the engine for an operation of a service whose client is not a dependency. The engine looks at no signature. */
export function callEngine({ endpoint, region, credentials }: Reach, call: EngineCall): Promise<Response> {
  const { service, target, path = '/', headers = {}, body } = call;
  const credential = `${credentials.accessKeyId}/20260101/${region}/${service}/aws4_request`;
  return fetch(`${endpoint}${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.1',
      authorization: `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=local`,
      ...(target === undefined ? {} : { 'x-amz-target': target }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
