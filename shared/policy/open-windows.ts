import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';

type Dated = Pick<Facts, 'deliveredOn' | 'today'>;
type Windows = Pick<PolicyDocument, 'windows' | 'holidayPeriods'>;

/**
 * The last day of a window of so many days: the day of delivery is day 0, and a holiday period of the document may
 * extend it. Undefined where the day of delivery is not known: such a window is neither open nor closed.
 */
export function windowEnd(days: number, { deliveredOn }: Dated, { holidayPeriods = [] }: Windows): string | undefined {
  if (deliveredOn === undefined) return undefined;
  const last = new Date(`${deliveredOn}T00:00:00.000Z`);
  last.setUTCDate(last.getUTCDate() + days);
  const extended = holidayPeriods
    .filter(({ deliveredFrom, deliveredTo }) => deliveredFrom <= deliveredOn && deliveredOn <= deliveredTo)
    .map(({ until }) => until);
  return [last.toISOString().slice(0, 10), ...extended].reduce((latest, day) => (day > latest ? day : latest));
}

/** Whether each window of a document is still open, by name; undefined where that cannot be known. */
export function openWindows(document: Windows, facts: Dated): Record<string, boolean> | undefined {
  const { deliveredOn, today } = facts;
  if (deliveredOn === undefined || today === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(document.windows).map(([name, days]) => [name, today <= (windowEnd(days, facts, document) ?? '')]),
  );
}
