import type { Stage } from '../../shared/contracts/return.ts';
import { isFinal, type Step, states, steps } from '../../shared/returns/lifecycle.ts';

/** The lifecycle of a portion as a page: a Mermaid diagram of states and steps by stage, and a table of whose turn it is. */
export function lifecyclePage(): string {
  const stages = [...new Set(Object.values(states).map(({ stage }) => stage))];
  return `# The lifecycle of a return

Made from \`shared/returns/lifecycle.ts\`. A state is a portion's: a quantity of one line that goes its way together. The
return's stage is that of the portion with the longest way to go.

\`\`\`mermaid
stateDiagram-v2
  direction TB
${stages
  .filter((stage) => stage !== 'closed')
  .flatMap(stageLines)
  .join('\n')}
${edges().join('\n')}
${Object.keys(states)
  .filter(isFinalState)
  .map((state) => `  ${state} --> [*]`)
  .join('\n')}
\`\`\`

| State | Stage | Whose turn | Step the machine takes by itself | Steps from here |
| --- | --- | --- | --- | --- |
${Object.entries(states).map(stateRow).join('\n')}

| Step | From | To |
| --- | --- | --- |
${Object.entries(steps)
  .map(([step, { from, to }]) => row([step, list(from), list(to)]))
  .join('\n')}
`;
}

const isFinalState = (state: string) => isFinal(state as keyof typeof states);

function stageLines(stage: Stage): string[] {
  const inside = Object.entries(states).filter(([, rule]) => rule.stage === stage);
  return [
    `  state "${stage}" as stage_${stage} {`,
    ...inside.map(([state, { turn }]) => `    ${state} : ${state.replaceAll('_', ' ')} (${turn})`),
    '  }',
  ];
}

/** One arrow for all steps between two states. */
function edges(): string[] {
  const between = new Map<string, Step[]>();
  for (const [step, { from, to }] of Object.entries(steps) as [Step, (typeof steps)[Step]][])
    for (const start of from)
      for (const end of to) {
        const key = `  ${start === 'new' ? '[*]' : start} --> ${end}`;
        between.set(key, [...(between.get(key) ?? []), step]);
      }
  return [...between].map(([arrow, taken]) => `${arrow} : ${taken.join(', ').replaceAll('_', ' ')}`);
}

function stateRow([state, { stage, turn, starts }]: [string, (typeof states)[keyof typeof states]]): string {
  const from = Object.entries(steps)
    .filter(([, rule]) => (rule.from as readonly string[]).includes(state))
    .map(([step]) => step);
  return row([`\`${state}\``, stage, turn, starts ? `\`${starts}\`` : '', list(from)]);
}

const list = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ');
const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
