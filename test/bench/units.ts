import type { Call } from './overhear.ts';

/** What an operation costs the table. */
export interface Units {
  /** Write units on the table itself (transactional ones count twice, as they are billed). */
  tableWrites: number;
  indexWrites: number;
  /** Read units, from the bytes of what was read: the engine's own are flat. */
  reads: number;
  transactions: number;
  /** Items written, in transactions or alone. */
  items: number;
  queries: number;
  /** GetItem and BatchGetItem. */
  gets: number;
  /** Single Put, Update, Delete. */
  writes: number;
}

export const noUnits = (): Units => ({
  tableWrites: 0,
  indexWrites: 0,
  reads: 0,
  transactions: 0,
  items: 0,
  queries: 0,
  gets: 0,
  writes: 0,
});

type Attribute = Record<string, unknown>;
export type StoredItem = Record<string, Attribute>;

interface Consumed {
  CapacityUnits?: number;
  WriteCapacityUnits?: number;
  Table?: { CapacityUnits: number };
  GlobalSecondaryIndexes?: Record<string, { CapacityUnits: number }>;
}

/** Bytes of an item as DynamoDB counts them (developer guide, "Item sizes and formats"). */
export function itemBytes(item: StoredItem): number {
  return Object.entries(item).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + attributeBytes(value), 0);
}

function attributeBytes(value: Attribute): number {
  const [[type, content] = []] = Object.entries(value);
  if (type === 'S') return Buffer.byteLength(String(content));
  if (type === 'N') return Math.ceil(String(content).replace(/\D/g, '').length / 2) + 1;
  if (type === 'L') return (content as Attribute[]).reduce((sum, one) => sum + 1 + attributeBytes(one), 3);
  if (type === 'M') return itemBytes(content as StoredItem) + 3 + Object.keys(content as object).length;
  if (type === 'SS') return (content as string[]).reduce((sum, one) => sum + Buffer.byteLength(one), 3);
  return 1;
}

/** Read units of items read together: 4 KB each, half of it when the read need not be consistent. */
function readUnits(items: readonly StoredItem[], consistent: boolean): number {
  const bytes = items.reduce((sum, item) => sum + itemBytes(item), 0);
  return Math.max(1, Math.ceil(bytes / 4096)) * (consistent ? 1 : 0.5);
}

function writeUnits({ response }: Call): { table: number; index: number } {
  const consumed = [response.ConsumedCapacity ?? []].flat() as Consumed[];
  let table = 0;
  let index = 0;
  for (const one of consumed) {
    const indexes = Object.values(one.GlobalSecondaryIndexes ?? {}).reduce(
      (sum, { CapacityUnits }) => sum + CapacityUnits,
      0,
    );
    index += indexes;
    table += one.Table?.CapacityUnits ?? one.WriteCapacityUnits ?? (one.CapacityUnits ?? 0) - indexes;
  }
  return { table, index };
}

/** What a call cost, added to what came before it. A refused condition costs its units too, but no item was written. */
export function addCall(units: Units, call: Call): void {
  if (call.service !== 'DynamoDB') return;
  const { operation, request, response } = call;
  const consistent = request.ConsistentRead === true;
  if (operation === 'Query') {
    units.queries += 1;
    units.reads += readUnits((response.Items ?? []) as StoredItem[], consistent);
  } else if (operation === 'GetItem') {
    units.gets += 1;
    units.reads += readUnits(response.Item ? [response.Item as StoredItem] : [], consistent);
  } else if (operation === 'BatchGetItem') {
    const asked = Object.values(request.RequestItems as Record<string, { Keys: unknown[] }>);
    units.gets += 1;
    units.reads += asked.reduce((sum, { Keys }) => sum + Keys.length * 0.5, 0);
  } else if (operation === 'TransactWriteItems') {
    const { table, index } = writeUnits(call);
    units.transactions += 1;
    units.items += call.status === 200 ? (request.TransactItems as unknown[]).length : 0;
    units.tableWrites += table;
    units.indexWrites += index;
  } else if (['PutItem', 'UpdateItem', 'DeleteItem'].includes(operation)) {
    const { table, index } = writeUnits(call);
    units.writes += 1;
    units.items += call.status === 200 ? 1 : 0;
    units.tableWrites += call.status === 200 ? table : 1;
    units.indexWrites += index;
  } else throw new Error(`It is not known what ${operation} costs: a Scan has no place here.`);
}

/** Items put whose `kind` is one of those that the stream passes on. */
export function toldItems({ service, operation, request, status }: Call, kinds: readonly string[]): StoredItem[] {
  if (service !== 'DynamoDB' || status !== 200) return [];
  const puts =
    operation === 'PutItem'
      ? [request as { Item?: StoredItem }]
      : operation === 'TransactWriteItems'
        ? (request.TransactItems as { Put?: { Item?: StoredItem } }[]).map(({ Put }) => Put ?? {})
        : [];
  return puts.flatMap(({ Item }) => (Item && kinds.includes(String(Item.kind?.S)) ? [Item] : []));
}
