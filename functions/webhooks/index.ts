import { createPartnerSecrets } from '../../shared/adapters/secrets/secrets-manager.ts';
import { easypostWebhook, genericWebhook, shopifyWebhook } from '../../shared/contracts/webhooks.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createPartnerReader } from '../../shared/storage/brands.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createKeepWebhook } from './keep-webhook.ts';

const { TABLE_NAME, PARTNER_SECRETS_PREFIX } = readSettings(['TABLE_NAME', 'PARTNER_SECRETS_PREFIX']);
const table = connectTable(TABLE_NAME);
const deps = {
  table,
  hasSecret: createPartnerReader(table),
  secrets: createPartnerSecrets(PARTNER_SECRETS_PREFIX, systemClock),
};

export const handler = createEntry(
  [
    serves(shopifyWebhook, createKeepWebhook(deps, 'shopify')),
    serves(easypostWebhook, createKeepWebhook(deps, 'easypost')),
    serves(genericWebhook, createKeepWebhook(deps, 'generic')),
  ],
  { clock: systemClock },
);
