import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';

/** A state of a machine's file (Amazon States Language, JSONata), as far as our machines use it. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Arguments?: { readonly Payload: unknown };
  readonly Output?: unknown;
  readonly Items?: unknown;
  readonly ItemSelector?: unknown;
  readonly ItemProcessor?: Machine;
  readonly Retry?: readonly { readonly MaxAttempts: number }[];
  readonly Catch?: readonly { readonly Next: string; readonly Output?: unknown }[];
  readonly Error?: string;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export const readMachine = (process: string): Machine =>
  JSON.parse(readFileSync(`statemachines/${process}.asl.json`, 'utf8'));

/** A walk that ended in a Fail state. */
export class MachineFailed extends Error {
  readonly entered: readonly string[];
  constructor(name: string, entered: readonly string[]) {
    super(`The machine ended in ${name}`);
    this.entered = entered;
  }
}

/** Does a task, given its payload, and answers what its function does. */
type Task = (payload: unknown) => Promise<unknown>;
type States = Record<string, unknown>;

/**
 * Walks through a machine as Step Functions would, without the waiting: what throws is tried again as often as the state
 * says, and then caught where it says so.
 * @returns the states entered, in order, those of a Map item after item: as many as the transitions that are billed
 * @throws MachineFailed when the walk ends in a Fail state; what a task threw that nothing catches
 */
export async function walk(machine: Machine, input: unknown, task: Task): Promise<string[]> {
  const entered: string[] = [];
  await follow(machine, input, { Execution: { Input: input } }, task, entered);
  return entered;
}

/** @returns the output of the machine's last state */
async function follow(
  { StartAt, States }: Machine,
  input: unknown,
  context: States,
  task: Task,
  entered: string[],
): Promise<unknown> {
  let at: string | undefined = StartAt;
  let current = input;
  while (at !== undefined) {
    const name: string = at;
    const state = States[name];
    if (!state) throw new Error(`There is no state "${name}".`);
    entered.push(name);
    const states = { input: current, context };
    if (state.Type === 'Choice') at = await chosen(state, states);
    else if (state.Type === 'Succeed') at = undefined;
    else if (state.Type === 'Fail') throw new MachineFailed(state.Error ?? name, entered);
    else
      try {
        const result = await resultOf(state, states, task, entered);
        current = await evaluated(state.Output ?? '{% $states.result %}', { ...states, result });
        at = state.Next;
      } catch (error) {
        const caught = state.Catch?.[0];
        if (!caught || error instanceof MachineFailed) throw error;
        const errorOutput = { Error: (error as Error).name, Cause: (error as Error).message };
        current = await evaluated(caught.Output ?? '{% $states.errorOutput %}', { ...states, errorOutput });
        at = caught.Next;
      }
  }
  return current;
}

async function chosen({ Choices = [], Default }: State, states: States): Promise<string | undefined> {
  for (const { Condition, Next } of Choices) if ((await evaluated(Condition, states)) === true) return Next;
  return Default;
}

async function resultOf(state: State, states: States, task: Task, entered: string[]): Promise<unknown> {
  if (state.Type === 'Map' && state.ItemProcessor) {
    const items = (await evaluated(state.Items, states)) as unknown[];
    const results: unknown[] = [];
    for (const Value of items) {
      const context = { ...(states.context as States), Map: { Item: { Value } } };
      const item = await evaluated(state.ItemSelector, { ...states, context });
      results.push(await follow(state.ItemProcessor, item, context, task, entered));
    }
    return results;
  }
  if (state.Type !== 'Task') throw new Error(`The walk came to a state of type ${state.Type}.`);
  const payload = await evaluated(state.Arguments?.Payload, states);
  const tries = 1 + (state.Retry?.[0]?.MaxAttempts ?? 0);
  for (let tried = 1; ; tried += 1) {
    try {
      return { Payload: await task(payload) };
    } catch (error) {
      if (tried === tries) throw error;
    }
  }
}

/** A value with every `{% … %}` in it evaluated. */
async function evaluated(value: unknown, states: States): Promise<unknown> {
  if (typeof value === 'string') {
    const expression = /^\{%(.*)%\}$/s.exec(value)?.[1];
    return expression === undefined ? value : jsonata(expression).evaluate({}, { states });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(async ([name, one]) => [name, await evaluated(one, states)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
