import { S3RequestPresigner } from '@aws-sdk/s3-request-presigner';
import { bucketAddress } from './address.ts';

type Signing = ConstructorParameters<typeof S3RequestPresigner>[0];

export interface LinksProps {
  readonly bucket: string;
  /** The part of any AWS client's configuration that a link is signed with: `config` of the table's client fits. */
  readonly signer: Pick<Signing, 'credentials' | 'sha256'> & { readonly region: () => Promise<string> };
  /** AWS_ENDPOINT_URL, where the storage is not the cloud's. */
  readonly endpoint?: string | undefined;
}

/** Answers a URL with which anyone may read the file for so many seconds (604,800 at most). */
export type Link = (key: string, seconds: number) => Promise<string>;

/**
 * Presigned links to read one file. A link ends early when the credentials end that signed it: a function's last some
 * hours. It is signed with what another client brings along, because the storage's own client would cost a request
 * function 40 KB and 15 ms at its start.
 */
export function createLinks({ bucket, signer: { credentials, sha256, region }, endpoint }: LinksProps): Link {
  const presigner = new S3RequestPresigner({ credentials, sha256, region });
  return async (key, seconds) => {
    const base = bucketAddress(bucket, await region(), endpoint);
    const { protocol, hostname, port, pathname } = new URL(
      `${base}/${key.split('/').map(encodeURIComponent).join('/')}`,
    );
    const signed = await presigner.presign(
      {
        method: 'GET',
        protocol,
        hostname,
        ...(port === '' ? {} : { port: Number(port) }),
        path: pathname,
        query: {},
        headers: {},
      },
      { expiresIn: seconds },
    );
    const query = Object.entries(signed.query ?? {}).map(([name, value]): [string, string] => [name, String(value)]);
    return `${protocol}//${hostname}${port && `:${port}`}${pathname}?${new URLSearchParams(query)}`;
  };
}
