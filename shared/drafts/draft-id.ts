/** Crockford's base 32, as in RMA numbers. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** A new draft's id: a hundred random bits, which nobody guesses. @param randomBytes returns so many random bytes */
export const newDraftId = (randomBytes: (count: number) => Uint8Array): string =>
  `D-${[...randomBytes(20)].map((byte) => alphabet[byte % 32]).join('')}`;
