import type { DeployedApp } from '../engine/app.ts';
import { executionsOf, stopExecution } from '../engine/executions.ts';
import { killWorkers } from '../engine/functions.ts';

/** Who breaks what runs, at random moments, until told to stop. */
export interface Saboteur {
  /** What was broken, in order. */
  readonly strikes: readonly string[];
  stop(): Promise<void>;
}

export interface SabotageOptions {
  /** Areas whose workers are killed outright. */
  readonly areas: readonly string[];
  /** Whether running segments of the lifecycle machine are stopped, too. */
  readonly stopsSegments?: boolean;
  /** Longest pause between two attempts, in milliseconds. */
  readonly pauseMs: number;
}

export function startSabotage(app: DeployedApp, { areas, stopsSegments, pauseMs }: SabotageOptions): Saboteur {
  const strikes: string[] = [];
  let going = true;

  async function strike(): Promise<void> {
    const kinds = [...areas, ...(stopsSegments ? ['segment'] : [])];
    const kind = kinds[Math.floor(Math.random() * kinds.length)] ?? 'segment';
    if (kind !== 'segment') {
      const killed = await killWorkers(app.folder, app.functionName(kind));
      if (killed > 0) strikes.push(kind);
      return;
    }
    const running = await executionsOf(app.reach, app.output('LifecycleMachineArn'));
    const one = running.find(({ status }) => status === 'RUNNING');
    if (!one) return;
    const stopped = await stopExecution(app.reach, one.arn).then(
      () => true,
      () => false, // it ended by itself
    );
    if (stopped) strikes.push(one.name);
  }

  const work = (async () => {
    while (going) {
      await strike();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * pauseMs));
    }
  })();
  return {
    strikes,
    async stop() {
      going = false;
      await work;
    },
  };
}
