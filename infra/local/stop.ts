/** Waits for the wish to stop, and keeps what must be done then. */
export interface Stop {
  /** Aborts when a stop is asked for. */
  readonly signal: AbortSignal;
  /** Settles when a stop is asked for. */
  readonly asked: Promise<void>;
  /** Keeps a thing to do at the end; the last kept is done first. */
  afterwards(work: () => Promise<void>): void;
  /** Does what was kept, once, one after the other; each is tried, whatever becomes of the others. */
  everything(): Promise<void>;
}

/**
 * A stop is asked for by Ctrl-C, by SIGTERM or SIGHUP, or by the end of the process that started this one. Asking again
 * changes nothing: what was started is being stopped already.
 */
export function stopOnSignal(): Stop {
  const controller = new AbortController();
  const asked = new Promise<void>((resolve) => {
    const ask = () => {
      controller.abort();
      resolve();
    };
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, ask);
    process.once('disconnect', ask);
    // The channel only tells of the end: it must not keep this process alive.
    process.channel?.unref();
  });
  const kept: (() => Promise<void>)[] = [];
  return {
    signal: controller.signal,
    asked,
    afterwards: (work) => {
      kept.push(work);
    },
    async everything() {
      const failures: unknown[] = [];
      for (let work = kept.pop(); work !== undefined; work = kept.pop())
        await work().catch((error) => failures.push(error));
      if (failures.length > 0) throw new AggregateError(failures, 'Not everything could be stopped.');
    },
  };
}
