import { randomBytes } from 'node:crypto';
import { createLinks } from '../../shared/adapters/files/links.ts';
import { listBacktests, readBacktest, retryBacktest, startBacktest } from '../../shared/contracts/backtests.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createListBacktests, createReadBacktest } from './read-backtests.ts';
import { createRetryBacktest } from './retry-backtest.ts';
import { createStartBacktest } from './start-backtest.ts';

const service = serviceFromEnvironment();
const { FILES_BUCKET } = readSettings(['FILES_BUCKET']);
const link = createLinks({
  bucket: FILES_BUCKET,
  signer: service.table.documents.config,
  endpoint: process.env.AWS_ENDPOINT_URL,
});
const deps = { ...service, link, randomBytes };

export const handler = createEntry(
  [
    serves(startBacktest, createStartBacktest(deps)),
    serves(listBacktests, createListBacktests(deps)),
    serves(readBacktest, createReadBacktest(deps)),
    serves(retryBacktest, createRetryBacktest(deps)),
  ],
  service.entry,
);
