import { type CustomsFacts, customsFacts } from '../contracts/customs.ts';
import type { FieldError } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import type { CompletedFacts, CustomsDecision } from '../contracts/return-customs.ts';
import { stillAssumed, withoutDisproved } from './assumed.ts';
import { merged } from './merged.ts';
import {
  authorisationFor,
  authorised,
  firstExport,
  type MovementRecords,
  partiesOf,
  plannedDates,
} from './movement.ts';
import { laterExports } from './rule-errors.ts';
import { goingFor } from './turned.ts';

/** The facts of a decision, completed by what people stated since. */

/** The facts as they are known now, and the authorisation they name. */
export interface Completed {
  facts: CustomsFacts;
  authorisation?: MovementRecords['authorisations'][number];
}

/**
 * The facts as they are known now: of the last decision, with what people stated, and of the brand's records today. Days
 * that were only planned are planned anew, and for what is done with the goods by now. An authorisation has to hold on the
 * day the goods are exported, which may be stated to be a later one.
 * @returns what is wrong with the facts together, where something is
 */
export function completed(
  { facts: decidedOn }: Pick<CustomsDecision, 'facts'>,
  stated: CompletedFacts,
  records: MovementRecords,
  on: string,
): Completed | { errors: FieldError[] } {
  const before = stated.activity ? goingFor(stated.activity, decidedOn) : decidedOn;
  const { authorisation: _, parties: __, dates: known, assumed = [], ...others } = before;
  const together = merged(others, stated);
  const { activity = 'return', goods, origin: from } = together;
  const line = { customs: { cnCode: goods.cnCode } };
  const dates = {
    ...(activity === decidedOn.activity && known),
    ...plannedDates(activity, on, firstExport(decidedOn)),
    ...stated.dates,
  };
  const exported = dates.exported ?? on;
  const found = authorisationFor({ on: exported, from, line }, activity, records);
  const { number = found?.document.number } = stated.authorisation ?? {};
  const held = found?.document.number === number ? found : undefined;
  const { goods: more = {}, ...rest } = stated;
  const told: CustomsFacts = { on, origin: from, destination: together.destination, goods: more, ...rest };
  const taken = stillAssumed(assumed, activity, told);
  const now = {
    ...withoutDisproved(together, assumed, told),
    on,
    dates,
    ...(held && { authorisation: { ...authorised(held.document, exported), ...stated.authorisation } }),
    ...(taken.length > 0 && { assumed: taken }),
    parties: partiesOf(records, on),
  };
  const result = customsFacts.safeParse(now, { reportInput: true });
  if (!result.success)
    return { errors: [...laterExports(now, '/facts'), ...fieldErrorsOf(result.error.issues, 'facts')] };
  return { facts: result.data, ...(held && { authorisation: held }) };
}
