/** The columns of a batch's file, by the names the API gives them. */
export const columns = [
  'orderNumber',
  'line',
  'sku',
  'serial',
  'quantity',
  'lot',
  'model',
  'reason',
  'preference',
  'description',
  'since',
  'tried',
  'errorCode',
  'condition',
  'packaging',
  'purchaseOrder',
] as const;
export type Column = (typeof columns)[number];

/** A file without these cannot be read. */
export const needed: readonly Column[] = ['orderNumber', 'reason'];

/** What spreadsheets call the same. */
const alsoCalled: Readonly<Record<string, Column>> = {
  order: 'orderNumber',
  lineid: 'line',
  serialnumber: 'serial',
  qty: 'quantity',
  resolution: 'preference',
  issue: 'description',
  po: 'purchaseOrder',
  ponumber: 'purchaseOrder',
};

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
const byName = new Map<string, Column>([
  ...columns.map((column) => [plain(column), column] as const),
  ...Object.entries(alsoCalled),
]);

/** The question of the brand's own that a column answers: "answers.room" is `room`. Undefined for other columns. */
export const questionOf = (heading: string): string | undefined =>
  /^answers?[.: ]\s*([a-z][a-z0-9_]{0,39})$/i.exec(heading)?.[1]?.toLowerCase();

/** The column a heading means: "Order number", "order_number" and "orderNumber" are one. Undefined for one nobody knows. */
export const columnOf = (heading: string): Column | undefined => byName.get(plain(heading));
