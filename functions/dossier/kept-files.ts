import { createFilesClient } from '../../shared/adapters/files/client.ts';
import { createFiles, type Files } from '../../shared/adapters/files/s3.ts';

/**
 * The files of returns. Its module is loaded when the first dossier is made (`await import`): with S3's client the function
 * would take twice as long to start, and whoever lists papers reads no file.
 */
export const openKeptFiles = (bucket: string, endpoint: string | undefined): Files =>
  createFiles({ bucket, client: createFilesClient(endpoint) });
