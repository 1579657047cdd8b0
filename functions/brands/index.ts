import { createPartnerSecrets } from '../../shared/adapters/secrets/secrets-manager.ts';
import { getConfiguration, putConfiguration, replayDeliveries } from '../../shared/contracts/brands.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createGetConfiguration } from './get-configuration.ts';
import { createPutConfiguration } from './put-configuration.ts';
import { createReplayDeliveries } from './replay-deliveries.ts';

const { table, entry } = serviceFromEnvironment();
const { PARTNER_SECRETS_PREFIX } = readSettings(['PARTNER_SECRETS_PREFIX']);
const deps = {
  table,
  secrets: createPartnerSecrets(PARTNER_SECRETS_PREFIX, systemClock),
  allowHttp: process.env.AWS_ENDPOINT_URL !== undefined,
};

export const handler = createEntry(
  [
    serves(putConfiguration, createPutConfiguration(deps)),
    serves(getConfiguration, createGetConfiguration(deps)),
    serves(replayDeliveries, createReplayDeliveries(deps)),
  ],
  entry,
);
