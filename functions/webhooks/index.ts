import { createPartnerSecrets } from '../../shared/adapters/secrets/secrets-manager.ts';
import { easypostWebhook, genericWebhook, shopifyWebhook } from '../../shared/contracts/webhooks.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createKeepWebhook } from './keep-webhook.ts';

const { table, entry } = serviceFromEnvironment();
const { PARTNER_SECRETS_PREFIX } = readSettings(['PARTNER_SECRETS_PREFIX']);
const deps = { table, secrets: createPartnerSecrets(PARTNER_SECRETS_PREFIX, systemClock) };

export const handler = createEntry(
  [
    serves(shopifyWebhook, createKeepWebhook(deps, 'shopify')),
    serves(easypostWebhook, createKeepWebhook(deps, 'easypost')),
    serves(genericWebhook, createKeepWebhook(deps, 'generic')),
  ],
  entry,
);
