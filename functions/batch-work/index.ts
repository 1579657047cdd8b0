import { randomBytes } from 'node:crypto';
import { inboxNudge } from '../../shared/contracts/bus.ts';
import { assessorOf } from '../../shared/intake/assessor-of.ts';
import { createConfirmParts } from '../../shared/intake/confirm-parts.ts';
import { newRmaNumber } from '../../shared/returns/rma-number.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { readSettings } from '../../shared/runtime/configuration.ts';
import { createQueueEntry } from '../../shared/runtime/queue.ts';
import { connectTable } from '../../shared/storage/table.ts';
import { createDecidePart } from './decide-part.ts';
import { createEndReserved } from './end-reserved.ts';
import { createFinishWithdrawal } from './finish-withdrawal.ts';
import { createWorkBatch } from './work-batch.ts';
import { createWorkPart } from './work-part.ts';

const settings = readSettings(['TABLE_NAME', 'PROGRESS_MINUTES']);
const table = connectTable(settings.TABLE_NAME);
const deps = { table, progressMinutes: settings.PROGRESS_MINUTES };
const assess = assessorOf(table);
const workPart = createWorkPart({
  ...deps,
  decidePart: createDecidePart({ table, assess }),
  newRma: () => newRmaNumber(randomBytes),
});
const workBatch = createWorkBatch({ table, clock: systemClock, workPart, endReserved: createEndReserved(deps) });

const finishWithdrawal = createFinishWithdrawal({
  table,
  clock: systemClock,
  confirmParts: createConfirmParts({ ...deps, assess }),
});

/** Works off batches of returns, and what is left of withdrawals that take several. */
export const handler = createQueueEntry(
  inboxNudge.extend({ provider: inboxNudge.shape.provider.extract(['batch', 'withdrawal']) }),
  (told, timeLeft) => (told.provider === 'batch' ? workBatch(told, timeLeft) : finishWithdrawal(told)),
);
