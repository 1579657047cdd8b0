import { describe, expect, test } from 'vitest';
import { facts as factsSchema } from '../../../shared/contracts/facts.ts';
import type { PolicyDocument } from '../../../shared/contracts/policy.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { inEveryLanguage } from '../../../shared/policy/worded-finding.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

/** Windows shorter than what the law gives consumers of the countries a policy is for. */

const found = (document: PolicyDocument) => checkPolicy(document).filter(({ code }) => code === 'under_the_law');
const told = (document: PolicyDocument) =>
  found(document).map(({ pointer, says }) => {
    const { country, least, length, days } = says.values ?? {};
    const words = typeof length === 'object' ? length.en : `${least} days`;
    return `${pointer} ${days} days, ${typeof country === 'object' ? country.en : country} ${words}`;
  });

const review = { id: 'rest', title: 'The rest', answer: { outcome: 'review', message: 'Wait.' } };
const no = { outcome: 'reject', message: 'No.' };
const inTime = 'known.deliveredOn && open.standard';
const remorse = "reason == 'customer_remorse'";
const defect = "reason == 'defective'";
const small = (some: object) => smallPolicy({ amounts: {}, otherwise: review, ...some });
const shipped = (windows: PolicyDocument['windows'], scope?: PolicyDocument['scope']): PolicyDocument => ({
  ...defaultPolicy,
  windows,
  ...(scope && { scope }),
});

describe('the standard window, which customers are shown', () => {
  test.each<[string, PolicyDocument, string[]]>([
    ['as long as the right', shipped({ standard: 14, defect: 30 }), []],
    [
      'a day short, of a policy for everybody',
      shipped({ standard: 13, defect: 30 }),
      ['EU 14 days', 'United Kingdom 14 days'].map((law) => `/windows/standard 13 days, ${law}`),
    ],
    [
      'in the countries of its scope',
      shipped({ standard: 7, defect: 30 }, { countries: ['DE', 'US', 'GB', 'CH'] }),
      ['Germany 14 days', 'United Kingdom 14 days'].map((law) => `/windows/standard 7 days, ${law}`),
    ],
    ['where no such law is known', shipped({ standard: 3, defect: 30 }, { countries: ['US'] }), []],
    [
      'in a part of a member state with a code of its own',
      shipped({ standard: 7, defect: 30 }, { countries: ['RE'] }),
      ['/windows/standard 7 days, Réunion 14 days'],
    ],
  ])('%s', (_, document, expected) => expect(told(document)).toEqual(expected));
});

describe('another window, where a consumer is refused because it is over', () => {
  const short = (rules: object[], some: object = {}) =>
    small({ windows: { standard: 30, short: 5 }, scope: { countries: ['AT'] }, rules, ...some });
  const withdrawal = ['/windows/short 5 days, Austria 14 days'];
  test.each<[string, PolicyDocument, string[]]>([
    ['rejected after it', short([rule(`known.deliveredOn && ${remorse} && !open.short`, no)]), withdrawal],
    [
      'as a number of days',
      short([rule(`${remorse} && known.daysSinceDelivery && daysSinceDelivery > windows.short`, no)]),
      withdrawal,
    ],
    ['sent to a person after it', short([rule(`known.deliveredOn && ${remorse} && open.short`)]), withdrawal],
    [
      'but not where the right is asked for first',
      short([
        rule('known.withdrawalOpen && withdrawalOpen'),
        rule(`known.deliveredOn && ${remorse} && open.short`, approve(), 'two'),
      ]),
      [],
    ],
    ['but not for businesses', short([rule(`business && known.deliveredOn && ${remorse} && open.short`)]), []],
    [
      'but not where it makes no difference',
      short([
        rule("reason in ['customer_remorse', 'open_box']", no),
        rule('known.deliveredOn && open.short', approve(), 'two'),
      ]),
      [],
    ],
    [
      'but not for a reason that is no withdrawal',
      short([rule("reason == 'other' && known.deliveredOn && open.short")]),
      [],
    ],
  ])('%s', (_, document, expected) => {
    expect(told(document)).toEqual(expected);
    for (const { witness } of found(document)) {
      const facts = factsSchema.parse(witness);
      expect(facts).toMatchObject({ business: false, country: 'AT', withdrawalOpen: true });
      expect(facts.daysSinceDelivery).toBeGreaterThan(5);
      expect(facts.daysSinceDelivery).toBeLessThanOrEqual(14);
      expect(decideLine(compilePolicy(document), facts).outcome).not.toBe('approve');
    }
  });
});

