import { createHmac, timingSafeEqual } from 'node:crypto';

/** A webhook as it arrived: nothing parsed, nothing re-serialised, because signatures are over the raw bytes. */
export interface SignedWebhook {
  body: Uint8Array;
  /** Names in any case. */
  headers: Readonly<Record<string, string | undefined>>;
  /** The partner's secrets: two while one is being replaced. With none, nothing verifies. */
  secrets: readonly string[];
}

/** `stale` only where the signature covers a time; the others are the same answer to the sender, and differ in our log. */
export type SignatureVerdict = 'valid' | 'missing' | 'mismatch' | 'stale';

/** Value of a header whatever the case of its name; undefined when absent or empty. */
export function headerOf(headers: SignedWebhook['headers'], name: string): string | undefined {
  const wanted = name.toLowerCase();
  const found = Object.keys(headers).find((key) => key.toLowerCase() === wanted);
  return (found && headers[found]?.trim()) || undefined;
}

/** HMAC-SHA256 of the raw body, once per secret; an empty secret is none. */
export function bodyMacs(body: Uint8Array, keys: readonly string[]): Buffer[] {
  return keys.filter((key) => key !== '').map((key) => createHmac('sha256', key).update(body).digest());
}

/** Whether one of `expected` is `given`, in a time that does not tell which, nor how much of it fits. */
export function fitsOneOf(expected: readonly Uint8Array[], given: Uint8Array): boolean {
  let fits = false;
  for (const one of expected) if (one.length === given.length && timingSafeEqual(one, given)) fits = true;
  return fits;
}
