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

/** Each call is later than the one before by more than the machine is ever given, so silent segments start again. */
export function createPassingTime(app: DeployedApp): () => Promise<void> {
  let ahead = 0;
  return () => {
    ahead += 70 * 60_000;
    return passDueDates(app, ahead);
  };
}
