/** Crockford's base 32 in small letters. */
const letters = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new backtest's id: the second it was asked for, so that ids are in the order of time, and 40 random bits.
 * @param randomBytes so many bytes, each evenly from 0 to 255
 */
export function newBacktestId(now: Date, randomBytes: (count: number) => Uint8Array): string {
  const second = now.toISOString().slice(0, 19).replace(/[-:]/g, '').toLowerCase();
  return `${second}-${Array.from(randomBytes(8), (byte) => letters[byte % 32]).join('')}`;
}
