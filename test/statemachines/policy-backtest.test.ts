import { describe, expect, test } from 'vitest';
import { type BacktestStepResult, backtestStep } from '../../shared/contracts/backtest-run.ts';
import { MachineFailed, readMachine, walk } from '../bench/machine.ts';

const machine = readMachine('policy-backtest');
const input = { brand: 'lumen', backtest: '20261105t093000-4k7c2xqf', attempt: 2 };

const choose = 'Choose the next files';
const left = 'What is left to do';
const map = 'Decide the files anew';
const decide = 'Decide the returns of a part anew';
const addUp = 'Add up the report';
const end = 'Ended or taken over';
const note = 'Note the failure';

type Said = BacktestStepResult | Error;

/** Runs the machine over what its steps answer, in turn: each step has a list, and says its last one again and again. */
async function run(said: Partial<Record<'choose' | 'decide' | 'add_up' | 'note_failure', readonly Said[]>>) {
  const asked: unknown[] = [];
  const turns = new Map(Object.entries(said).map(([step, list]) => [step, [...list]]));
  const entered = await walk(machine, input, async (payload) => {
    const step = backtestStep.parse(payload);
    asked.push({ ...step, run: undefined });
    expect(step.run).toEqual(input);
    const list = turns.get(step.step) ?? [];
    const next = list.length > 1 ? list.shift() : list[0];
    if (next === undefined) throw new Error(`${step.step} was not to be called`);
    if (next instanceof Error) throw next;
    return next;
  }).catch((error: unknown) => {
    if (!(error instanceof MachineFailed)) throw error;
    return error.entered;
  });
  return { entered, asked };
}

const broken = Object.assign(new Error('Cannot reach the table at 10.0.0.1'), { name: 'TimeoutError' });
const times = (count: number, one: Said) => Array.from({ length: count }, () => one);
const goOn = (...parts: number[]): Said => ({ outcome: 'go_on', parts });
const allDone: Said = { outcome: 'all_done' };
const done: Said = { outcome: 'done' };

describe('the machine of a backtest', () => {
  test('decides every part that is left, and adds up', async () => {
    const { entered, asked } = await run({ choose: [goOn(1, 2), allDone], decide: [done], add_up: [done] });
    expect(entered).toEqual([choose, left, map, decide, decide, choose, left, addUp, end]);
    expect(asked).toEqual([
      { step: 'choose' },
      { step: 'decide', part: 1 },
      { step: 'decide', part: 2 },
      { step: 'choose' },
      { step: 'add_up' },
    ]);
  });

  test('takes more parts than one Map is given in several', async () => {
    const { entered, asked } = await run({ choose: [goOn(1, 2), goOn(3), allDone], decide: [done], add_up: [done] });
    expect(entered.filter((state) => state === map)).toHaveLength(2);
    expect(asked).toContainEqual({ step: 'decide', part: 3 });
  });

  test('adds up at once where there is nothing to decide', async () => {
    const { entered } = await run({ choose: [allDone], add_up: [done] });
    expect(entered).toEqual([choose, left, addUp, end]);
  });

  test.each<[string, Said]>([
    ['another attempt has taken over', { outcome: 'superseded' }],
    ['the policy cannot be used', { outcome: 'failed' }],
  ])('ends when %s', async (_, said) => {
    expect((await run({ choose: [said] })).entered).toEqual([choose, left, end]);
  });

  test('ends when a part finds it was taken over, or the archive damaged', async () => {
    const decided: Said[] = [{ outcome: 'superseded' }, { outcome: 'failed' }];
    const { entered } = await run({ choose: [goOn(1, 2), { outcome: 'superseded' }], decide: decided });
    expect(entered).toEqual([choose, left, map, decide, decide, choose, left, end]);
  });

  test.each([
    ['choose', { choose: [...times(4, broken), allDone], add_up: [done] }],
    ['decide', { choose: [goOn(1), allDone], decide: [...times(4, broken), done], add_up: [done] }],
    ['add_up', { choose: [allDone], add_up: [...times(4, broken), done] }],
  ] as const)('is completed when %s works at the last try', async (step, said) => {
    const { entered, asked } = await run(said);
    expect(entered.at(-1)).toBe(end);
    expect(asked.filter((one) => (one as { step: string }).step === step).length).toBeGreaterThanOrEqual(5);
  });

  test.each([
    ['choose', { choose: times(5, broken) }],
    ['decide', { choose: [goOn(1)], decide: times(5, broken) }],
    ['add_up', { choose: [allDone], add_up: times(5, broken) }],
  ] as const)('says that it failed, and by what, when %s fails at every try', async (_, said) => {
    const { entered, asked } = await run({ ...said, note_failure: [{ outcome: 'failed' }] });
    expect(entered.slice(-2)).toEqual([note, 'Failed']);
    expect(asked.at(-1)).toEqual({ step: 'note_failure', error: 'TimeoutError' });
  });

  test('costs one transition a part, and four for each Map and for the end', async () => {
    const parts = Array.from({ length: 30 }, (_, i) => i + 1);
    const { entered } = await run({ choose: [goOn(...parts), allDone], decide: [done], add_up: [done] });
    expect(entered).toHaveLength(30 + 3 + 4);
  });
});
