import { type CustomsFacts, customsFacts } from '../contracts/customs.ts';
import { ProblemError } from '../contracts/errors.ts';
import { fieldErrorsOf } from '../contracts/issues.ts';
import type { CompletedFacts, CustomsDecision } from '../contracts/return-customs.ts';
import { stillAssumed, withoutDisproved } from './assumed.ts';
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

/**
 * The facts as they are known now: of the last decision, with what people stated, and of the brand's records today. Days
 * that were only planned are planned anew, and for what is done with the goods by now. An authorisation has to hold on the
 * day the goods are exported, which may be stated to be a later one.
 * @throws ProblemError invalid-request, naming what is wrong with the facts together
 */
export function completed(
  { facts: decidedOn }: Pick<CustomsDecision, 'facts'>,
  stated: CompletedFacts,
  records: MovementRecords,
  on: string,
): { facts: CustomsFacts; authorisation?: MovementRecords['authorisations'][number] } {
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
    throw new ProblemError('invalid-request', undefined, {
      errors: [...laterExports(now, '/facts'), ...fieldErrorsOf(result.error.issues, 'facts')],
    });
  return { facts: result.data, ...(held && { authorisation: held }) };
}

/** Each group field by field: what is stated later counts. */
export function merged<Facts extends object>(known: Facts, stated: CompletedFacts): Facts & CompletedFacts {
  const isGroup = (value: unknown): value is object =>
    typeof value === 'object' && value !== null && !Array.isArray(value);
  const groups = Object.entries(stated).map(([name, value]) => {
    const before: unknown = known[name as keyof Facts];
    return [name, isGroup(before) && isGroup(value) ? { ...before, ...value } : value];
  });
  return { ...known, ...Object.fromEntries(groups) };
}
