import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isVague, wordsOf } from '../../../shared/reasons/vague.ts';

test.each([
  'broken',
  'Broken.',
  'it is broken',
  'It’s broken!!!',
  'The device is completely useless',
  'doesn’t work',
  'It does not work any more, please help',
  'It stopped working',
  'There is a problem with my product',
  'I want my money back',
  'kaputt',
  'Das Gerät ist kaputt',
  'Es ist leider total kaputt gegangen',
  'Funktioniert nicht',
  'Geht nicht mehr',
  'Der Artikel ist defekt, bitte um Erstattung',
  'ist beschädigt',
  'Ich bin sehr unzufrieden',
  '',
  '   ',
  '......',
  'a b c',
  '坏',
  '壊れた',
  'hjkl',
])('%j says nothing that helps', (text) => {
  expect(isVague(text)).toBe(true);
});

test.each([
  'It won’t charge',
  'Screen flickers',
  'It stopped charging',
  'The left side stays silent after an hour',
  'The hinge is broken',
  'Lädt nicht mehr',
  'Display flackert',
  'Der Ton fällt aus',
  'Das Gerät geht nach zehn Minuten aus',
  'Das Glas ist zersprungen',
  'L’écran reste noir',
  '電源が入らなくなりました',
  '屏幕上有很多坏点',
  'เปิดเครื่องไม่ติดแล้ว',
])('%j says something', (text) => {
  expect(isVague(text)).toBe(false);
});

test('more words never make a description vaguer', () => {
  const words = fc.constantFrom(
    'broken',
    'it',
    'is',
    'screen',
    'flickers',
    'kaputt',
    'das',
    'Glas',
    'since',
    'E7',
    '!',
  );
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), words, (said, more) => {
      if (!isVague(said.join(' '))) expect(isVague([...said, more].join(' '))).toBe(false);
    }),
  );
});

test('words are those of a segmenter, where blanks part them', () => {
  const piece = fc.constantFrom(
    ...['E17', 'battery', 'dead', "won't", 'l’eau', '12', '3', 'größer', 'батарея', 'é', 'a_b'],
    ...['.', ',', ':', ';', "'", '-', '/', '!', '(', ' ', '  ', '\n', '…', '–', '%', '&'],
  );
  const segmenter = new Intl.Segmenter(undefined, { granularity: 'word' });
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const text = pieces.join('').replaceAll('’', "'");
      const words = [...segmenter.segment(text)].flatMap(({ segment, isWordLike }) => (isWordLike ? [segment] : []));
      expect(wordsOf(text)).toEqual(words);
    }),
  );
});
