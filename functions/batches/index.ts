import { createBatch, readBatch, readBatchErrors } from '../../shared/contracts/batches.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createBrandReader } from '../../shared/storage/brands.ts';
import { createCreateBatch } from './create-batch.ts';
import { createReadBatch, createReadBatchErrors } from './read-batch.ts';

const { table, entry } = serviceFromEnvironment();
const deps = { table, readBrand: createBrandReader(table) };

export const handler = createEntry(
  [
    serves(createBatch, createCreateBatch(deps)),
    serves(readBatch, createReadBatch(deps)),
    serves(readBatchErrors, createReadBatchErrors(deps)),
  ],
  entry,
);
