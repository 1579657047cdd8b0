import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { ReturnNudge } from '../../shared/contracts/bus.ts';
import type { Outcome } from '../../shared/runtime/queue.ts';

export interface StartSegmentsDeps {
  machines: Pick<SFNClient, 'send'>;
  lifecycle: string;
}

/**
 * Starts the segments of the lifecycle machine that an event makes possible: one for each step, named by the event, so
 * that the same event starts it once.
 */
export function createStartSegments({ machines, lifecycle }: StartSegmentsDeps) {
  return async ({ brand, rma, seq, starts = [] }: ReturnNudge): Promise<Outcome> => {
    await Promise.all(
      starts.map(async (step, i) => {
        const name = i === 0 ? `${rma}-${seq}` : `${rma}-${seq}-${step}`;
        const input = JSON.stringify({ brand, rma, seq, step });
        try {
          await machines.send(new StartExecutionCommand({ stateMachineArn: lifecycle, name, input }));
        } catch (error) {
          if (!(error instanceof ExecutionAlreadyExists)) throw error;
        }
      }),
    );
    return { outcome: 'started', rma, seq, starts };
  };
}
