import type { BacktestFailure } from '../../shared/contracts/backtests.ts';

/** What people are told of an error that no try got over: its name, and nothing of the inside. */
export function technicalFailure({ error }: { error?: string | undefined }): BacktestFailure {
  const name = /^[\w.]{1,80}$/.exec(error ?? '')?.[0] ?? 'unknown';
  return { code: 'technical', detail: `It was tried several times in vain (${name}). Start it again.` };
}
