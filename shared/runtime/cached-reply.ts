import { createHash } from 'node:crypto';

/** Answers that many ask for and that change rarely (RFC 9110, sections 8.8.3 and 13.1.2; RFC 9111). */

export interface CachedReply {
  status?: number;
  body: string;
  headers: Record<string, string>;
}

/**
 * An answer with its entity tag; 304 without a body for who has it already.
 * @param ifNoneMatch the header of the request
 * @param seconds for how long it may be kept anywhere
 */
export function cachedReply(
  body: string,
  headers: Record<string, string>,
  ifNoneMatch: string | undefined,
  seconds: number,
): CachedReply {
  const etag = `"${createHash('sha256')
    .update(headers['content-type'] ?? '')
    .update(body)
    .digest('base64url')
    .slice(0, 22)}"`;
  const all = { ...headers, etag, 'cache-control': `public, max-age=${seconds}` };
  const known = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*') ? { status: 304, body: '', headers: all } : { body, headers: all };
}

/** Whether a client would rather have text than JSON (RFC 9110, section 12.5.1); a browser would, who names neither gets text. */
export function prefersText(accept: string | undefined): boolean {
  const ranges = (accept ?? '*/*')
    .slice(0, 500)
    .split(',')
    .map((part) => {
      const [range = '', ...parameters] = part.split(';').map((one) => one.trim().toLowerCase());
      const weight = parameters.find((one) => one.startsWith('q='))?.slice(2);
      return { range, weight: weight === undefined ? 1 : Number(weight) || 0 };
    });
  const weightOf = (type: string) => {
    const [main] = type.split('/');
    for (const name of [type, `${main}/*`, '*/*']) {
      const found = ranges.find(({ range }) => range === name);
      if (found) return found.weight;
    }
    return 0;
  };
  return weightOf('text/plain') >= weightOf('application/json');
}
