import { describe, expect, test } from 'vitest';
import { problem } from '../../../shared/contracts/decision.ts';
import { languages } from '../../../shared/notifications/language.ts';
import { doubt } from '../../../shared/policy/doubt.ts';
import { doubtSentences } from '../../../shared/policy/doubt-sentences.ts';
import { decided, orderOf, unwanted } from '../returns/sample-returns.ts';

describe.each(problem.shape.code.options)('%s', (code) => {
  const namesIn = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  test('is a sentence of its own in each language, with the same put in', () => {
    const texts = languages.map((language) => doubtSentences[code][language]);
    expect(new Set(texts).size).toBe(languages.length);
    for (const text of texts) {
      expect(text).toMatch(/^\S.*\S\.$/);
      expect(namesIn(text)).toEqual(namesIn(doubtSentences[code].en));
    }
  });
});

test('is told in the language of the customer, English where that has no texts', () => {
  expect(doubt('lot_unknown', 'de', { lot: 'L-7' }).detail).toBe(
    'Die Charge L-7 wurde nicht mit dieser Position verkauft.',
  );
  expect(doubt('lot_unknown', 'fr', { lot: 'L-7' }).detail).toBe('Lot L-7 was not sold on this order line.');
  const [line] = decided(orderOf(), [unwanted(1)], { language: 'de', person: {} }).lines;
  expect(line?.decision.problems).toContainEqual({
    code: 'contact_missing',
    detail: 'Es gibt keine E-Mail-Adresse, an die geantwortet werden kann.',
  });
});

test('a wish that is not offered is told in the language of the customer', () => {
  const [line] = decided(orderOf(), [unwanted(1, { preference: 'repair' })], { language: 'de' }).lines;
  expect(line?.decision.rules.at(-1)?.why).toMatch(/^Gewünscht: Reparatur; angeboten: Erstattung/);
});
