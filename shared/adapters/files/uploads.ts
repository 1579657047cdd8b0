import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

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
}

/**
 * Presigned uploads straight to the bucket. Whoever holds a form may put a file of exactly its key and content type,
 * of 1 to `maxBytes` bytes, until it expires; all four are refused by the storage otherwise. A frontend takes the form
 * whose content type is its file's (`File.type`).
 */
export const createUploads =
  ({ bucket, client }: { bucket: string; client: S3Client }) =>
  ({ key, rules, expiresInSeconds }: UploadRequest): Promise<Upload[]> =>
    Promise.all(
      rules.map(async ({ contentType, maxBytes }) => {
        const { url, fields } = await createPresignedPost(client, {
          Bucket: bucket,
          Key: key,
          Fields: { 'Content-Type': contentType },
          Conditions: [['content-length-range', 1, maxBytes]],
          Expires: expiresInSeconds,
        });
        return { contentType, maxBytes, url, fields };
      }),
    );
