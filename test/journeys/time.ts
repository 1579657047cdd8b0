import type { DeployedApp } from '../engine/app.ts';
import { invoke } from '../engine/functions.ts';

export const hours = 3_600_000;
export const days = 24 * hours;

/** Lets the deadlines function see what is due at a time that has not come yet, of all returns of all brands. */
export async function passDueDates(app: DeployedApp, aheadMs: number): Promise<void> {
  const event = { time: new Date(Date.now() + aheadMs).toISOString() };
  const { error, payload } = await invoke(app.reach, app.functionName('deadlines'), event);
  if (error) throw new Error(`The due dates could not be passed: ${JSON.stringify(payload)}`);
}

/**
 * Lets so much time pass with each call that silent segments start again. Asked for again at once it does nothing: what was
 * started needs a moment, and each start is one event more.
 */
export function createPassingTime(app: DeployedApp): () => Promise<void> {
  let ahead = 0;
  let last = Number.NEGATIVE_INFINITY;
  return async () => {
    if (performance.now() - last < 1500) return;
    last = performance.now();
    // Longer than the machine is ever given.
    ahead += 70 * 60_000;
    await passDueDates(app, ahead);
  };
}
