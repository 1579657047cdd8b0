import { setTimeout } from 'node:timers/promises';
import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { bucketAddress } from './address.ts';
import type { LinksProps } from './links.ts';

/** Copies a file within the bucket to a place where nothing is overwritten. `gone` when there is none to copy. */
export type CopyOnce = (from: string, to: string) => Promise<'there' | 'gone'>;

const encoded = (key: string) => key.split('/').map(encodeURIComponent).join('/');

/** S3 answers 409 while somebody else writes a file of that name, and wants to be asked again. */
const attempts = 5;

/**
 * Server-side copies (CopyObject), signed as links are: the storage's own client would cost a request function 40 KB and
 * 15 ms at its start. A file of the same name is the same file: names are hashes of what is in them. `If-None-Match` of a copy
 * is about the file that would be overwritten (S3, CopyObject).
 * @throws Error when the storage does not answer as it should
 */
export function createCopyOnce({ bucket, signer: { credentials, sha256, region }, endpoint }: LinksProps): CopyOnce {
  const presigner = new S3RequestPresigner({ credentials, sha256, region });
  return async (from, to) => {
    const url = new URL(`${bucketAddress(bucket, await region(), endpoint)}/${encoded(to)}`);
    const headers = { host: url.host, 'x-amz-copy-source': `/${bucket}/${encoded(from)}`, 'if-none-match': '*' };
    const { query = {} } = await presigner.presign(
      {
        method: 'PUT',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port === '' ? {} : { port: Number(url.port) }),
        path: url.pathname,
        query: {},
        headers,
      },
      { expiresIn: 60, unhoistableHeaders: new Set(['x-amz-copy-source']), unsignableHeaders: new Set() },
    );
    const search = new URLSearchParams(
      Object.entries(query).map(([name, value]): [string, string] => [name, String(value)]),
    );
    const { host: _, ...sent } = headers;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await fetch(`${url.href}?${search}`, { method: 'PUT', headers: sent });
      const said = await answer.text();
      if (answer.status === 404) return 'gone';
      // A copy that fails half-way is answered 200 with an error in its body (S3, CopyObject).
      if (answer.status === 412 || (answer.ok && !said.includes('<Error>'))) return 'there';
      if (answer.status !== 409 || attempt === attempts)
        throw new Error(`The storage answered a copy ${answer.status}`);
      await setTimeout(20 * 2 ** attempt);
    }
  };
}
