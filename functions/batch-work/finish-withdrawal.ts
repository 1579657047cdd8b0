import type { InboxNudge } from '../../shared/contracts/bus.ts';
import { type createConfirmParts, leftOver } from '../../shared/intake/confirm-parts.ts';
import type { Clock } from '../../shared/runtime/clock.ts';
import type { Outcome } from '../../shared/runtime/queue.ts';
import { principalOf } from '../../shared/storage/asker.ts';
import type { Table } from '../../shared/storage/table.ts';
import { withdrawalAt } from '../../shared/storage/unfinished-withdrawals.ts';
import { findWithdrawal } from '../../shared/storage/withdrawals.ts';

export interface FinishWithdrawalDeps {
  table: Table;
  clock: Clock;
  confirmParts: ReturnType<typeof createConfirmParts>;
}

/**
 * Confirms what is left of a withdrawal that took effect in part, for whoever confirmed it: what was declared is declared
 * whole. Throws what the rest is refused for: the queue tries again, and then its alarm tells a person.
 */
export function createFinishWithdrawal({ table, clock, confirmParts }: FinishWithdrawalDeps) {
  return async ({ inbox }: Pick<InboxNudge, 'inbox'>): Promise<Outcome> => {
    const now = clock();
    const key = withdrawalAt(inbox);
    const found = key && (await findWithdrawal(table, key.brand, key.id, now));
    if (!found?.confirmedAt) return { outcome: 'no_withdrawal', inbox };
    const withdrawal = found.id;
    if (!found.confirmedBy || leftOver(found).length === 0) return { outcome: 'whole_before', withdrawal };
    const principal = principalOf(found.brand, found.confirmedBy);
    const { events } = await confirmParts({ principal, id: found.id, now });
    return { outcome: 'whole', withdrawal, made: events.size };
  };
}
