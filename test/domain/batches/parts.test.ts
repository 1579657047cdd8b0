import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { byRow, listed } from '../../../shared/batches/fault-lists.ts';
import { byOrder, nextPart, requestOf } from '../../../shared/batches/parts.ts';
import { faultsOf } from '../../../shared/batches/refusals.ts';
import type { BatchRow } from '../../../shared/batches/rows.ts';
import { fieldError } from '../../../shared/contracts/errors.ts';
import { returnRequest } from '../../../shared/contracts/intake.ts';
import { soldLines } from '../../../shared/orders/kits.ts';
import { canonicalJson } from '../../../shared/returns/event-chain.ts';
import { lamps, orderOf } from '../returns/sample-returns.ts';

const row = (number: number, some: Partial<BatchRow> = {}): BatchRow => ({
  row: number,
  orderNumber: 'HB-1',
  line: '1',
  quantity: 1,
  reason: 'wrong_item',
  ...some,
});
const serialsOf = (count: number) => Array.from({ length: count }, (_, i) => `HB-S${i}`);
const order = soldLines(
  orderOf([lamps({ quantity: 900, serials: serialsOf(400) }), lamps({ id: '2', sku: 'HB-LAMP-2' })]),
);

describe('rows of one order become one request', () => {
  test('by order and purchase order, in the order of the file', () => {
    const rows = [
      row(2),
      row(3, { orderNumber: 'HB-2' }),
      row(4, { purchaseOrder: 'PO-2' }),
      row(5),
      row(6, { purchaseOrder: 'PO-1' }),
    ];
    expect(
      byOrder(rows, 'PO-1').map((one) => [one.orderNumber, one.purchaseOrder, one.rows.map((r) => r.row)]),
    ).toEqual([
      ['HB-1', 'PO-1', [2, 5, 6]],
      ['HB-2', 'PO-1', [3]],
      ['HB-1', 'PO-2', [4]],
    ]);
  });

  test('rows that say the same are one line, with their serials; others have their own', () => {
    const part = nextPart(
      [
        row(2, { serial: 'HB-S1' }),
        row(3, { serial: 'HB-S2' }),
        row(4, { reason: 'open_box' }),
        row(5, { line: undefined, serial: 'HB-S3' } as Partial<BatchRow>),
        row(6, { description: 'Another lamp was in it' }),
        row(7, { quantity: 5 }),
      ],
      order,
    );
    expect(
      part.lines.map(({ line, rows }) => [line.reason, line.quantity, line.serials, rows.map((r) => r.row)]),
    ).toEqual([
      ['wrong_item', 8, ['HB-S1', 'HB-S2', 'HB-S3'], [2, 3, 5, 7]],
      ['open_box', 1, [], [4]],
      ['wrong_item', 1, [], [6]],
    ]);
    const request = requestOf({ orderNumber: 'HB-1', purchaseOrder: 'PO-1' }, part);
    expect(returnRequest.parse(request)).toEqual(request);
  });

  test.each<[string, Partial<BatchRow>, [string, string]]>([
    ['a line the order does not have', { line: '9' }, ['line', 'unknown_line']],
    ['a line with another SKU', { line: '1', sku: 'HB-LAMP-2' }, ['sku', 'row_other_sku']],
    [
      'a SKU the order does not have',
      { line: undefined, sku: 'HB-X' } as Partial<BatchRow>,
      ['sku', 'row_unknown_sku'],
    ],
    [
      'a serial nobody knows',
      { line: undefined, serial: 'HB-X' } as Partial<BatchRow>,
      ['serial', 'row_unknown_serial'],
    ],
  ])('%s is a fault of the row', (_, some, [column, code]) => {
    const part = nextPart([row(2, some), row(3)], order);
    expect(part.faults).toMatchObject([{ row: 2, column, code }]);
    expect(part.lines.map(({ rows }) => rows.map((r) => r.row))).toEqual([[3]]);
  });

  test('a SKU of several lines needs the line, unless the serial says it', () => {
    const twice = soldLines(orderOf([lamps({ serials: ['HB-S1'] }), lamps({ id: '2' })]));
    const bySku = { line: undefined, sku: 'HB-LAMP' } as Partial<BatchRow>;
    const part = nextPart([row(2, bySku), row(3, { ...bySku, serial: 'HB-S1' })], twice);
    expect(part.faults).toMatchObject([{ row: 2, column: 'line', code: 'row_sku_twice' }]);
    expect(part.lines[0]?.line.lineId).toBe('1');
  });
});

