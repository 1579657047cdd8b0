import type { Facts } from '../contracts/facts.ts';
import type { PolicyDocument } from '../contracts/policy.ts';
import { windowEnd } from './windows.ts';

type Dated = Pick<Facts, 'deliveredOn' | 'today' | 'daysSinceDelivery' | 'country'>;
type Windows = Pick<PolicyDocument, 'windows' | 'holidayPeriods'>;

/**
 * Whether each window of a document is still open, by name; undefined where that cannot be known. Where only the days that
 * have passed are known, and not which, nothing extends a window.
 */
export function openWindows(document: Windows, facts: Dated): Record<string, boolean> | undefined {
  const { today, daysSinceDelivery } = facts;
  const isOpen = (days: number): boolean | undefined => {
    const until = windowEnd(days, facts, document.holidayPeriods);
    if (until !== undefined && today !== undefined) return today <= until;
    return daysSinceDelivery === undefined ? undefined : daysSinceDelivery <= days;
  };
  if (isOpen(0) === undefined) return undefined;
  return Object.fromEntries(Object.entries(document.windows).map(([name, days]) => [name, isOpen(days) === true]));
}
