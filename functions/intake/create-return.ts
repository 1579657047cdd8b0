import { randomBytes } from 'node:crypto';
import { channelOf } from '../../shared/access/principal.ts';
import { outcome } from '../../shared/contracts/decision.ts';
import { ProblemError, refuse } from '../../shared/contracts/errors.ts';
import type { createReturn as contract } from '../../shared/contracts/intake.ts';
import type { ReturnEvent } from '../../shared/contracts/return.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { assessmentOf } from '../../shared/returns/assess.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { heldSerial } from '../../shared/returns/serials.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { contextOf } from '../../shared/runtime/return-command.ts';
import { commitOnce } from '../../shared/storage/command.ts';
import { loadWithEvents } from '../../shared/storage/returns.ts';
import type { Table } from '../../shared/storage/table.ts';
import type { Assessor } from './assessor.ts';
import { shownTo } from './shown-to.ts';
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
        const { stored, isNew, decided, brand } = await assess(body, principal, now, { fresh: rma });
        assessment = shownTo(principal, assessmentOf(decided, stored.order.currency));
        const { locale } = chooseLanguage(body.locale, stored.order.locale, brand.locale);
        const change = requestReturn(
          { rma, ...stored, request: { ...body, locale }, decided, channel: channelOf(principal) },
          context,
        );
        const { order, person, claimsVersion } = stored;
        return { change, options: isNew ? { newOrder: { order, person } } : { claimsVersion } };
      },
      refuseTakenSerial(body),
    );
    if (done.change && assessment) {
      const { after } = done.change;
      const uploads = await slots(after.head, after.evidence, now);
      return { body: { rma, stage: after.head.stage, outcome: assessment.outcome, assessment, uploads } };
    }
    const made = done.repeated && (await loadWithEvents(table, principal.brand, done.repeated.rma));
    if (!made) throw new ProblemError('busy');
    return {
      body: { ...firstAnswerOf(made.events), uploads: await slots(made.current.head, made.current.evidence, now) },
    };
  };
}

/** A verified serial can be in one open return only: it is told where it was named, or of all lines where it was not. */
function refuseTakenSerial({ lines, product }: Request<typeof contract>['body']) {
  return (names: readonly string[]) => {
    const taken = names.flatMap((name) => (name.startsWith('serial:') ? [name.slice('serial:'.length)] : []));
    const errors = taken.flatMap((serial) => {
      const named = lines.flatMap((line, i) =>
        line.serials.flatMap((one, j) => (one === serial ? [heldSerial(serial, `/lines/${i}/serials/${j}`)] : [])),
      );
      if (named.length > 0) return named;
      return [heldSerial(serial, product?.serial === serial ? '/product/serial' : '/lines')];
    });
    refuse('not-returnable', errors);
  };
}

/** What the request was answered when it came: its event says it, wherever the return stands by now. */
function firstAnswerOf([first]: readonly ReturnEvent[]) {
  if (!first) throw new Error('A return begins with an event');
  return { rma: first.rma, stage: first.stage, outcome: outcome.parse(first.data.outcome) };
}
