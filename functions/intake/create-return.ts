import { randomBytes } from 'node:crypto';
import { isStaff } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import type { createReturn as contract } from '../../shared/contracts/intake.ts';
import { assessmentOf, outcomeOf } from '../../shared/returns/assess.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { contextOf } from '../../shared/runtime/return-command.ts';
import { commitOnce } from '../../shared/storage/command.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import type { Assessor } from './assessor.ts';
import type { Slots } from './upload-slots.ts';

export interface CreateReturnDeps {
  table: Table;
  progressMinutes: number;
  assess: Assessor;
  slots: Slots;
}

/** Decides a request and makes a return of it: one read, one transaction, whoever else wants the same units. */
export function createCreateReturn({ table, progressMinutes, assess, slots }: CreateReturnDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, body, idempotency, now } = request;
    const rma = newRmaNumber(randomBytes);
    const context = contextOf(request, 'return.create', progressMinutes);
    let assessment: ReturnType<typeof assessmentOf> | undefined;
    const done = await commitOnce(
      table,
      idempotency,
      now,
      async () => {
        const { stored, decided } = await assess(body, principal, now);
        assessment = assessmentOf(decided, stored.order.currency);
        const channel = isStaff(principal) ? 'agent' : 'portal';
        const change = requestReturn({ rma, ...stored, request: body, decided, channel }, context);
        return { change, options: { claimsVersion: stored.claimsVersion } };
      },
      refuseTakenSerial(body.lines),
    );
    if (done.change && assessment) {
      const { after } = done.change;
      const uploads = await slots(after.head, after.evidence, now);
      return { body: { rma, stage: after.head.stage, outcome: assessment.outcome, assessment, uploads } };
    }
    const first = done.repeated && (await loadReturn(table, principal.brand, done.repeated.rma));
    if (!first) throw new ProblemError('busy');
    return {
      body: {
        rma: first.head.rma,
        stage: first.head.stage,
        outcome: outcomeNow(first.portions),
        uploads: await slots(first.head, first.evidence, now),
      },
    };
  };
}

/** A verified serial can be in one open return only. */
function refuseTakenSerial(lines: Request<typeof contract>['body']['lines']) {
  return (names: readonly string[]) => {
    const taken = names.flatMap((name) => (name.startsWith('serial:') ? [name.slice('serial:'.length)] : []));
    if (taken.length === 0) return;
    const errors = lines.flatMap((line, i) =>
      line.serials.flatMap((serial, j) =>
        taken.includes(serial)
          ? [
              {
                pointer: `/lines/${i}/serials/${j}`,
                code: 'serial_in_open_return',
                detail: `${serial} is already in an open return.`,
              },
            ]
          : [],
      ),
    );
    throw new ProblemError('not-returnable', errors[0]?.detail, { errors });
  };
}

/** What a repeated request is told of the decision: where the portions stand now says it. */
function outcomeNow(portions: readonly { state: string; disposition?: string | undefined }[]) {
  return outcomeOf(
    portions.map(({ state, disposition }) => {
      if (state === 'under_review' || state === 'awaiting_answer') return 'review';
      if (state === 'rejected') return 'reject';
      return disposition === 'kept_by_customer' ? 'returnless' : 'approve';
    }),
  );
}
