import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { windowEnd } from './windows.ts';

type Dated = Pick<Facts, 'deliveredOn' | 'today' | 'country'>;
type Windows = Pick<PolicyDocument, 'windows' | 'holidayPeriods'>;

/** Whether each window of a document is still open, by name; undefined where that cannot be known. */
export function openWindows(document: Windows, facts: Dated): Record<string, boolean> | undefined {
  const { deliveredOn, today } = facts;
  if (deliveredOn === undefined || today === undefined) return undefined;
  return Object.fromEntries(
    Object.entries(document.windows).map(([name, days]) => [
      name,
      today <= (windowEnd(days, facts, document.holidayPeriods) ?? ''),
    ]),
  );
}
