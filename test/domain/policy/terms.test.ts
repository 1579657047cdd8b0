import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reasonCode } from '../../../shared/contracts/decision.ts';
import type { Facts } from '../../../shared/contracts/facts.ts';
import { type PublishedCase, publishedTerms } from '../../../shared/contracts/terms.ts';
import { compilePolicy } from '../../../shared/policy/compile.ts';
import { defaultPolicy } from '../../../shared/policy/default-policy.ts';
import { decideLine } from '../../../shared/policy/evaluate.ts';
import { termsData } from '../../../shared/policy/terms.ts';
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
    ['cheap goods', 'I changed my mind\n- Worth less than €25.00, until day 30: refunded without a return.'],
    [
      'fees by condition and age',
      'Restocking fee: unopened 15 % (17.5 % after day 14), opened 20 % (22.5 % after day 14), used 22.5 % (25 % after day 14), damaged 25 %.',
    ],
    ['dear goods', '- Worth more than €200.00: looked at by a person.'],
    ['what is offered instead', 'no longer covered by a warranty: not accepted.'],
    ['deductions', 'Taken off where goods come back\n- The original packaging is missing: 5 %'],
    ['the law', 'Your statutory rights are not affected.\n'],
  ])('%s', (_, text) => expect(english).toContain(text));

  test.each([
    'Lumen: Rückgaberichtlinie\nDeutschland · EUR · Fassung ',
    'Was vom 15. November 2026 bis zum 24. Dezember 2026 geliefert wird, kann mindestens bis zum 31. Januar 2027 zurückgegeben werden.',
    'Ich habe es mir anders überlegt\n- Wert unter 25,00\u00a0€, bis Tag 30: ohne Rücksendung erstattet.',
    'ungeöffnet 15 % (17,5 % nach Tag 14)',
    '- Wert über 200,00\u00a0€: von einem Menschen geprüft.',
    'Ihre gesetzlichen Rechte bleiben unberührt.',
  ])('in German: %s', (text) => expect(german).toContain(text));

  test('nothing of how a policy is written shows', () => {
    for (const text of [english, german]) expect(text).not.toMatch(/undefined|null|NaN|_|&&|\|\||minor/);
  });
});
