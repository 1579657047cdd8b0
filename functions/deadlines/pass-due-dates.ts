import { passDueDate } from '../../shared/returns/ending.ts';
import { logger } from '../../shared/runtime/logger.ts';
import { commandReturn } from '../../shared/storage/command.ts';
import { dueReturns } from '../../shared/storage/lookups.ts';
import type { Table } from '../../shared/storage/table.ts';

export interface PassDueDatesDeps {
  table: Table;
  progressMinutes: number;
}

export interface Passed {
  returns: number;
  changes: number;
  failed: number;
  /** Whether time ran out before all was done; the next minute goes on. */
  unfinished: boolean;
}

/** Returns worked on at once. */
const sideBySide = 8;
/** There are ten kinds of due dates; who still finds one after so many has found a mistake. */
const mostChanges = 20;

/**
 * Does what is due by `now` for every return: raises missed served levels, ends what waited too long, starts silent
 * segments again. One that fails does not hold up the others.
 * @param timeIsUp asked before each return: what is left is the next minute's
 */
export function createPassDueDates({ table, progressMinutes }: PassDueDatesDeps) {
  return async (now: Date, timeIsUp: () => boolean): Promise<Passed> => {
    const passed: Passed = { returns: 0, changes: 0, failed: 0, unfinished: false };
    const context = { now, actor: { role: 'system', id: 'deadlines' }, progressMinutes };
    const due = dueReturns(table, now);

    async function passAll(target: { brand: string; rma: string }): Promise<void> {
      for (let i = 0; i < mostChanges; i += 1) {
        const done = await commandReturn(table, target, (current) => passDueDate(current, context), { now });
        if (!done) return;
        passed.changes += 1;
      }
      throw new Error('There is no end to what is due');
    }

    async function work(): Promise<void> {
      for await (const target of shared(due)) {
        if (timeIsUp()) {
          passed.unfinished = true;
          return;
        }
        passed.returns += 1;
        try {
          await passAll(target);
        } catch (error) {
          passed.failed += 1;
          logger.error('due date not passed', { ...target, error: error as Error });
        }
      }
    }

    await Promise.all(Array.from({ length: sideBySide }, work));
    return passed;
  };
}

/** Lets several take from one generator: who stops early does not end it for the others. */
function shared<Item>(items: AsyncGenerator<Item>): AsyncIterable<Item> {
  return { [Symbol.asyncIterator]: () => ({ next: () => items.next() }) };
}
