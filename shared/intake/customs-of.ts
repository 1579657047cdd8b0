import type { ReturnRequest } from '../contracts/intake.ts';
import type { Order, Person } from '../contracts/order.ts';
import type { ReasonSet } from '../contracts/reasons.ts';
import { authorisationFor, usedBy } from '../customs/movement.ts';
import { crossesBorder } from '../customs/territory.ts';
import { reasonsFor } from '../reasons/offered.ts';
import type { AskCustoms } from '../returns/answers.ts';
import { whereGoodsAre } from '../returns/request-facts.ts';
import { readMovementRecords } from '../storage/customs-records.ts';
import type { Table } from '../storage/table.ts';

/** Reads what it takes to ask customs about a request's goods; undefined where no border is crossed, or none is known. */
export type CustomsReader = (
  request: ReturnRequest,
  about: {
    brand: string;
    order: Order;
    person: Person;
    /** Countries the goods may go to, as customs know them. */
    destinations: readonly string[];
    reasons: readonly ReasonSet[] | undefined;
    at: Date;
  },
) => Promise<AskCustoms | undefined>;

/**
 * Asks the customs engine of lines that cross a border. It is loaded when the first of them does: a process that never
 * meets one starts without it.
 */
export function createCustomsReader(table: Table, loadEngine = () => import('../customs/engine.ts')): CustomsReader {
  return async (request, { brand, order, person, destinations, reasons, at }) => {
    const from = whereGoodsAre(request, order, person);
    const abroad = [...new Set(destinations)].filter((to) => from !== undefined && crossesBorder(from, to));
    if (from === undefined || abroad.length === 0) return undefined;
    const [{ decideMovement }, ...found] = await Promise.all([
      loadEngine(),
      ...abroad.map(async (to) => [to, await readMovementRecords(table, brand, from, to)] as const),
    ]);
    const recordsTo = new Map(found);
    const on = at.toISOString().slice(0, 10);
    return (asked, line, to) => {
      const records = recordsTo.get(to);
      if (!records) return undefined;
      const reason = reasonsFor(reasons, line.category).find(({ code }) => code === asked.reason)?.class;
      const movement = { on, from, to, asked, reason, line, business: order.business };
      const decided = decideMovement(movement, records);
      const { activity = 'return' } = decided.facts;
      const used = usedBy(decided.answer, authorisationFor(movement, activity, records));
      return { ...decided, ...(used && { authorisation: used.authorisation }) };
    };
  };
}
