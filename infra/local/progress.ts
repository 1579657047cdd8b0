/** Tells a person what was done, a line each with the seconds it took. */
export interface Progress {
  /** Does a piece of work, then says that it is done and how long it took. */
  step<Result>(done: string, work: () => Promise<Result>): Promise<Result>;
  /** Says a line as it is. */
  say(line: string): void;
}

export function createProgress(write: (line: string) => void, now: () => number): Progress {
  return {
    async step(done, work) {
      const began = now();
      const result = await work();
      write(`${((now() - began) / 1000).toFixed(1).padStart(6)} s  ${done}`);
      return result;
    },
    say: write,
  };
}
