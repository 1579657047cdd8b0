import { randomBytes } from 'node:crypto';
import { channelOf, type Principal, sees } from '../../shared/access/principal.ts';
import { ProblemError } from '../../shared/contracts/errors.ts';
import { type ReturnRequest, returnRequest } from '../../shared/contracts/intake.ts';
import { say } from '../../shared/contracts/sentences/catalogue.ts';
import type { ConfirmedWithdrawal, confirmWithdrawal as contract } from '../../shared/contracts/withdrawal.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { withdrawalWords } from '../../shared/notifications/withdrawal-words.ts';
import type { Return } from '../../shared/returns/change.ts';
import { requestReturn } from '../../shared/returns/request.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { isHeld } from '../../shared/returns/withdrawal.ts';
import type { Reply, Request } from '../../shared/runtime/http.ts';
import { contextOf } from '../../shared/runtime/return-command.ts';
import { commitOnce } from '../../shared/storage/command.ts';
import { loadReturn } from '../../shared/storage/returns.ts';
import { countParcels } from '../../shared/storage/site-counts.ts';
import type { Table } from '../../shared/storage/table.ts';
import { confirmWrite, findWithdrawal, type StoredWithdrawal } from '../../shared/storage/withdrawals.ts';
import type { Assessor } from './assessor.ts';

export interface ConfirmWithdrawalDeps {
  table: Table;
  progressMinutes: number;
  assess: Assessor;
}

/** Thrown to leave the commit: somebody confirmed it before, and this return was made. */
class Confirmed extends Error {
  readonly rma: string;
  constructor(rma: string) {
    super('confirmed before');
    this.rma = rma;
  }
}

/**
 * Second step of the function to withdraw: it takes effect. A return is made of it by the path every request takes, in one
 * transaction with the statement, so that it is confirmed once; who confirms again gets the same answer. It is judged as of
 * the time it was stated: who stated it in time is in time.
 */
export function createConfirmWithdrawal({ table, progressMinutes, assess }: ConfirmWithdrawalDeps) {
  return async (request: Request<typeof contract>): Promise<Reply<typeof contract>> => {
    const { principal, params, idempotency, now } = request;
    const { brand } = principal;
    const context = contextOf(request, 'withdrawal.confirm', progressMinutes);
    const rma = newRmaNumber(randomBytes);
    const made = await commitOnce(table, idempotency, now, async () => {
      const statement = await own(table, principal, params.id, now);
      if (statement.rma) throw new Confirmed(statement.rma);
      if (statement.confirmBy < now.toISOString()) throw new ProblemError('step-not-legal', say('withdrawal_expired'));
      const asked = requestOf(statement);
      const { stored, decided, siteDay } = await assess(asked, principal, now, {
        at: new Date(statement.statedAt),
        withdraws: true,
      });
      const withdrawal = { id: statement.id, name: statement.name };
      const change = requestReturn(
        { rma, ...stored, request: asked, decided, channel: channelOf(principal), withdrawal },
        context,
      );
      const counted = siteDay ? countParcels(table, change.after, siteDay) : [];
      const also = [confirmWrite(table, brand, statement.id, rma), ...counted];
      return { change, options: { claimsVersion: stored.claimsVersion, also } };
    }).catch(async (error: unknown) => {
      if (error instanceof Confirmed) return { repeated: { rma: error.rma } };
      // Confirmed by somebody else between the two reads, its goods are taken: by this very statement.
      const taken = error instanceof ProblemError && error.type === 'not-returnable';
      const first = taken ? (await own(table, principal, params.id, now)).rma : undefined;
      if (first) return { repeated: { rma: first } };
      throw error;
    });
    const current = 'change' in made && made.change ? made.change.after : await again(table, brand, made.repeated?.rma);
    return { body: answerOf(params.id, current) };
  };
}

async function own(table: Table, principal: Principal, id: string, now: Date): Promise<StoredWithdrawal> {
  const statement = await findWithdrawal(table, principal.brand, id, now);
  if (!statement || !sees(principal, statement)) throw new ProblemError('not-found', say('not_a_withdrawal'));
  return statement;
}

async function again(table: Table, brand: string, rma: string | undefined): Promise<Return> {
  const current = rma && (await loadReturn(table, brand, rma));
  if (!current) throw new ProblemError('busy', undefined, { headers: { 'retry-after': '1' } });
  return current;
}

/** The statement as the request it is: no reason is asked, and money back is what the law gives. */
const requestOf = ({ orderNumber, lines, email, locale }: StoredWithdrawal): ReturnRequest =>
  returnRequest.parse({
    orderNumber,
    lines: lines.map((line) => ({ ...line, reason: 'customer_remorse', preference: 'refund' })),
    contact: { email },
    locale,
  });

function answerOf(id: string, { head, portions, statement }: Return): ConfirmedWithdrawal {
  const { withdrawal } = head;
  const { language } = chooseLanguage(head.locale);
  return {
    id,
    rma: head.rma,
    submittedAt: withdrawal?.toldAt ?? head.createdAt,
    stage: head.stage,
    covers: portions.map(({ lineId, title, quantity, state }) => ({ lineId, title, quantity, state })),
    ...(withdrawal && { sendBackBy: withdrawal.sendBackBy }),
    ...(withdrawal?.refundBy && { refundBy: withdrawal.refundBy }),
    mayBeHeldBack: isHeld(head, portions),
    acknowledgement: withdrawalWords(language).acknowledgement(statement.person.email ?? ''),
  };
}
