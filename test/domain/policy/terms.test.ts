import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { type PublishedCase, publishedTerms } from '../../../shared/contracts/terms.ts';
import { checkPolicy } from '../../../shared/policy/check.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { TermsTooFine, termsData } from '../../../shared/policy/terms.ts';
import { termsText } from '../../../shared/policy/terms-text.ts';
import { request } from './facts.ts';
import { approve, rule, smallPolicy } from './small-policy.ts';

const readers = { language: 'en', country: 'DE', currency: 'EUR' };
const terms = termsData(defaultPolicy, readers);

/** Whether a published case speaks of a request. */
function speaksOf({ reason, when }: PublishedCase, facts: Facts): boolean {
  const { returnedValueMinor: value, daysSinceDelivery: day = 0, condition, covered } = facts;
  return (
    reason === facts.reason &&
    value >= (when.fromValue?.minor ?? 0) &&
    value <= (when.upToValue?.minor ?? Number.POSITIVE_INFINITY) &&
    day >= (when.fromDay ?? 0) &&
    day <= (when.upToDay ?? Number.POSITIVE_INFINITY) &&
    (when.covered ?? covered) === covered &&
    (condition === undefined || (when.conditions ?? [condition]).includes(condition))
  );
}

describe('the terms of a policy as data', () => {
  test('are a valid document, and speak of every reason', () => {
    expect(publishedTerms.parse(terms)).toEqual(terms);
    expect(new Set(terms.cases.map(({ reason }) => reason))).toEqual(new Set(reasonCode.options));
  });

  test('say what is decided: of any request exactly one case speaks, with its outcome and sentence', () => {
    const policy = compilePolicy(defaultPolicy);
    fc.assert(
      fc.property(
        fc.constantFrom(...reasonCode.options),
        fc.integer({ min: 1, max: 40_000 }),
        // What a weekend extends is not in the days.
        fc.integer({ min: 0, max: 900 }).filter((day) => day < 31 || day > 35),
        fc.boolean(),
        (reason, valueMinor, daysSinceDelivery, covered) => {
          const value = { valueMinor, requestValueMinor: valueMinor };
          const facts = request({ reason, ...value, daysSinceDelivery, covered, warrantyDaysLeft: covered ? 9 : -9 });
          const speaking = terms.cases.filter((one) => speaksOf(one, facts));
          expect(speaking).toHaveLength(1);
          const { outcome, message } = decideLine(policy, facts);
          expect(speaking[0]).toMatchObject({ outcome, message });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('fees are stated as the policy states them, in the currency', () => {
    const [remorse] = terms.cases.filter(({ reason, fees }) => reason === 'customer_remorse' && fees.length > 0);
    expect(remorse?.fees.map(({ kind }) => kind)).toEqual(['restocking', 'return_shipping']);
    expect(remorse?.fees[1]).toEqual({ kind: 'return_shipping', amount: { currency: 'EUR', minor: 495 } });
    const inYen = termsData(defaultPolicy, { ...readers, currency: 'JPY' });
    expect(JSON.stringify(inYen)).toContain('{"currency":"JPY","minor":900}');
    expect(JSON.stringify(inYen)).not.toContain('EUR');
  });

  test('of another policy too: by condition, and for ever', () => {
    const some = smallPolicy({
      amounts: {},
      rules: [
        rule("known.condition && condition in ['used', 'damaged']", { outcome: 'reject', message: 'No.' }),
        rule('true', approve(), 'all'),
      ],
    });
    const cases = termsData(some, readers).cases.filter(({ reason }) => reason === 'other');
    expect(cases.map(({ when, outcome }) => [when.conditions, outcome])).toEqual([
      [['unopened', 'opened'], 'approve'],
      [['used', 'damaged'], 'reject'],
    ]);
    expect(cases.map(({ when }) => Object.keys(when))).toEqual([['conditions'], ['conditions']]);
  });
});

describe('the terms of policies with many bounds', () => {
  const bounds = fc.array(
    fc.record({
      value: fc.integer({ min: 1, max: 30 }),
      day: fc.integer({ min: 0, max: 60 }),
      left: fc.integer({ min: -200, max: 400 }),
      outcome: fc.constantFrom('approve', 'reject'),
      by: fc.constantFrom('value', 'day', 'both', 'left'),
    }),
    { minLength: 1, maxLength: 5 },
  );

  test('are what is decided, however the rules overlap', () => {
    fc.assert(
      fc.property(bounds, fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 60 }), (rules, value, day) => {
        const policy = smallPolicy({
          amounts: {},
          rules: rules.map(({ value: over, day: until, left, outcome, by }, i) => {
            const conditions = {
              value: `valueMinor > ${over}`,
              day: `daysSinceDelivery <= ${until}`,
              both: `valueMinor > ${over} && daysSinceDelivery <= ${until}`,
              left: `warrantyDaysLeft >= ${left}`,
            };
            const answer = outcome === 'approve' ? approve({ message: `Yes ${i}.` }) : { outcome, message: `No ${i}.` };
            return rule(`reason == 'defective' && ${conditions[by]}`, answer, `rule-${i}`);
          }),
        });
        const warrantyDaysLeft = 700 - day;
        const money = { valueMinor: value, requestValueMinor: value, returnedValueMinor: value };
        const facts = request({
          reason: 'defective',
          ...money,
          daysSinceDelivery: day,
          warrantyDaysLeft,
          covered: true,
        });
        const speaking = termsData(policy, readers).cases.filter(
          (one) =>
            speaksOf(one, facts) &&
            warrantyDaysLeft >= (one.when.fromWarrantyDaysLeft ?? Number.NEGATIVE_INFINITY) &&
            warrantyDaysLeft <= (one.when.upToWarrantyDaysLeft ?? Number.POSITIVE_INFINITY),
        );
        const { outcome, message } = decideLine(compilePolicy(policy), facts);
        expect(speaking.map((one) => [one.outcome, one.message])).toEqual([[outcome, message]]);
      }),
      { numRuns: 100 },
    );
  });

  const fine = (count: number) =>
    smallPolicy({
      amounts: {},
      rules: Array.from({ length: count }, (_, i) =>
        rule(
          `reason == 'defective' && valueMinor > ${1000 * (count - i)} && daysSinceDelivery <= ${3 * i + 1}`,
          approve({ message: `Case ${i}.` }),
          `rule-${i}`,
        ),
      ),
    });

  test('ask no more than is answered by rules of their reason', () => {
    expect(termsData(fine(25), readers).cases.length).toBeGreaterThan(25);
  });

  test('are not told where they are too many, and the check says so', () => {
    expect(() => termsData(fine(120), readers)).toThrow(TermsTooFine);
    expect(checkPolicy(fine(120)).map(({ code }) => code)).toContain('too_fine_to_publish');
    expect(checkPolicy(fine(5)).map(({ code }) => code)).not.toContain('too_fine_to_publish');
  });

  test('name the days of warranty a rule turns on', () => {
    const some = smallPolicy({
      amounts: {},
      rules: [rule("reason == 'defective' && warrantyDaysLeft >= 180", approve(), 'long')],
    });
    const cases = termsData(some, readers).cases.filter(({ reason }) => reason === 'defective');
    expect(cases.map(({ when, outcome }) => [when, outcome])).toEqual([
      [{ upToWarrantyDaysLeft: 179 }, 'reject'],
      [{ fromWarrantyDaysLeft: 180 }, 'approve'],
    ]);
    expect(termsText(some, { ...readers, brandName: 'Lumen' })).toContain('With 180 days of warranty left or more');
  });
});

test('a value by itself is told as exactly that one', () => {
  const some = smallPolicy({ amounts: {}, rules: [rule("reason == 'other' && valueMinor == 5000", approve(), 'one')] });
  expect(termsText(some, { ...readers, brandName: 'Lumen' })).toContain('- Worth exactly €50.00: accepted.');
});

describe('the terms of a policy as plain text', () => {
  const holidays = {
    ...defaultPolicy,
    holidayPeriods: [{ deliveredFrom: '2026-11-15', deliveredTo: '2026-12-24', until: '2027-01-31' }],
  };
  const english = termsText(holidays, { ...readers, brandName: 'Lumen' });
  const german = termsText(holidays, { ...readers, language: 'de', brandName: 'Lumen' });

  test.each([
    ['whose it is, for whom, and which version', 'Lumen: Return policy\nGermany · EUR · Version '],
    ['the window', 'The return window is 30 days.'],
    [
      'its holidays',
      'What is delivered from November 15, 2026 to December 24, 2026 can be returned until January 31, 2027 at least.',
    ],
    ['cheap goods', '\n- Worth less than €25.00, until day 30: refunded without a return.'],
    [
      'fees by condition and age',
      'Restocking fee: unopened 15 % (17.5 % after day 14), opened 20 % (22.5 % after day 14), used 22.5 % (25 % after day 14), damaged 25 %.',
    ],
    ['dear goods', '- Worth more than €200.00: looked at by a person.'],
    ['what is offered instead', 'no longer covered by a warranty: not accepted.'],
    ['deductions', 'Taken off where goods come back\n- The original packaging is missing: 5 %'],
    ['the law', 'Your statutory rights are not affected.\n'],
    [
      'the right to withdraw, before what the policy says',
      'I changed my mind\n- Consumers may withdraw within 14 days after all of the order has arrived, without a reason:',
    ],
  ])('%s', (_, text) => expect(english).toContain(text));

  test.each([
    'Lumen: Rückgaberichtlinie\nDeutschland · EUR · Fassung ',
    'Was vom 15. November 2026 bis zum 24. Dezember 2026 geliefert wird, kann mindestens bis zum 31. Januar 2027 zurückgegeben werden.',
    'Ich habe es mir anders überlegt\n- Verbraucher können binnen 14 Tagen',
    '\n- Wert unter 25,00\u00a0€, bis Tag 30: ohne Rücksendung erstattet.',
    'ungeöffnet 15 % (17,5 % nach Tag 14)',
    '- Wert über 200,00\u00a0€: von einem Menschen geprüft.',
    'Ihre gesetzlichen Rechte bleiben unberührt.',
  ])('in German: %s', (text) => expect(german).toContain(text));

  test('nothing of how a policy is written shows', () => {
    for (const text of [english, german]) expect(text).not.toMatch(/undefined|null|NaN|_|&&|\|\||minor/);
  });
});