describe('faults refused while the seller still answers for them', () => {
  const faults = (countries: string[] | undefined, days: number) =>
    small({
      windows: { standard: 30, defect: days },
      ...(countries && { scope: { countries } }),
      rules: [rule(`known.deliveredOn && ${defect} && !open.defect`, no)],
    });
  const tooShort = (days: number, law: string) => [`/windows/defect ${days} days, ${law}`];
  test.each<[string, PolicyDocument, string[]]>([
    ['two years in most of the Union', faults(['DE'], 365), tooShort(365, 'Germany 24 months')],
    ['three in some', faults(['ES'], 731), tooShort(731, 'Spain 36 months')],
    ['none too few', faults(['DE'], 731), []],
    ['no fixed end', faults(['FI'], 30), tooShort(30, 'Finland as long as such goods are expected to last')],
    ['six in the United Kingdom', faults(['GB'], 1_000), tooShort(1_000, 'United Kingdom 72 months')],
    [
      'everywhere',
      faults(undefined, 30),
      [...tooShort(30, 'EU 24 months'), ...tooShort(30, 'United Kingdom 72 months')],
    ],
    ['no such law', faults(['US'], 30), []],
    [
      'one country that a condition names, in a policy for everybody',
      small({
        windows: { standard: 30, defect: 30 },
        rules: [rule(`known.country && country == 'FR' && known.deliveredOn && ${defect} && !open.defect`, no)],
      }),
      tooShort(30, 'France 24 months'),
    ],
    [
      'not where the policy asks whether it is covered',
      small({
        windows: { standard: 30, defect: 30 },
        rules: [rule(`known.deliveredOn && ${defect} && !open.defect && known.covered && !covered`, no)],
      }),
      [],
    ],
    [
      'not where a person looks at it',
      small({ windows: { standard: 30, defect: 30 }, rules: [rule(`known.deliveredOn && ${defect} && open.defect`)] }),
      [],
    ],
    [
      'the standard window, after which all is refused',
      small({ scope: { countries: ['IE'] }, rules: [rule(inTime)], otherwise: { ...review, answer: no } }),
      ['/windows/standard 30 days, Ireland 72 months'],
    ],
  ])('%s', (_, document, expected) => expect(told(document)).toEqual(expected));
});

test('country, article and both lengths are told in both languages', () => {
  const document = small({
    windows: { standard: 7, defect: 30 },
    scope: { countries: ['DE'] },
    rules: [rule(`known.deliveredOn && ${defect} && !open.defect`, no)],
  });
  expect(found(document).map(({ says }) => inEveryLanguage(says))).toEqual([
    {
      en: '“standard” is 7 days, but consumers can withdraw for 14 days (Germany: Directive 2011/83/EU, Art. 9(1), 9(2)(b) (BGB §§ 312g, 355–357)). The law wins; say so in the policy.',
      de: '„standard“ sind 7 Tage, Verbraucher können aber 14 Tage lang widerrufen (Deutschland: Directive 2011/83/EU, Art. 9(1), 9(2)(b) (BGB §§ 312g, 355–357)). Das Gesetz geht vor; nennen Sie es auch in der Richtlinie.',
    },
    {
      en: '“defect” is 30 days, and faults are refused after it; but sellers answer to consumers for 24 months (Germany: Directive (EU) 2019/771, Art. 10(1), 11(1) (BGB § 438(1) no. 3, § 477)). The law wins; say so in the policy.',
      de: '„defect“ sind 30 Tage, und danach werden Mängel abgelehnt; Verkäufer haften Verbrauchern aber 24 Monate (Deutschland: Directive (EU) 2019/771, Art. 10(1), 11(1) (BGB § 438(1) no. 3, § 477)). Das Gesetz geht vor; nennen Sie es auch in der Richtlinie.',
    },
  ]);
});
