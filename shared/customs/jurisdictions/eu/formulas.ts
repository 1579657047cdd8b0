import { secondLastWednesday } from '../../calendar.ts';
import type { Formulas } from '../../jurisdiction.ts';

/** What the Union computes in a way of its own. */
export const unionFormulas: Formulas = {
  /** Implementing Regulation (EU) 2015/2447, Art. 146: the second-last Wednesday's rate, for the next calendar month. */
  rateInForce: (on, publishedOn) => publishedOn === secondLastWednesday(on, -1),
  specificShare: shareOfAddedValue,
};

/**
 * Delegated Regulation (EU) 2015/2446, Art. 75: (customs value − statistical value of the temporarily exported goods) ×
 * specific duty ÷ customs value.
 */
export function shareOfAddedValue({ customsValue, exportValue }: Parameters<Formulas['specificShare']>[0]) {
  if (customsValue && exportValue) return { part: customsValue.minus(exportValue), of: customsValue };
  return {
    lacks: [...(customsValue ? [] : ['goods.value']), ...(exportValue ? [] : ['goods.valueBeforeExport'])],
  };
}
