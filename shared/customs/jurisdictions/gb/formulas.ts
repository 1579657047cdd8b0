import { secondLastWednesday } from '../../calendar.ts';
import type { Formulas } from '../../jurisdiction.ts';
import { shareOfAddedValue } from '../eu/formulas.ts';

/** What Great Britain computes in a way of its own. */
export const britishFormulas: Formulas = {
  /**
   * HMRC publish the rates of a month towards the end of the month before it, and may correct them until they publish the
   * next. No rule for the day is cited (the pack says so): it is taken to be no sooner than the second-last Wednesday.
   */
  rateInForce: (on, publishedOn) => publishedOn >= secondLastWednesday(on, -1) && publishedOn < secondLastWednesday(on),
  /** By the share of the value added; no British rule is cited for it, and the pack says so. */
  specificShare: shareOfAddedValue,
};
