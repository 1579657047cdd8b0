import { transliterate } from 'transliteration';

/** What Windows-1252 ("WinAnsi"), the encoding of a PDF's built-in fonts, can print. */
const printable = /[\x20-\x7e\xa0-\xac\xae-\xff€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]/u;

/**
 * The text in letters a label can print: Western European letters stay, everything else is transliterated, what has no
 * letters (a picture, a control character) is left out. A text of which nothing remains becomes `?`, so that a line is
 * never silently missing.
 */
export function inLatin(text: string): string {
  const characters = [...text.normalize('NFC').replace(/\s+/gu, ' ')];
  let latin = '';
  for (let i = 0; i < characters.length; ) {
    const from = i;
    const kept = printable.test(characters[i] ?? '');
    while (i < characters.length && printable.test(characters[i] ?? '') === kept) i += 1;
    // A run at a time: a word of another script is read as a whole.
    const run = characters.slice(from, i).join('');
    latin += kept ? run : [...transliterate(run)].filter((one) => printable.test(one)).join('');
  }
  return latin.replace(/ +/g, ' ').trim() || '?';
}
