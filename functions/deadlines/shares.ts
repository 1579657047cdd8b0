/**
 * Shares a run's time among its jobs, one after the other, so that none is starved by those before it: each may have an equal
 * part of what is left, and what it does not need is left to those behind it.
 * @param timeLeft milliseconds until the run is ended
 * @param spareMs kept for what is in hand then
 * @returns asked once for each job when it begins, it says when the job's time is up
 */
export function shareTime(timeLeft: () => number, spareMs: number, jobs: number): () => () => boolean {
  let waiting = jobs;
  return () => {
    const now = timeLeft();
    const until = Math.max(spareMs, now - (now - spareMs) / Math.max(1, waiting));
    waiting -= 1;
    return () => timeLeft() < until;
  };
}
