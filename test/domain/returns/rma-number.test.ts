import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { rmaNumber } from '../../../shared/contracts/values.ts';
import { newRmaNumber, readRmaNumber } from '../../../shared/returns/rma-number.ts';

const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
/** Randomness that is the same each time: a seed is stretched byte by byte. */
function bytesFrom(seed: number): (count: number) => Uint8Array {
  let state = seed >>> 0;
  return (count) =>
    Uint8Array.from({ length: count }, () => {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      return state >>> 24;
    });
}
const numbers = fc.nat({ max: 0xffffffff }).map((seed) => newRmaNumber(bytesFrom(seed)));
const plainOf = (rma: string) => rma.replaceAll('-', '');
const swapped = (plain: string, i: number) => plain.slice(0, i) + plain[i + 1] + plain[i] + plain.slice(i + 2);

describe('an RMA number', () => {
  test('is eleven characters and a check character, in three groups, without I, L, O and U', () => {
    fc.assert(
      fc.property(numbers, (rma) => {
        expect(rma).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
        expect(rmaNumber.safeParse(rma).success).toBe(true);
        expect(readRmaNumber(rma)).toBe(rma);
      }),
      { numRuns: 500 },
    );
  });

  test('is drawn from all of the alphabet alike, 55 bits of it', () => {
    const seen = new Map<string, number>();
    const draw = bytesFrom(7);
    const drawn = 4000;
    for (let i = 0; i < drawn; i += 1)
      for (const character of plainOf(newRmaNumber(draw)).slice(0, 11))
        seen.set(character, (seen.get(character) ?? 0) + 1);
    expect([...seen.keys()].sort().join('')).toBe([...alphabet].sort().join(''));
    const expected = (drawn * 11) / 32;
    for (const count of seen.values()) expect(Math.abs(count - expected) / expected).toBeLessThan(0.15);
  });

  test('asks its source for eleven bytes a draw, and draws again when the check character cannot be written', () => {
    const asked: number[] = [];
    const draw = bytesFrom(1);
    for (let i = 0; i < 200; i += 1)
      newRmaNumber((count) => {
        asked.push(count);
        return draw(count);
      });
    expect(new Set(asked)).toEqual(new Set([11]));
    // 4 of 36 check characters are not in the alphabet, and one number in 60 has a swap that hides.
    expect(asked.length).toBeGreaterThan(200);
    expect(asked.length).toBeLessThan(300);
  });

  test('every single wrong character is found', () => {
    fc.assert(
      fc.property(numbers, (rma) => {
        const plain = plainOf(rma);
        for (let i = 0; i < plain.length; i += 1)
          for (const other of alphabet)
            if (other !== plain[i])
              expect(readRmaNumber(plain.slice(0, i) + other + plain.slice(i + 1))).toBeUndefined();
      }),
      { numRuns: 60 },
    );
  });

  test('every swap of neighbours is found', () => {
    fc.assert(
      fc.property(numbers, (rma) => {
        const plain = plainOf(rma);
        for (let i = 0; i + 1 < plain.length; i += 1)
          if (plain[i] !== plain[i + 1]) expect(readRmaNumber(swapped(plain, i))).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  });

  test('one whose swap the check character would not find is never given out', () => {
    // 0 and 1 at the end: with this beginning MOD 37,36 takes both orders for right.
    const hiding = [...'000000000'].map((character) => alphabet.indexOf(character));
    const found = [...alphabet].flatMap((a) =>
      [...alphabet].flatMap((b) => {
        const draws = [Uint8Array.from([...hiding, alphabet.indexOf(a), alphabet.indexOf(b)]), bytesFrom(3)(11)];
        const given = plainOf(newRmaNumber(() => draws.shift() ?? bytesFrom(9)(11)));
        return given.startsWith(`000000000${a}${b}`) ? [given] : [];
      }),
    );
    expect(found.length).toBeGreaterThan(850);
    for (const plain of found)
      for (let i = 0; i < 11; i += 1)
        if (plain[i] !== plain[i + 1]) expect(readRmaNumber(swapped(plain, i))).toBeUndefined();
  });
});

describe('is read as people and scanners give it', () => {
  const rma = newRmaNumber(bytesFrom(42));
  const digits = (() => {
    for (let seed = 0; ; seed += 1) {
      const one = newRmaNumber(bytesFrom(seed));
      if (one.includes('1') && one.includes('0')) return one;
    }
  })();

  test.each([
    ['as written', rma],
    ['in small letters', rma.toLowerCase()],
    ['without hyphens', plainOf(rma)],
    ['with blanks', ` ${rma.replaceAll('-', ' ')} `],
    ['with hyphens elsewhere', plainOf(rma).replace(/(..)/g, '$1-')],
    ['with a line break of a scanner', `${rma}\r\n`],
  ])('%s', (_, text) => expect(readRmaNumber(text)).toBe(rma));

  test.each([
    ['I for 1', digits.replaceAll('1', 'I')],
    ['small l for 1', digits.replaceAll('1', 'l')],
    ['O for 0', digits.replaceAll('0', 'O')],
    ['small o for 0', digits.replaceAll('0', 'o')],
  ])('%s', (_, text) => expect(readRmaNumber(text)).toBe(digits));

  test.each([
    ['nothing', ''],
    ['too short', plainOf(rma).slice(1)],
    ['too long', `${plainOf(rma)}0`],
    ['a letter that is in no number', `U${plainOf(rma).slice(1)}`],
    ['another sign', `${plainOf(rma).slice(0, 11)}#`],
    ['a tracking number', 'TRACK-1-000000000000'],
  ])('%s is none', (_, text) => expect(readRmaNumber(text)).toBeUndefined());

  test('whatever is read is a number as it is kept', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          numbers.map((one) => one.toLowerCase()),
        ),
        (text) => {
          const read = readRmaNumber(text);
          if (read !== undefined) expect(readRmaNumber(read)).toBe(read);
        },
      ),
    );
  });
});
