import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type * as z from 'zod';
import { fieldError, ProblemError, pointerOf } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import { say } from '../contracts/sentences/catalogue.ts';

/** Reading what was sent: bytes, JSON, and what a contract says of it. */

/** Bad fields that are named at once. */
const mostNamed = 20;

/** The bytes of a body. @throws ProblemError too-large */
export function rawBody(event: APIGatewayProxyEventV2, largest: number): Uint8Array {
  const raw = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (raw.byteLength > largest) throw new ProblemError('too-large', say('most_bytes', { max: largest }));
  return raw;
}

/**
 * The JSON of a body.
 * @throws ProblemError unsupported-media-type; invalid-request when it is no JSON, or holds text that cannot be kept
 */
export function readJson(raw: Uint8Array, contentType: string | undefined): unknown {
  if (!/^application\/(json|[\w.-]+\+json)\s*(;|$)/i.test(contentType ?? ''))
    throw new ProblemError('unsupported-media-type', say('send_json'));
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(raw);
    value = JSON.parse(text);
  } catch {
    throw new ProblemError('invalid-request', undefined, { errors: [fieldError('', 'not_json')] });
  }
  const broken = /\\ud[89a-f]/i.test(text) ? brokenText(value, []) : undefined;
  if (broken)
    throw new ProblemError('invalid-request', undefined, { errors: [fieldError(pointerOf(broken), 'not_unicode')] });
  return value;
}

/**
 * What is sent where a route takes CSV too: the bytes are one of the body's fields, the query holds the others.
 * @returns undefined when it is not sent as text/csv
 * @throws ProblemError invalid-request when it is not in UTF-8
 */
export function readCsvBody(
  raw: Uint8Array,
  contentType: string | undefined,
  field: string,
  query: APIGatewayProxyEventV2['queryStringParameters'],
): unknown {
  if (!/^text\/csv\s*(;|$)/i.test(contentType ?? '')) return undefined;
  try {
    return { ...query, [field]: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(raw) };
  } catch {
    throw new ProblemError('invalid-request', undefined, { errors: [fieldError(pointerOf([field]), 'csv_encoding')] });
  }
}

/** Where there is text that nothing can keep: half of a surrogate pair, which JSON can escape and UTF-8 cannot hold. */
function brokenText(value: unknown, path: readonly string[]): readonly string[] | undefined {
  if (typeof value === 'string') return value.isWellFormed() ? undefined : path;
  if (value === null || typeof value !== 'object') return undefined;
  for (const [name, one] of Object.entries(value)) {
    const found = name.isWellFormed() ? brokenText(one, [...path, name]) : path;
    if (found) return found;
  }
  return undefined;
}

/** The locale a body asks to be answered in, whatever else is right or wrong with it. */
export function localeIn(value: unknown): string | undefined {
  const locale = value !== null && typeof value === 'object' && 'locale' in value ? value.locale : undefined;
  return typeof locale === 'string' ? locale : undefined;
}

/** Parses by a contract. @throws ProblemError invalid-request with a JSON pointer (RFC 6901) per field */
export function parsed<Schema extends z.ZodType>(schema: Schema, value: unknown, under: string): z.output<Schema> {
  const result = schema.safeParse(value, { reportInput: true });
  if (result.success) return result.data;
  const errors = fieldErrorsOf(result.error.issues.slice(0, mostNamed), under).slice(0, mostNamed);
  throw new ProblemError('invalid-request', undefined, { errors });
}
