import * as z from 'zod';
import { outcome } from '../../shared/contracts/decision.ts';
import { portionState, withdrawal } from '../../shared/contracts/return.ts';
import type { ReturnEvent } from '../../shared/contracts/return-event.ts';
import type { ConfirmedWithdrawal } from '../../shared/contracts/withdrawal.ts';
import { chooseLanguage } from '../../shared/notifications/language.ts';
import { withdrawalWords } from '../../shared/notifications/withdrawal-words.ts';
import { rightWords } from '../../shared/policy/statutory/words.ts';
import { stageOf } from '../../shared/returns/lifecycle.ts';
import { isLabelHeld } from '../../shared/returns/withdrawal.ts';
import type { StoredWithdrawal } from '../../shared/storage/withdrawals.ts';

/** What the first event of a return says of the withdrawal that it carries out. */
const told = z.object({
  lines: z.array(z.object({ lineId: z.string(), title: z.string(), quantity: z.int(), state: portionState, outcome })),
  withdrawal: z.object({ ...withdrawal.shape, mayBeHeldBack: z.boolean() }).optional(),
});

/** What a withdrawal was answered when it was confirmed: the first events of its returns say it, wherever these stand by now. */
export function confirmedAs(
  id: string,
  { email, locale, confirmedAt }: StoredWithdrawal,
  firsts: readonly ReturnEvent[],
  now: Date,
): ConfirmedWithdrawal {
  const returns = firsts.map(({ rma, data }) => ({ rma, ...told.parse(data) }));
  const covers = returns.flatMap(({ rma, lines }) =>
    lines.map(({ lineId, title, quantity, state }) => ({ lineId, title, quantity, state, rma })),
  );
  const withdrawals = returns.flatMap((one) => one.withdrawal ?? []);
  const [first] = withdrawals;
  const { language } = chooseLanguage(locale);
  const sendBackBy = withdrawals.find((one) => one.sendBackBy)?.sendBackBy;
  const held = returns.flatMap(({ lines }) => lines.filter(({ state }) => isLabelHeld(state)));
  const { decided, waitForLabel } = rightWords(language);
  const message = held.some((line) => line.outcome === 'approve') ? decided.withdrawalHeld : waitForLabel;
  return {
    id,
    rma: returns[0]?.rma ?? '',
    returns: returns.map(({ rma }) => rma),
    submittedAt: first?.toldAt ?? confirmedAt ?? now.toISOString(),
    stage: stageOf(covers.map(({ state }) => state)),
    covers,
    ...(sendBackBy && { sendBackBy }),
    ...(first?.refundBy && { refundBy: first.refundBy }),
    mayBeHeldBack: withdrawals.some(({ mayBeHeldBack }) => mayBeHeldBack),
    ...(held.length > 0 && { message }),
    acknowledgement: withdrawalWords(language).acknowledgement(email),
  };
}
