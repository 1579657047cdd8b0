import { AsyncLocalStorage } from 'node:async_hooks';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import type { Table } from '../../shared/storage/table.ts';

/**
 * What a real table does now and then, and the engine of the tests never:
 * - `conflict`: the transaction met another one on the same items
 * - `throttled`: turned away; the SDK tries again
 * - `unreached`: a time-out before anything was sent; the SDK tries again
 * - `answer_lost`: it went through, and its answer got lost; the SDK tries again
 * - `cut_off`: it went through, and from then on nothing is heard of it however often it is tried
 * - `killed_before`, `killed_after`: the process dies just before, or just after, a call
 */
export const faults = [
  'conflict',
  'throttled',
  'unreached',
  'answer_lost',
  'cut_off',
  'killed_before',
  'killed_after',
] as const;
export type Fault = (typeof faults)[number];

/** Faults of one process by the number of its call to the outside, from 1. */
export type Plan = Readonly<Record<number, Fault>>;

/** What a killed process leaves behind: nothing it does later goes out. */
export class Killed extends Error {
  constructor() {
    super('The process was killed');
    this.name = 'Killed';
  }
}

interface Process {
  plan: Plan;
  calls: number;
  dead: boolean;
}

const running = new AsyncLocalStorage<Process | undefined>();

/** Runs work as a process of its own that meets the faults of a plan. */
export function inProcess<Result>(plan: Plan, work: () => Promise<Result>): Promise<Result> {
  return running.run({ plan, calls: 0, dead: false }, work);
}

/** Whether the process this runs in was killed: what it answers then, nobody hears. */
export const wasKilled = (): boolean => running.getStore()?.dead === true;

/** Runs work as somebody else's: no fault reaches it. For what an outside provider does on its side. */
export function elsewhere<Result>(work: () => Promise<Result>): Promise<Result> {
  return running.run(undefined, work);
}

/**
 * A call to an outside system from within a process.
 * @param failures the system's own errors for what was never sent, and for an answer that was lost
 */
export function callOutside<Result>(
  call: () => Promise<Result>,
  failures: { unreached: () => Error; lost: () => Error },
): Promise<Result> {
  return faulted(() => elsewhere(call), {
    conflict: failures.unreached,
    throttled: failures.unreached,
    unreached: failures.unreached,
    answer_lost: failures.lost,
    cut_off: failures.lost,
  });
}

type Failures = Record<Exclude<Fault, 'killed_before' | 'killed_after'>, () => Error>;

async function faulted<Result>(call: () => Promise<Result>, failures: Failures): Promise<Result> {
  const process = running.getStore();
  if (!process) return call();
  if (process.dead) throw new Killed();
  process.calls += 1;
  const fault = process.plan[process.calls];
  const die = () => {
    process.dead = true;
    return new Killed();
  };
  if (fault === 'killed_before') throw die();
  if (fault === 'conflict' || fault === 'throttled' || fault === 'unreached') throw failures[fault]();
  const result = await call();
  if (process.dead) throw new Killed();
  if (fault === 'killed_after') throw die();
  if (fault === 'answer_lost' || fault === 'cut_off') throw failures[fault]();
  return result;
}

const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name, $metadata: {}, ...more });
const timeOut = () => named('TimeoutError');
const throttle = () => named('ThrottlingException');

/** The errors of a call to the table. Only transactions conflict; others are turned away. */
function tableFailures(command: string, items: number): Failures {
  const conflict = () =>
    new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: Array.from({ length: items }, (_, i) => ({
        Code: i === 0 ? 'TransactionConflict' : 'None',
      })),
    });
  return {
    conflict: command.startsWith('Transact') ? conflict : throttle,
    throttled: throttle,
    unreached: timeOut,
    answer_lost: timeOut,
    cut_off: timeOut,
  };
}

interface RetryToken {
  getRetryCount(): number;
  getRetryDelay(): number;
}
const token = (count: number): RetryToken => ({ getRetryCount: () => count, getRetryDelay: () => 1 });

/** The SDK's retries as the functions have them (four attempts in all), but without the waiting. */
export const quickRetries = {
  mode: 'standard',
  acquireInitialRetryToken: async () => token(0),
  refreshRetryTokenForRetry: async (used: RetryToken, { errorType }: { errorType: string }) => {
    if (errorType === 'CLIENT_ERROR' || used.getRetryCount() >= 3) throw new Error('not tried again');
    return token(used.getRetryCount() + 1);
  },
  recordSuccess() {},
};

/** Puts the fault layer under a table's client: below the SDK's own retries, where the network is. */
export function withFaults(table: Table): Table {
  const cutOff = new WeakSet<object>();
  table.documents.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const input = args.input as { TransactItems?: readonly unknown[] };
        const process = running.getStore();
        if (process && cutOff.has(input)) throw timeOut();
        if (process?.plan[process.calls + 1] === 'cut_off') cutOff.add(input);
        return faulted(() => next(args), tableFailures(String(commandName), input.TransactItems?.length ?? 0));
      },
    { step: 'finalizeRequest', priority: 'low', name: 'faults', override: true },
  );
  return table;
}
