import { readFileSync } from 'node:fs';
import jsonata from 'jsonata';

/** A state of a machine's file (Amazon States Language, JSONata), as far as our machines use it. */
interface State {
  readonly Type: string;
  readonly Next?: string;
  readonly End?: boolean;
  readonly Default?: string;
  readonly Choices?: readonly { readonly Condition: string; readonly Next: string }[];
  readonly Arguments?: { readonly Payload: unknown };
  readonly Output?: unknown;
}

export interface Machine {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
}

export const readMachine = (process: string): Machine =>
  JSON.parse(readFileSync(`statemachines/${process}.asl.json`, 'utf8'));

/**
 * Walks through a machine as Step Functions would when every task answers at its first try.
 * @param task is given a task's payload, and answers what its function does
 * @returns the states entered, in order: as many as the transitions that are billed
 * @throws Error when the walk ends in a Fail state, or at one it does not know
 */
export async function walk(
  { StartAt, States }: Machine,
  input: unknown,
  task: (payload: unknown) => Promise<unknown>,
): Promise<string[]> {
  const entered: string[] = [];
  const context = { Execution: { Input: input } };
  let at: string | undefined = StartAt;
  let current = input;
  while (at !== undefined) {
    const state: State | undefined = States[at];
    if (!state) throw new Error(`There is no state "${at}".`);
    entered.push(at);
    if (state.Type === 'Task') {
      const payload = await evaluated(state.Arguments?.Payload, { input: current, context });
      const result = { Payload: await task(payload) };
      const output = state.Output ?? '{% $states.result %}';
      current = await evaluated(output, { input: current, context, result });
      at = state.Next;
    } else if (state.Type === 'Choice') {
      at = state.Default;
      for (const { Condition, Next } of state.Choices ?? []) {
        if ((await evaluated(Condition, { input: current, context })) !== true) continue;
        at = Next;
        break;
      }
    } else if (state.Type === 'Succeed') at = undefined;
    else throw new Error(`The walk came to "${at}", a state of type ${state.Type}.`);
  }
  return entered;
}

/** A value with every `{% … %}` in it evaluated. */
async function evaluated(value: unknown, states: Record<string, unknown>): Promise<unknown> {
  if (typeof value === 'string') {
    const expression = /^\{%(.*)%\}$/s.exec(value)?.[1];
    return expression === undefined ? value : jsonata(expression).evaluate({}, { states });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  const entries = Object.entries(value).map(async ([name, one]) => [name, await evaluated(one, states)] as const);
  return Object.fromEntries(await Promise.all(entries));
}
