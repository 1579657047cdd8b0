import { createHmac } from 'node:crypto';
import { bucketAddress } from './address.ts';

/** A form that puts one file of one content type to one key: a multipart POST of `fields`, then `file`, to `url`. */
export interface Upload {
  readonly contentType: string;
  readonly maxBytes: number;
  readonly url: string;
  readonly fields: Readonly<Record<string, string>>;
}

export interface UploadRequest {
  readonly key: string;
  /** One form is made for each: a signed policy can name only one content type, and the storage enforces it. */
  readonly rules: readonly { readonly contentType: string; readonly maxBytes: number }[];
  readonly expiresInSeconds: number;
  readonly now: Date;
}

export interface UploadsProps {
  readonly bucket: string;
  /** The part of any AWS client's configuration that a form is signed with: `config` of the table's client fits. */
  readonly signer: {
    readonly credentials: () => Promise<{ accessKeyId: string; secretAccessKey: string; sessionToken?: string }>;
    readonly region: () => Promise<string>;
  };
  /** AWS_ENDPOINT_URL, where the storage is not the cloud's. */
  readonly endpoint?: string | undefined;
}

/**
 * Presigned uploads straight to the bucket. Whoever holds a form may put a file of exactly its key and content type,
 * of 1 to `maxBytes` bytes, until it expires; all four are refused by the storage otherwise. A frontend takes the form
 * whose content type is its file's (`File.type`).
 *
 * It is signed as S3 describes ("Authenticating Requests in Browser-Based Uploads Using POST", Signature Version 4), here
 * and not by @aws-sdk/s3-presigned-post: that brings along the storage's own client, a quarter of what intake needs to
 * start. A test holds the two to the same forms.
 */
export const createUploads =
  ({ bucket, signer, endpoint }: UploadsProps) =>
  async ({ key, rules, expiresInSeconds, now }: UploadRequest): Promise<Upload[]> => {
    const [{ accessKeyId, secretAccessKey, sessionToken }, region] = await Promise.all([
      signer.credentials(),
      signer.region(),
    ]);
    const at = stamp(now).replace(/[-:]/g, '');
    const scope = [at.slice(0, 8), region, 's3', 'aws4_request'];
    const signingKey = scope.reduce<string | Buffer>((under, part) => mac(under, part), `AWS4${secretAccessKey}`);
    const expiration = stamp(new Date(now.getTime() + expiresInSeconds * 1000));
    return rules.map(({ contentType, maxBytes }) => {
      const fields = {
        'Content-Type': contentType,
        bucket,
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': [accessKeyId, ...scope].join('/'),
        'X-Amz-Date': at,
        ...(sessionToken && { 'X-Amz-Security-Token': sessionToken }),
        key,
      };
      const conditions = [
        ['content-length-range', 1, maxBytes],
        ...Object.entries(fields).map(([name, value]) => ({ [name]: value })),
      ];
      const Policy = Buffer.from(JSON.stringify({ expiration, conditions })).toString('base64');
      const signature = mac(signingKey, Policy).toString('hex');
      return {
        contentType,
        maxBytes,
        url: new URL(bucketAddress(bucket, region, endpoint)).href,
        fields: { ...fields, Policy, 'X-Amz-Signature': signature },
      };
    });
  };

const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

/** Whole seconds: `2026-11-22T01:02:03Z`. */
const stamp = (at: Date) => at.toISOString().replace(/\.\d{3}Z$/, 'Z');
