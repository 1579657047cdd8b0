import { type SpawnOptions, spawn } from 'node:child_process';

export interface Finished {
  readonly code: number | null;
  /** What it wrote to both its outputs, in the order it came. */
  readonly said: string;
}

/** Runs a program to its end and answers its exit code and output; rejects when it cannot be started or is aborted. */
export function runToEnd(
  program: string,
  args: readonly string[],
  options: Pick<SpawnOptions, 'cwd' | 'env' | 'signal'> & { readonly heard?: (text: string) => void } = {},
): Promise<Finished> {
  const { heard, ...rest } = options;
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...rest, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => {
        said += text;
        heard?.(text);
      });
    let failure: Error | undefined;
    child.on('error', (error) => {
      failure = error;
      if (child.pid === undefined) reject(error);
    });
    // After 'close' nothing of it runs any more, so what it made can be removed.
    child.on('close', (code) => (failure === undefined ? resolve({ code, said }) : reject(failure)));
  });
}
