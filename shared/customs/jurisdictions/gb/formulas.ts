import { addMonths, periodOf } from '../../calendar.ts';
import type { Formulas } from '../../jurisdiction.ts';
import { shareOfAddedValue } from '../eu/formulas.ts';

/** What Great Britain computes in a way of its own. */
export const britishFormulas: Formulas = {
  /** HMRC publish the rates of a month in the month before it, and correct them in the month itself. */
  rateInForce: (on, publishedOn) =>
    publishedOn >= addMonths(periodOf(on, 1).from, -1) && publishedOn <= periodOf(on, 1).until,
  /** By the share of the value added; no British rule is cited for it, and the pack says so. */
  specificShare: shareOfAddedValue,
};
