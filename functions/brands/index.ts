import { randomUUID } from 'node:crypto';
import { createPartnerSecrets } from '../../shared/adapters/secrets/secrets-manager.ts';
import {
  getConfiguration,
  listQuarantine,
  putConfiguration,
  readQuarantined,
  replayDeliveries,
  retryQuarantined,
} from '../../shared/contracts/brands.ts';
import { getCompany, putCompany } from '../../shared/contracts/companies.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createGetCompany, createPutCompany } from './companies.ts';
import { createGetConfiguration } from './get-configuration.ts';
import { createPutConfiguration } from './put-configuration.ts';
import { createListQuarantine, createReadQuarantined, createRetryQuarantined } from './quarantine.ts';
import { createReplayDeliveries } from './replay-deliveries.ts';

const { table, signingKey, entry } = serviceFromEnvironment();
const settings = readSettings(['PARTNER_SECRETS_PREFIX', 'ALLOW_HTTP']);
const deps = {
  table,
  signingKey,
  secrets: createPartnerSecrets(settings.PARTNER_SECRETS_PREFIX, systemClock),
  allowHttp: settings.ALLOW_HTTP,
  newOwner: randomUUID,
};

export const handler = createEntry(
  [
    serves(putConfiguration, createPutConfiguration(deps)),
    serves(getConfiguration, createGetConfiguration(deps)),
    serves(putCompany, createPutCompany(deps)),
    serves(getCompany, createGetCompany(deps)),
    serves(replayDeliveries, createReplayDeliveries(deps)),
    serves(listQuarantine, createListQuarantine(deps)),
    serves(readQuarantined, createReadQuarantined(deps)),
    serves(retryQuarantined, createRetryQuarantined(deps)),
  ],
  entry,
);
