import { creditPrice } from '../../shared/contracts/credits.ts';
import { retryEffect, settleByHand } from '../../shared/contracts/staff.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createCompanyReader } from '../../shared/storage/companies.ts';
import { createCreditPrice } from './credit-price.ts';
import { createRetryEffect } from './retry-effect.ts';
import { createSettleByHand } from './settle-by-hand.ts';

const service = serviceFromEnvironment();

export const handler = createEntry(
  [
    serves(creditPrice, createCreditPrice({ ...service, readCompany: createCompanyReader(service.table) })),
    serves(retryEffect, createRetryEffect(service)),
    serves(settleByHand, createSettleByHand(service)),
  ],
  service.entry,
);
