import * as activations from './activations.ts';
import * as backtests from './backtests.ts';
import * as batches from './batches.ts';
import * as brands from './brands.ts';
import * as companies from './companies.ts';
import * as credits from './credits.ts';
import * as customs from './customs-api.ts';
import * as customsRecords from './customs-records.ts';
import * as dealers from './dealers.ts';
import * as decisions from './decisions.ts';
import * as documentation from './documentation.ts';
import * as dossier from './dossier.ts';
import * as drafts from './drafts.ts';
import * as intake from './intake.ts';
import * as orders from './orders.ts';
import * as policies from './policies.ts';
import * as products from './products.ts';
import * as publishedPolicy from './published-policy.ts';
import * as reasons from './reasons.ts';
import * as returnCustoms from './return-customs.ts';
import type { Route } from './route.ts';
import * as staff from './staff.ts';
import * as tracking from './tracking.ts';
import * as webhooks from './webhooks.ts';
import * as withdrawal from './withdrawal.ts';

/** Every route there is, area by area. For infrastructure and documents; a function imports its own area only. */
export const routes: readonly Route[] = [
  orders,
  products,
  dealers,
  reasons,
  intake,
  drafts,
  batches,
  withdrawal,
  tracking,
  staff,
  credits,
  brands,
  companies,
  policies,
  activations,
  backtests,
  customs,
  customsRecords,
  decisions,
  publishedPolicy,
  returnCustoms,
  dossier,
  webhooks,
  documentation,
].flatMap((area) =>
  Object.values(area).filter(
    (one): one is Route & typeof one => typeof one === 'object' && 'path' in one && 'area' in one,
  ),
);
