import { createHmac, timingSafeEqual } from 'node:crypto';
import { fieldError, refuse } from '../contracts/errors.ts';

/** Cursors of lists: opaque and signed, so that nobody can make one that reaches another list. */

/**
 * @param scope the list (brand, subject or queue): a cursor is good for this one only
 * @param position where the next page starts
 */
export async function signCursor(
  key: () => Promise<Uint8Array>,
  scope: string,
  position: Record<string, unknown>,
): Promise<string> {
  const body = Buffer.from(JSON.stringify(position)).toString('base64url');
  return `${body}.${mac(await key(), scope, body)}`;
}

/** @throws ProblemError invalid-cursor */
export async function readCursor(
  key: () => Promise<Uint8Array>,
  scope: string,
  cursor: string,
): Promise<Record<string, unknown>> {
  const [body = '', signature = ''] = cursor.split('.');
  const expected = Buffer.from(mac(await key(), scope, body));
  const given = Buffer.from(signature);
  if (given.length !== expected.length || !timingSafeEqual(given, expected))
    refuse('invalid-cursor', [fieldError('/query/cursor', 'invalid_cursor')]);
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>;
}

function mac(key: Uint8Array, scope: string, body: string): string {
  return createHmac('sha256', key).update(`cursor\n${scope}\n${body}`).digest('base64url');
}
