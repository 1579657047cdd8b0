import * as z from 'zod';
import { facts } from '../../shared/contracts/facts.ts';
import { policyFindings } from '../../shared/contracts/policy-findings.ts';
import { dearest, eachElement, largest, ofTexts } from '../../shared/policy/condition-cost.ts';
import { celType, type Fact, factNames, optionalFacts } from '../../shared/policy/condition-facts.ts';
import { wordsOf } from '../../shared/policy/condition-words.ts';
import { code, inline, table } from './html.ts';

/** What a policy's conditions may speak of: the facts with their types, units and words, and how they are put together. */

const types: Record<ReturnType<typeof celType>, string> = {
  string: 'text',
  int: 'whole number',
  bool: 'yes or no',
  'list<string>': 'list of texts',
};

interface FactRow {
  name: Fact;
  type: string;
  unit: string;
  words: readonly string[];
  mayBeUnknown: boolean;
  meaning: string;
}

/** A row for each fact, from its contract. */
export function factRows(): FactRow[] {
  return factNames.map((name) => {
    const schema: z.ZodType = facts.shape[name];
    const { description = '', 'x-unit': unit = '' } = schema.meta() ?? {};
    const inner = schema instanceof z.ZodOptional ? schema.unwrap() : schema;
    return {
      name,
      type: inner instanceof z.ZodISODate ? 'day, as text: 2026-11-02' : types[celType(name)],
      unit: String(unit),
      words: wordsOf(name) ?? [],
      mayBeUnknown: optionalFacts.includes(name),
      meaning: description,
    };
  });
}

/** Names beside the facts. */
const named: readonly (readonly [string, string, string])[] = [
  ['windows.<name>', 'whole number', 'A window of the policy, in days.'],
  ['open.<name>', 'yes or no', 'Whether that window is still open; unknown while the day of delivery is.'],
  ['amounts.<name>', 'whole number', "An amount of the policy, in minor units of the request's currency."],
  ['known.<fact>', 'yes or no', 'Whether a fact is known that may be unknown.'],
];

export const conditionsSection = (): string => `<section aria-labelledby="conditions">
<h2 id="conditions">Conditions of a policy</h2>
<p>${inline(
  "A condition (`when`) is CEL, the Common Expression Language, over the facts of a request: `reason == 'defective' && open.standard`. A fact that may be unknown is asked for with `known.<fact>` first: a condition that meets an unknown fact fails, and then a person decides, and an alarm is raised. Nothing is ever approved by a failed condition.",
)}</p>
${table(
  'Facts',
  ['Fact', 'Type', 'Unit', 'Words', 'May be unknown', 'Meaning'],
  factRows().map(({ name, type, unit, words, mayBeUnknown, meaning }) => [
    code(name),
    type,
    unit,
    words.map(code).join(' '),
    mayBeUnknown ? 'yes' : '',
    inline(meaning),
  ]),
)}
${table(
  'Names beside the facts',
  ['Name', 'Type', 'Meaning'],
  named.map(([name, type, meaning]) => [code(name), type, inline(meaning)]),
)}
<p>${inline(
  `Put together with \`== != < <= > >= in && || ! ?: + - * / %\`, \`size\`, ${[...ofTexts, ...eachElement].map((one) => `\`${one}\``).join(', ')}. There are no regular expressions, no fractions and no arithmetic with days.`,
)}</p>
<p>${inline(
  `A condition has at most 1,000 characters, ${largest.maxAstNodes} nodes, ${largest.maxDepth} levels, lists of ${largest.maxListElements}, and may take ${dearest.condition.toLocaleString('en')} steps (a node is one, what is asked of each element of a list counts for each); all conditions of a policy together ${dearest.document.toLocaleString('en')}. What could take more is refused when it is saved.`,
)}</p>
<p>What the check of a policy finds:</p>
${table(
  'Findings',
  ['Code', 'Level', 'What was found'],
  Object.entries(policyFindings).map(([name, { levels, means }]) => [code(name), levels, inline(means)]),
)}
</section>`;
