import type { PolicyDocument, PolicyText } from '../contracts/policy.ts';
import { addDays } from './days.ts';
import { type Found, fault, says, warning } from './finding.ts';
import { currenciesOf } from './grid.ts';

/** What is doubtful about a document as it is written, whatever its conditions say. */
export function checkWritten(document: PolicyDocument): Found[] {
  return [...currencies(document), ...languages(document), ...holidays(document)];
}

function currencies({ amounts }: PolicyDocument): Found[] {
  const names = Object.keys(amounts);
  if (names.length > 0 && currenciesOf(amounts).length === 0)
    return [fault('currency_missing', '/amounts', says('no_common_currency'))];
  const all = [...new Set(Object.values(amounts).flatMap((by) => Object.keys(by)))];
  return names.flatMap((name) => {
    const missing = all.filter((currency) => amounts[name]?.[currency] === undefined);
    const lacks = says('amount_lacks_currency', { name, currencies: missing.join(', ') });
    return missing.length > 0 ? [warning('currency_missing', `/amounts/${name}`, lacks)] : [];
  });
}

/** Every text is there in each language that any text is in. */
function languages(document: PolicyDocument): Found[] {
  const texts = textsIn(document, '');
  const all = new Set(texts.flatMap(({ text }) => (typeof text === 'string' ? [] : Object.keys(text))));
  return texts.flatMap(({ pointer, text }) => {
    const missing = [...all].filter((language) => typeof text === 'string' || !text[language]);
    const lacks = says('text_lacks_language', { languages: missing.join(', ') });
    return missing.length > 0 ? [warning('language_missing', pointer, lacks)] : [];
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
function holidays({ holidayPeriods = [], windows }: PolicyDocument): Found[] {
  const shortest = Math.min(...Object.values(windows));
  return holidayPeriods.flatMap(({ deliveredFrom, until }, i) =>
    until <= addDays(deliveredFrom, shortest)
      ? [
          warning(
            'no_effect',
            `/holidayPeriods/${i}/until`,
            says('period_extends_nothing', { from: deliveredFrom, until }),
          ),
        ]
      : [],
  );
}
