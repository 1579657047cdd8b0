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

/** What is due because nobody has moved it: it is told of again. */
export interface Standing<One extends object> extends Omit<DueWork<One>, 'work'> {
  /** Answers how often it was told of by now; undefined when it has moved meanwhile. */
  tell(one: One): Promise<number | undefined>;
  /** Asked after each telling: a person has to hear of what was told of too often. */
  told(one: One, times: number): void;
}

/** Has what stands still worked on again. @returns how much was told of, and how many failed */
export async function tellEach<One extends object>(
  { tell, told, ...rest }: Standing<One>,
  timeIsUp: () => boolean,
): Promise<{ told: number; failed: number }> {
  let all = 0;
  const work = async (one: One) => {
    const times = await tell(one);
    if (times === undefined) return;
    all += 1;
    told(one, times);
  };
  const failed = await eachDue({ ...rest, work }, timeIsUp);
  return { told: all, failed };
}
