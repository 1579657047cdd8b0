import { ExecutionAlreadyExists, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { BacktestNudge } from '../../shared/contracts/bus.ts';
import type { Outcome } from '../../shared/runtime/queue.ts';

export interface StartBacktestDeps {
  machines: Pick<SFNClient, 'send'>;
  backtests: string;
}

/** Starts a run of the machine of backtests, named by the attempt, so that the same attempt is started once. */
export function createStartBacktest({ machines, backtests }: StartBacktestDeps) {
  return async ({ brand, backtest, attempt }: BacktestNudge): Promise<Outcome> => {
    const name = `${brand}-${backtest}-${attempt}`;
    const input = JSON.stringify({ brand, backtest, attempt });
    try {
      await machines.send(new StartExecutionCommand({ stateMachineArn: backtests, name, input }));
    } catch (error) {
      if (!(error instanceof ExecutionAlreadyExists)) throw error;
    }
    return { outcome: 'started', backtest, attempt };
  };
}
