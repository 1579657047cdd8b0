import { S3Client } from '@aws-sdk/client-s3';

/**
 * A client of the storage. `endpoint` is set where the storage is not the cloud's (AWS_ENDPOINT_URL): there the bucket's
 * name goes into the path, because it is no host name.
 */
export const createFilesClient = (endpoint: string | undefined): S3Client =>
  new S3Client(endpoint === undefined ? {} : { endpoint, forcePathStyle: true });
