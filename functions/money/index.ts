import { retryEffect, settleByHand } from '../../shared/contracts/staff.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createRetryEffect } from './retry-effect.ts';
import { createSettleByHand } from './settle-by-hand.ts';

const service = serviceFromEnvironment();

export const handler = createEntry(
  [serves(retryEffect, createRetryEffect(service)), serves(settleByHand, createSettleByHand(service))],
  service.entry,
);
