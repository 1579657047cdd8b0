import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { OrderPage } from '../../../shared/adapters/orders/embedded.ts';
import type { PaymentPage } from '../../../shared/adapters/payment/embedded.ts';
import type { StockMovement } from '../../../shared/adapters/stock/port.ts';
import type { ReturnEvent } from '../../../shared/contracts/return-event.ts';
import type { Return } from '../../../shared/returns/change.ts';
import { eventsFrom, type Item, returnFrom } from '../../../shared/storage/return-items.ts';
import type { Table } from '../../../shared/storage/table.ts';

/** Everything a table holds, as it lies there; only tests look at it this way. */
export interface Everything {
  returns: { current: Return; events: ReturnEvent[]; items: Item[] }[];
  /** Holders by order number, line and slot. */
  claims: Map<string, Map<string, string>>;
  /** Holder of each claimed serial. */
  serials: Map<string, string>;
  /** Return of each tracking number. */
  tracking: Map<string, string>;
  answers: { made: string; seq: number }[];
  payments: Map<string, PaymentPage>;
  movements: Map<string, StockMovement>;
  /** What the order system took out, by order number. */
  cancellations: Map<string, OrderPage>;
}

export async function everythingIn(table: Table): Promise<Everything> {
  const items: Item[] = [];
  let start: Item | undefined;
  do {
    const page = await table.documents.send(
      new ScanCommand({ TableName: table.name, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start);

  const found: Everything = {
    returns: [],
    claims: new Map(),
    serials: new Map(),
    tracking: new Map(),
    answers: [],
    payments: new Map(),
    movements: new Map(),
    cancellations: new Map(),
  };
  const partitions = Map.groupBy(items, ({ pk }) => String(pk));
  for (const [pk, unsorted] of partitions) {
    const own = unsorted.sort((a, b) => (String(a.sk) < String(b.sk) ? -1 : 1));
    const [, , kind, name = '', rest] = pk.split('#');
    const [only = {}] = own;
    if (kind === 'RETURN') {
      const current = returnFrom(own);
      if (!current) throw new Error(`${pk} has no head`);
      found.returns.push({ current, events: eventsFrom(own), items: own });
    } else if (kind === 'ORDER') found.claims.set(name, slotsOf(own.find(({ sk }) => sk === 'CLAIMS')));
    else if (kind === 'SERIAL') {
      const claim = own.find(({ sk }) => sk === 'CLAIMS');
      if (claim) found.serials.set(name, String(claim.rma));
    } else if (kind === 'TRACKING') found.tracking.set(name, String(only.rma));
    else if (kind === 'IDEMPOTENCY') found.answers.push({ made: String(only.made), seq: Number(only.seq) });
    else if (kind === 'PROVIDER' && rest === 'payment') found.payments.set(keyOf(pk), only.page as PaymentPage);
    else if (kind === 'PROVIDER' && rest === 'order') found.cancellations.set(keyOf(pk), only.page as OrderPage);
    else if (kind === 'PROVIDER') found.movements.set(keyOf(pk), only.page as StockMovement);
  }
  return found;
}

/** What a provider's page is about: a payment, or a movement. */
const keyOf = (pk: string): string => pk.split('#').slice(5).join('#');

function slotsOf(item: Item | undefined): Map<string, string> {
  const slots = new Map<string, string>();
  const holders = (item?.holders ?? {}) as Record<string, Record<string, number[]>>;
  for (const [rma, lines] of Object.entries(holders))
    for (const [lineId, units] of Object.entries(lines))
      for (const unit of units) {
        const slot = `${lineId}/${unit}`;
        if (slots.has(slot)) throw new Error(`${slot} is held by ${slots.get(slot)} and by ${rma}`);
        slots.set(slot, rma.replace('#cancel', ''));
      }
  return slots;
}
