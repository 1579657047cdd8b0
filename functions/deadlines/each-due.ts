import { logger } from '../../shared/runtime/logger.ts';

/** What is due of one kind, and what is done with it. */
export interface DueWork<One extends object> {
  due: AsyncIterable<One> | Iterable<One>;
  work(one: One): Promise<void>;
  /** Has it wait, so that those behind it come first. */
  putOff(one: One): Promise<void>;
  /** What the log says of one that failed. */
  failed: string;
}

/**
 * Works off what is due. One that fails does not hold up the others: it is put off, and is behind them then.
 * @param timeIsUp asked before each: what is left is the next minute's
 * @returns how many failed
 */
export async function eachDue<One extends object>(
  { due, work, putOff, failed }: DueWork<One>,
  timeIsUp: () => boolean,
): Promise<number> {
  let failures = 0;
  for await (const one of due) {
    if (timeIsUp()) break;
    try {
      await work(one);
    } catch (error) {
      failures += 1;
      logger.error(failed, { ...one, error: error as Error });
      await putOff(one);
    }
  }
  return failures;
}
