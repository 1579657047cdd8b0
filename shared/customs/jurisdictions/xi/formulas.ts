import type { Formulas } from '../../jurisdiction.ts';
import { unionFormulas } from '../eu/formulas.ts';
import { britishFormulas } from '../gb/formulas.ts';

/** Northern Ireland computes as the Union does, at the exchange rates HMRC publish. */
export const northernIrishFormulas: Formulas = { ...unionFormulas, rateInForce: britishFormulas.rateInForce };
