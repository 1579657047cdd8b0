import {
  GetObjectCommand,
  HeadObjectCommand,
  NoSuchKey,
  NotFound,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';

/** What is known of a file without fetching it. */
export interface FileHead {
  readonly bytes: number;
  /** As it was declared when the file was put; the storage enforced it. */
  readonly contentType: string;
  /** Names this content of the key: another upload to the same key has another. */
  readonly etag: string;
}

export interface Files {
  /** Undefined when there is no such file. */
  head(key: string): Promise<FileHead | undefined>;
  /** The whole file; undefined when it is not there, or no longer the content that `etag` names. */
  get(key: string, etag?: string): Promise<Uint8Array | undefined>;
  /** Writes a file (packed, where an encoding says so) that is never overwritten; `there` when one is there already, which stays as it is. */
  putOnce(key: string, bytes: Uint8Array, contentType: string, encoding?: 'gzip'): Promise<'written' | 'there'>;
}

/** The bucket of files, read and written. Presigned ways to it are in `uploads.ts` and `links.ts`. */
export function createFiles({ bucket, client }: { bucket: string; client: S3Client }): Files {
  return {
    async head(key) {
      try {
        const found = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        return { bytes: found.ContentLength ?? 0, contentType: found.ContentType ?? '', etag: found.ETag ?? '' };
      } catch (error) {
        if (error instanceof NotFound) return undefined;
        throw error;
      }
    },

    async get(key, etag) {
      try {
        const found = await client.send(
          new GetObjectCommand({ Bucket: bucket, Key: key, ...(etag === undefined ? {} : { IfMatch: etag }) }),
        );
        return await found.Body?.transformToByteArray();
      } catch (error) {
        if (error instanceof NoSuchKey || preconditionFailed(error)) return undefined;
        throw error;
      }
    },

    async putOnce(key, bytes, contentType, encoding) {
      try {
        await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: bytes,
            ContentType: contentType,
            ...(encoding && { ContentEncoding: encoding }),
            IfNoneMatch: '*',
          }),
        );
        return 'written';
      } catch (error) {
        if (preconditionFailed(error)) return 'there';
        throw error;
      }
    },
  };
}

const preconditionFailed = (error: unknown) =>
  error instanceof S3ServiceException && error.$metadata.httpStatusCode === 412;