describe('one transaction carries a part', () => {
  test('a hundred and twenty serials of one order are two returns', () => {
    const rows = serialsOf(120).map((serial, i) => row(i + 2, { serial }));
    const first = nextPart(rows, order);
    const second = nextPart(rows.slice(first.rows.length), order);
    expect([first.rows.length, second.rows.length]).toEqual([76, 44]);
  });

  test('whatever the rows: every row is in exactly one part, each part a request, none too heavy, the order kept', () => {
    const rows = fc
      .array(
        fc.record({
          line: fc.constantFrom('1', '2', '9'),
          quantity: fc.integer({ min: 1, max: 40 }),
          reason: fc.constantFrom('wrong_item', 'open_box', 'customer_remorse'),
          since: fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'),
        }),
        { minLength: 1, maxLength: 60 },
      )
      .map((all) => all.map(({ since, ...one }, i) => row(i + 2, { ...one, description: since } as Partial<BatchRow>)));
    fc.assert(
      fc.property(rows, (all) => {
        const seen: number[] = [];
        while (seen.length < all.length) {
          const part = nextPart(all.slice(seen.length), order);
          expect(part.rows.length).toBeGreaterThan(0);
          seen.push(...part.rows.map((one) => one.row));
          const lines = part.lines.map(({ line }) => line);
          if (lines.length > 0) returnRequest.parse(requestOf({ orderNumber: 'HB-1', purchaseOrder: undefined }, part));
          const weight = lines.reduce((sum, one) => sum + 4 + (one.lineId === '1' ? one.quantity : 0), 0);
          if (part.rows.length > 1) expect(weight).toBeLessThanOrEqual(80);
        }
        expect(seen).toEqual(all.map((one) => one.row));
      }),
    );
  });
});

test('two thousand rows with nothing good among them are parts too: what is wrong fits into an item', () => {
  const bad = Array.from({ length: 2000 }, (_, i) => row(i + 2, { line: `no-${i}` }));
  const { rows, faults } = nextPart(bad, order);
  expect([rows.length, faults.length]).toEqual([200, 200]);
});

test('faults are kept by what they say, and are those of their rows again', () => {
  const fault = fc.record({
    row: fc.integer({ min: 2, max: 9 }),
    code: fc.constantFrom('unknown_line' as const, 'row_unknown_sku' as const),
    values: fc.record({ line: fc.constantFrom('a', 'b') }),
  });
  fc.assert(
    fc.property(fc.uniqueArray(fault, { selector: (one) => JSON.stringify(one) }), (faults) => {
      const lists = listed(faults);
      expect(lists.length).toBeLessThanOrEqual(4);
      expect(new Set(byRow(lists).map((one) => canonicalJson(one)))).toEqual(new Set(faults.map(canonicalJson)));
      expect(byRow(lists)).toHaveLength(faults.length);
    }),
  );
});

describe('what is refused of a request is refused of its rows', () => {
  const { lines } = nextPart(
    [row(2, { serial: 'HB-S1' }), row(3, { serial: 'HB-S2' }), row(4, { quantity: 3 }), row(5, { line: '2' })],
    order,
  );

  test.each<[string, ReturnType<typeof fieldError>, [number, string | undefined][]]>([
    ['a serial', fieldError('/lines/0/serials/1', 'serial_in_open_return', { serial: 'HB-S2' }), [[3, 'serial']]],
    ['more than is left: the last rows', fieldError('/lines/0/quantity', 'too_many', { left: 2 }), [[4, 'quantity']]],
    [
      'nothing left: all rows of the line',
      fieldError('/lines/0/quantity', 'all_returned'),
      [
        [2, 'quantity'],
        [3, 'quantity'],
        [4, 'quantity'],
      ],
    ],
    [
      'a description',
      fieldError('/lines/1/description/what', 'description_missing', { question: 'What is it?' }),
      [[5, 'description']],
    ],
    [
      'the whole request',
      fieldError('/purchaseOrder', 'purchase_order_missing'),
      [
        [2, 'purchaseOrder'],
        [3, 'purchaseOrder'],
        [4, 'purchaseOrder'],
        [5, 'purchaseOrder'],
      ],
    ],
    ['a field no column has', fieldError('/lines/1/contested', 'not_yes_or_no'), [[5, undefined]]],
  ])('%s', (_, error, wanted) => {
    const faults = faultsOf([error], lines);
    expect(faults.map((one) => [one.row, one.column])).toEqual(wanted);
    for (const one of faults)
      expect(one).toMatchObject({ code: error.code, ...(error.values && { values: error.values }) });
  });
});
