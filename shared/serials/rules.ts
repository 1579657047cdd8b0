import { damm, gtin, luhn, mod11_2, mod11_10, mod37_2, mod37_36, mod97_10, mod1271_36, verhoeff } from 'cdigit';
import type { CheckDigit, SerialRule } from '../contracts/serial-rules.ts';

/** Whether a serial number is made up as its brand says. Whether the unit is known is another question. */

const algorithms: Record<CheckDigit, { validate(text: string): boolean }> = {
  luhn,
  // 3GPP TS 23.003, 6.2.1 and annex B: 14 digits and a check digit by Luhn's formula.
  imei: { validate: (text) => /^\d{15}$/.test(text) && luhn.validate(text) },
  gtin,
  verhoeff,
  damm,
  mod11_2,
  mod11_10,
  mod37_2,
  mod37_36,
  mod97_10,
  mod1271_36,
};

export type SerialFault = 'serial_malformed' | 'serial_check_digit';

/** What a rule is chosen by. */
export interface Kind {
  category: string;
  sku: string;
  model?: string | undefined;
}

/** The first rule that is for goods of this kind. */
export function serialRuleFor(rules: readonly SerialRule[], { category, sku, model }: Kind): SerialRule | undefined {
  return rules.find(
    ({ categories, models }) =>
      (!categories || categories.includes(category)) &&
      (!models || models.includes(sku) || (model !== undefined && models.includes(model))),
  );
}

/**
 * What is wrong with a serial number, trimmed and in upper case as the contracts keep it; nothing when it fits. Blanks
 * between its parts (`-`, `.`, `/`) are no part of what a check digit is of.
 * @param rule as saved: its pattern is bounded (`pattern.ts`)
 */
export function serialFault(serial: string, rule: SerialRule): SerialFault | undefined {
  const { pattern, length, checkDigit } = rule;
  if (length && (serial.length < length.min || serial.length > length.max)) return 'serial_malformed';
  const match = pattern === undefined ? undefined : wholeOf(pattern).exec(serial);
  if (match === null) return 'serial_malformed';
  if (!checkDigit) return undefined;
  const checked = (match?.groups?.checked ?? serial).replace(/[./-]/g, '');
  return isRight(checkDigit, checked) ? undefined : 'serial_check_digit';
}

/** The pattern as an expression that a whole serial number fits. @throws SyntaxError when it is none */
export const wholeOf = (pattern: string): RegExp => new RegExp(`^(?:${pattern})$`, 'u');

/** Algorithms of digits throw at letters: such a number fails the check, too. */
function isRight(checkDigit: CheckDigit, text: string): boolean {
  try {
    return algorithms[checkDigit].validate(text);
  } catch {
    return false;
  }
}
