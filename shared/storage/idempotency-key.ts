import { sha256 } from './sha256.ts';

/** Which request this is: the same key means the same request, asked again. */
export interface IdempotencyKey {
  brand: string;
  /** Who, which route, which key: one hash. */
  scope: string;
  bodyHash: string;
}

/** Key of a request: `parts` are principal, route and the header's value. */
export function idempotencyKey(brand: string, parts: readonly string[], body: string): IdempotencyKey {
  return { brand, scope: sha256(JSON.stringify(parts)), bodyHash: sha256(body) };
}
