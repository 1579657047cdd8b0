import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { languages } from '../../../shared/notifications/language.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { overlapsOf } from '../../../shared/policy/check-overlaps.ts';
import { says, warning } from '../../../shared/policy/finding.ts';
import { findingSentences } from '../../../shared/policy/finding-sentences.ts';
import { inEveryLanguage, wordedFinding } from '../../../shared/policy/worded-finding.ts';
import { approve, guard, rule, smallPolicy } from './small-policy.ts';

const named = Object.entries(findingSentences);
const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('every sentence of the check', () => {
  test.each(named)('%s is whole in every language, with the same put in', (code, text) => {
    expect(code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(text.de).not.toBe(text.en);
    for (const language of languages) {
      expect(text[language]).toMatch(/^[A-ZÄÖÜ{“„].*(\.|\{detail\})$/);
      expect(new Set(namesIn(text[language]))).toEqual(new Set(namesIn(text.en)));
    }
  });

  test('is said somewhere: none is left over', () => {
    const files = globSync('shared/policy/*.ts').filter((file) => !file.includes('finding-sentences'));
    const code = files.map((file) => readFileSync(file, 'utf8')).join('\n');
    expect(named.map(([one]) => one).filter((one) => !code.includes(`says('${one}'`))).toEqual([]);
  });
});

const review = { outcome: 'review', message: 'Wait.' };
const small = (some: object) =>
  smallPolicy({ amounts: {}, otherwise: { id: 'rest', title: 'The rest', answer: review }, ...some });
const wordsOf = (some: object) => checkPolicy(small(some)).map(({ says: said }) => inEveryLanguage(said));

describe('what is wrong with a condition, in both languages', () => {
  test.each([
    ["colour == 'red'", 'There is no fact called colour.', 'Eine Angabe namens colour gibt es nicht.'],
    [
      'open.holiday',
      'There is no open.holiday; there are: standard.',
      'open.holiday gibt es nicht. Möglich sind: standard.',
    ],
    [
      "quantity + 1 > 'five'",
      `“quantity + 1 > 'five'” does not go together: on the left is a whole number, on the right a text.`,
      `„quantity + 1 > 'five'“ passt nicht zusammen: Links steht eine ganze Zahl, rechts ein Text.`,
    ],
    [
      "flagged || (quantity + 1) * 2 > ('a' + ('b'))",
      "“(quantity + 1) * 2 > ('a' + ('b'))” does not go together: on the left is a whole number, on the right a text.",
      "„(quantity + 1) * 2 > ('a' + ('b'))“ passt nicht zusammen: Links steht eine ganze Zahl, rechts ein Text.",
    ],
    [
      'flagged && category',
      '“flagged && category” does not go together: on the left is true or false, on the right a text.',
      '„flagged && category“ passt nicht zusammen: Links steht wahr oder falsch, rechts ein Text.',
    ],
    [
      "flagged || quantity > ')'",
      "“quantity > ')'” does not go together: on the left is a whole number, on the right a text.",
      "„quantity > ')'“ passt nicht zusammen: Links steht eine ganze Zahl, rechts ein Text.",
    ],
    [
      'open > 1',
      '“open > 1” does not go together: on the left is several facts, of which one is to be named, on the right a whole number.',
      '„open > 1“ passt nicht zusammen: Links steht mehrere Angaben, von denen eine zu nennen ist, rechts eine ganze Zahl.',
    ],
    ['quantity >', 'Something is missing at the end of the condition.', 'Am Ende der Bedingung fehlt etwas.'],
    [
      'quantity = 5',
      'The condition cannot be read from character 10 on: “= 5”.',
      'Die Bedingung ist ab Zeichen 10 nicht lesbar: „= 5“.',
    ],
    [
      'category',
      'The condition must be true or false, but is a text.',
      'Die Bedingung muss wahr oder falsch sein; hier steht ein Text.',
    ],
    [
      "known.today && today == '2026-02-30'",
      "“2026-02-30” can be no today: it is written like '2026-12-24'.",
      "„2026-02-30“ ist bei today nicht möglich; geschrieben wird es wie '2026-12-24'.",
    ],
    [
      "known.today && today > '24.12.2026'",
      "“24.12.2026” can be no today: it is written like '2026-12-24'.",
      "„24.12.2026“ ist bei today nicht möglich; geschrieben wird es wie '2026-12-24'.",
    ],
    [
      "problems.exists(one, one > 1 && one == 'x')",
      'The condition cannot be evaluated: no such overload: string > int',
      'Die Bedingung ist nicht auswertbar: no such overload: string > int',
    ],
  ])('%s', (when, en, de) => expect(wordsOf({ rules: [rule(when)] })).toEqual([{ en, de }]));
});

describe('what a check finds, in both languages', () => {
  const table = [{ kind: 'restocking', byConditionAndAge: [{ condition: 'used', upToDays: 14, basisPoints: 1 }] }];
  test.each<[string, object, string, string]>([
    [
      'a rule that comes too late',
      { rules: [rule('quantity > 1', approve(), 'many'), rule('quantity > 5', approve(), 'more')] },
      'more never answers: whenever it holds an earlier rule is met first, here many.',
      'more kommt nie zum Zug: Immer wenn ihre Bedingung erfüllt ist, greift vorher eine andere Regel, hier many.',
    ],
    [
      'a fact that may be unknown',
      { guards: [guard('crossBorder', 'border')], rules: [rule('flagged')] },
      'Some requests cannot be decided by this, and go to a person with an alarm: border needs crossBorder, which is not known of them.',
      'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: border braucht crossBorder, und das ist bei ihnen nicht bekannt.',
    ],
    [
      'a window of which it is not known whether it is open',
      { rules: [rule('open.standard && known.tier')] },
      'Some requests cannot be decided by this, and go to a person with an alarm: rule needs open.standard, which is not known of them.',
      'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: rule braucht open.standard, und das ist bei ihnen nicht bekannt.',
    ],
    [
      'a division by zero',
      { rules: [rule('100 / (quantity - 2) > 5')] },
      'Some requests cannot be decided by this, and go to a person with an alarm: rule divides by zero.',
      'Manche Anfragen lassen sich damit nicht entscheiden und gehen mit einem Alarm an einen Menschen: rule teilt durch null.',
    ],
    [
      'a fee table without a row',
      {
        rules: [
          rule(
            "known.condition && condition == 'used' && known.daysSinceDelivery && daysSinceDelivery == 15",
            approve({ fees: table }),
          ),
        ],
      },
      'Some requests are answered by this and their fees cannot be told: no restocking fee is stated for used goods after 15 days.',
      'Für manche Anfragen, die dies beantwortet, stehen die Gebühren nicht fest: Für Ware im Zustand used ist nach 15 Tagen keine Gebühr restocking angegeben.',
    ],
    [
      'fees of more than the whole',
      {
        rules: [
          rule(
            'flagged',
            approve({
              fees: [
                { kind: 'restocking', basisPoints: 9_000 },
                { kind: 'inspection', basisPoints: 1_001 },
              ],
            }),
          ),
        ],
      },
      'The fees of rule can add up to 100.01 % of what the goods are worth.',
      'Die Gebühren von rule können zusammen 100,01 % des Warenwerts erreichen.',
    ],
    [
      'holidays that extend nothing',
      {
        holidayPeriods: [{ deliveredFrom: '2026-12-01', deliveredTo: '2026-12-02', until: '2026-12-31' }],
        rules: [rule('flagged')],
      },
      'No window of goods delivered from December 1, 2026 on ends before December 31, 2026: the period extends nothing.',
      'Für Ware, die ab dem 1. Dezember 2026 geliefert wird, endet keine Frist vor dem 31. Dezember 2026: Der Zeitraum verlängert nichts.',
    ],
  ])('%s', (_, some, en, de) => expect(wordsOf(some)).toContainEqual({ en, de }));

  test('amounts without a common currency are one finding, not one for each request', () => {
    const some = { amounts: { small: { EUR: 100 }, large: { USD: 900 } }, rules: [rule('flagged')] };
    const codes = checkPolicy(small(some)).map(({ code }) => code);
    expect(codes).toContain('currency_missing');
    expect(codes).not.toContain('may_fail');
  });

  test('policies that share lines, by their names', () => {
    const at = new Date('2026-11-01T00:00:00.000Z');
    const from = at.toISOString();
    const theirs = {
      number: 1,
      policyId: 'audio',
      version: '1',
      title: 'Audio',
      scope: { categories: ['audio'] },
      from,
    };
    const own = { policyId: 'german', title: 'Deutschland', scope: { countries: ['DE'] } };
    const [found] = overlapsOf(own, { version: 1, activations: [theirs] }, at);
    expect(found && inEveryLanguage(found.says)).toEqual({
      en: expect.stringContaining('“Audio” (audio: audio) would decide the same lines as “Deutschland” (german: DE)'),
      de: expect.stringContaining('„Audio“ (audio: audio) würde dieselben Positionen entscheiden wie „Deutschland“'),
    });
  });
});

test('a finding is worded for its reader, and keeps its code, place and request', () => {
  const found = warning('never_holds', '/rules/0/when', says('never_holds', { id: 'one' }), { quantity: 1 });
  const same = { level: 'warning', code: 'never_holds', pointer: '/rules/0/when', witness: { quantity: 1 } };
  expect(wordedFinding(found, 'de')).toEqual({ ...same, detail: 'Die Bedingung von one ist nie erfüllt.' });
  expect(wordedFinding(found, 'en')).toEqual({ ...same, detail: 'The condition of one never holds.' });
});

test('of long words a finding shows the beginning: it is kept with its policy', () => {
  const long = 'x'.repeat(400);
  const [found] = checkPolicy(small({ rules: [rule(`quantity + 1 > '${long}'`)] }));
  expect(JSON.stringify(found).length).toBeLessThan(600);
});
