import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';

export interface ListedFile {
  readonly key: string;
  readonly bytes: number;
}

export interface Listing {
  /** Files whose key begins with this, in the order of their keys. */
  files(prefix: string): Promise<ListedFile[]>;
  /** Names of the folders right below this one, in their order, without their slash. */
  folders(folder: string): Promise<string[]>;
}

/** What there is in the bucket. A thousand are asked for at a time (the most that S3 answers). */
export function createListing({ bucket, client }: { bucket: string; client: S3Client }): Listing {
  async function* pages(Prefix: string, Delimiter?: string) {
    let ContinuationToken: string | undefined;
    do {
      const page = await client.send(
        new ListObjectsV2Command({
          Bucket: bucket,
          Prefix,
          ...(Delimiter && { Delimiter }),
          ...(ContinuationToken && { ContinuationToken }),
        }),
      );
      yield page;
      ContinuationToken = page.NextContinuationToken;
    } while (ContinuationToken);
  }
  return {
    async files(prefix) {
      const found: ListedFile[] = [];
      for await (const { Contents = [] } of pages(prefix))
        found.push(...Contents.map(({ Key = '', Size = 0 }) => ({ key: Key, bytes: Size })));
      return found;
    },
    async folders(folder) {
      const found: string[] = [];
      for await (const { CommonPrefixes = [] } of pages(folder, '/'))
        found.push(...CommonPrefixes.map(({ Prefix = '' }) => Prefix.slice(folder.length, -1)));
      return found;
    },
  };
}
