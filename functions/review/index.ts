import { may } from '../../shared/access/permissions.ts';
import {
  approveReturn,
  askCustomer,
  finishChecks,
  rejectReturn,
  resendMessage,
  revokeLinks,
  settleDispute,
} from '../../shared/contracts/staff.ts';
import * as checks from '../../shared/returns/checks.ts';
import * as review from '../../shared/returns/review.ts';
import { serviceFromEnvironment } from '../../shared/runtime/environment.ts';
import { createEntry, serves } from '../../shared/runtime/http.ts';
import { createApproval } from './approve-return.ts';
import { createResendMessage } from './resend-message.ts';
import { reviewCommand } from './review-command.ts';

const service = serviceFromEnvironment();

export const handler = createEntry(
  [
    serves(approveReturn, reviewCommand(service, approveReturn, createApproval(service))),
    serves(
      finishChecks,
      reviewCommand(service, finishChecks, (current, context, { finding }) =>
        checks.finishChecks(current, context, finding),
      ),
    ),
    serves(
      rejectReturn,
      reviewCommand(service, rejectReturn, (current, context, rejection, { roles }) =>
        review.reject(current, context, { ...rejection, mayOverride: may(roles, 'return.override') }),
      ),
    ),
    serves(
      askCustomer,
      reviewCommand(service, askCustomer, (current, context, { text }) => review.ask(current, context, text)),
    ),
    serves(settleDispute, reviewCommand(service, settleDispute, review.settleDispute)),
    serves(revokeLinks, reviewCommand(service, revokeLinks, review.revokeLinks)),
    serves(resendMessage, createResendMessage(service)),
  ],
  service.entry,
);
