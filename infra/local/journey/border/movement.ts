import type * as z from 'zod';
import type { completedFacts } from '../../../../shared/contracts/return-customs.ts';
import type { Day } from '../../../../shared/customs/calendar.ts';
import type { Papers, Trader } from './papers.ts';

/** A movement of goods over a border as a journey drives it, and what has to come of it. */

export interface Movement {
  readonly name: string;
  readonly title: string;
  /** Country the brand takes the goods in, and the one they are in. */
  readonly home: string;
  readonly from: string;
  /** Who is of record on the way; without an importer no label may be made. */
  readonly parties: { readonly exporter: Trader; readonly importer?: Trader };
  /** The holder of an authorisation for the territory the goods leave, and what it is for. */
  readonly authorisation?: { readonly jurisdiction: string; readonly procedures: readonly string[] };
  /** Price of the goods, in major units. */
  readonly price: string;
  readonly currency: string;
  readonly papers: Papers;
  /** When they reached the customer. */
  readonly deliveredOn: Day;
  readonly reason: string;
  readonly preference?: string;
  readonly condition?: string;
  /** What compliance adds to what is known already. */
  readonly facts: z.input<typeof completedFacts>;
  readonly expected: Outcome;
}

/** What has to come of it; what is left out is not looked at. */
export interface Outcome {
  readonly route: string;
  readonly dutyBase?: string;
  readonly duty: string;
  readonly importTax?: string;
  readonly fullDuty?: string;
  readonly security?: string;
  readonly deadline?: Day;
  /** Why a better route is closed. */
  readonly closed?: string;
  /** Why the goods had to wait for somebody of record. */
  readonly stopped?: string;
}
