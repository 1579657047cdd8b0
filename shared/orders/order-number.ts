/**
 * An order number as it is kept and looked up. Customers type "#1001", "1001" or " lm-10042 " for what the shop calls
 * "#1001" and "LM-10042"; shops print the "#" and leave it out again. So: no white space, no leading "#", upper case, on
 * import and on look-up alike. (Two orders of one brand that differ in nothing but case or "#" would be one.)
 */
export const normaliseOrderNumber = (typed: string): string =>
  typed.normalize('NFKC').replace(/\s+/g, '').replace(/^#+/, '').toUpperCase();
