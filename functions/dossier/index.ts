import { createLinks } from '../../shared/adapters/files/links.ts';
import type { Files } from '../../shared/adapters/files/s3.ts';
import { listDocuments, makeDossier } from '../../shared/contracts/dossier.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createListDocuments } from './list-documents.ts';
import { createMakeDossier } from './make-dossier.ts';

const service = serviceFromEnvironment();
const { FILES_BUCKET } = readSettings(['FILES_BUCKET']);
const endpoint = process.env.AWS_ENDPOINT_URL;
const link = createLinks({ bucket: FILES_BUCKET, signer: service.table.documents.config, endpoint });
let opened: Files | undefined;
const files = async (): Promise<Files> => {
  opened ??= (await import('./kept-files.ts')).openKeptFiles(FILES_BUCKET, endpoint);
  return opened;
};

export const handler = createEntry(
  [
    serves(listDocuments, createListDocuments({ ...service, link })),
    serves(makeDossier, createMakeDossier({ ...service, link, files })),
  ],
  service.entry,
);
