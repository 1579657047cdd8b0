import { mod37_36 } from 'cdigit';

/**
 * RMA number (product row 2.8): eleven random characters of Crockford's base 32 (55 bits: unguessable) and a check
 * character by ISO/IEC 7064 MOD 37,36, which finds every single wrong character. Of the swaps of neighbours it misses one
 * in 640, so a number that has such a swap (one in 60) is drawn again: none that was given out can be swapped unseen.
 * Written `XXXX-XXXX-XXXX`. The alphabet has no I, L, O and U; a draw whose check character would be one of these is
 * drawn again, so whatever is read as I, L or O can safely be taken for 1, 1 and 0.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * @param randomBytes source of randomness: returns so many random bytes
 * @returns a new RMA number
 */
export function newRmaNumber(randomBytes: (count: number) => Uint8Array): string {
  for (;;) {
    const drawn = [...randomBytes(11)].map((byte) => alphabet[byte % 32]).join('');
    const whole = mod37_36.generate(drawn);
    if (alphabet.includes(whole[11] ?? '') && !hidesSwap(whole)) return group(whole);
  }
}

/** Whether two neighbours of the number can change places without the check character telling. */
function hidesSwap(plain: string): boolean {
  return [...plain.slice(1)].some((character, i) => {
    const before = plain[i] ?? '';
    return character !== before && mod37_36.validate(plain.slice(0, i) + character + before + plain.slice(i + 2));
  });
}

/**
 * Reads an RMA number as people and scanners give it: any case, with or without hyphens and blanks, I, L and O for 1 and 0.
 * @returns the number as it is kept, or undefined if it is none (wrong check character included)
 */
export function readRmaNumber(text: string): string | undefined {
  const plain = text.toUpperCase().replace(/[\s-]/g, '').replace(/[IL]/g, '1').replace(/O/g, '0');
  if (plain.length !== 12 || ![...plain].every((character) => alphabet.includes(character))) return undefined;
  return mod37_36.validate(plain) ? group(plain) : undefined;
}

function group(plain: string): string {
  return plain.replace(/^(.{4})(.{4})(.{4})$/, '$1-$2-$3');
}
