import type { PolicyFinding } from '../contracts/policies.ts';
import type { PolicyDocument, PolicyText } from '../contracts/policy.ts';
import { addDays } from './days.ts';
import { currenciesOf } from './grid.ts';

/** What is doubtful about a document as it is written, whatever its conditions say. */
export function checkWritten(document: PolicyDocument): PolicyFinding[] {
  return [...currencies(document), ...languages(document), ...holidays(document)];
}

const warning = (code: PolicyFinding['code'], pointer: string, detail: string): PolicyFinding => ({
  level: 'warning',
  code,
  pointer,
  detail,
});

function currencies({ amounts }: PolicyDocument): PolicyFinding[] {
  const names = Object.keys(amounts);
  if (names.length > 0 && currenciesOf(amounts).length === 0)
    return [
      {
        level: 'error',
        code: 'currency_missing',
        pointer: '/amounts',
        detail: 'There is no currency in which all amounts are stated: every request would go to a person.',
      },
    ];
  const all = [...new Set(Object.values(amounts).flatMap((by) => Object.keys(by)))];
  return names.flatMap((name) => {
    const missing = all.filter((currency) => amounts[name]?.[currency] === undefined);
    const list = missing.join(', ');
    return missing.length > 0
      ? [
          warning(
            'currency_missing',
            `/amounts/${name}`,
            `${name} is not stated in ${list}, as other amounts are: requests in ${list} go to a person.`,
          ),
        ]
      : [];
  });
}

/** Every text is there in each language that any text is in. */
function languages(document: PolicyDocument): PolicyFinding[] {
  const texts = textsIn(document, '');
  const all = new Set(texts.flatMap(({ text }) => (typeof text === 'string' ? [] : Object.keys(text))));
  return texts.flatMap(({ pointer, text }) => {
    const missing = [...all].filter((language) => typeof text === 'string' || !text[language]);
    return missing.length > 0
      ? [warning('language_missing', pointer, `There is no text for ${missing.join(', ')}, as other texts have.`)]
      : [];
  });
}

function textsIn(part: unknown, pointer: string): { pointer: string; text: PolicyText }[] {
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([name, value]) =>
    name === 'title' || name === 'message'
      ? [{ pointer: `${pointer}/${name}`, text: value as PolicyText }]
      : textsIn(value, `${pointer}/${name}`),
  );
}

/** A period that ends before the windows of its goods would have ended anyway. */
function holidays({ holidayPeriods = [], windows }: PolicyDocument): PolicyFinding[] {
  const shortest = Math.min(...Object.values(windows));
  return holidayPeriods.flatMap(({ deliveredFrom, until }, i) =>
    until <= addDays(deliveredFrom, shortest)
      ? [
          warning(
            'no_effect',
            `/holidayPeriods/${i}/until`,
            `No window of goods delivered from ${deliveredFrom} on ends before ${until}: the period extends nothing.`,
          ),
        ]
      : [],
  );
}
