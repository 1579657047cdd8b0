import { describe, expect, test } from 'vitest';
import type { Column } from '../../../shared/batches/columns.ts';
import { readCsv } from '../../../shared/batches/read-csv.ts';
import { readRows } from '../../../shared/batches/rows.ts';
import { sentenceIn } from '../../../shared/contracts/sentences/catalogue.ts';

type Cells = Partial<Record<Column, string>>;
const good: Cells = { orderNumber: 'LM-1', line: '1', reason: 'wrong_item' };
const read = (...rows: Cells[]) =>
  readRows(rows.map((cells, i) => ({ row: i + 2, cells, answers: {}, overflows: false })));
const faultsOf = (...rows: Cells[]) => read(...rows).faults.map(({ row, column, code }) => [row, column, code]);

describe('a row that can be asked for', () => {
  test('is read with what people write differently made one', () => {
    const { rows, faults } = read({
      orderNumber: ' #lm-1 ',
      sku: 'LMX-1',
      serial: 'lmx-7',
      reason: 'Damaged in transit',
      preference: 'Store-Credit',
      condition: 'OPENED',
      packaging: 'original',
      description: 'The case is broken',
      purchaseOrder: 'PO-7',
    });
    expect(faults).toEqual([]);
    expect(rows).toEqual([
      {
        row: 2,
        orderNumber: 'LM-1',
        sku: 'LMX-1',
        serial: 'LMX-7',
        quantity: 1,
        reason: 'damaged_in_transit',
        preference: 'store_credit',
        condition: 'opened',
        packaging: 'original',
        description: 'The case is broken',
        purchaseOrder: 'PO-7',
      },
    ]);
  });

  test('answers the brand’s own questions by columns of their names', () => {
    const sheet = 'orderNumber;line;reason;answers.room;Answers: floor\nLM-1;1;defective;kitchen;2';
    expect(readRows(readCsv(sheet)).rows[0]?.answers).toEqual({ room: 'kitchen', floor: '2' });
  });

  test('stands for as many units as it says', () => {
    expect(read({ ...good, quantity: '12' }).rows[0]?.quantity).toBe(12);
  });
});

describe('a row that cannot is refused by row, column and code', () => {
  test.each<[Partial<Record<Column, string | undefined>>, Column, string]>([
    [{ orderNumber: undefined }, 'orderNumber', 'required'],
    [{ orderNumber: 'LM/1' }, 'orderNumber', 'not_an_order_number'],
    [{ reason: undefined }, 'reason', 'required'],
    [{ reason: 'what?' }, 'reason', 'not_a_code'],
    [{ preference: 'money' }, 'preference', 'not_one_of'],
    [{ condition: 'fine' }, 'condition', 'not_one_of'],
    [{ packaging: 'box' }, 'packaging', 'not_one_of'],
    [{ quantity: '0' }, 'quantity', 'too_small'],
    [{ quantity: '1001' }, 'quantity', 'too_large'],
    [{ quantity: '1.5' }, 'quantity', 'not_a_whole_number'],
    [{ quantity: 'two' }, 'quantity', 'not_a_whole_number'],
    [{ quantity: '-1' }, 'quantity', 'not_a_whole_number'],
    [{ serial: '?' }, 'serial', 'not_a_serial'],
    [{ description: 'x'.repeat(2001) }, 'description', 'too_long'],
    [{ purchaseOrder: 'kim@customer.example' }, 'purchaseOrder', 'not_a_document_number'],
    [{ line: undefined }, 'line', 'row_without_product'],
    [{ serial: 'LMX-1', quantity: '2' }, 'quantity', 'row_serial_of_one'],
  ])('%j: %s %s', (some, column, code) => {
    const all = Object.entries({ ...good, ...some });
    const cells: Cells = Object.fromEntries(all.filter(([, cell]) => cell !== undefined));
    const faults = faultsOf(cells);
    expect(faults.map(([row, at]) => [row, at])).toEqual([[2, column]]);
    expect(faults[0]?.[2]).toBe(code);
  });

  test('a serial number that stood in a row before, even in one that is bad', () => {
    const serial = 'LMX-1';
    expect(faultsOf({ ...good, serial }, { ...good, serial: 'lmx-1' }, { ...good, serial: 'LMX-2' })).toEqual([
      [3, 'serial', 'row_serial_twice'],
    ]);
  });

  test('all its faults are named, and the good rows around it are good', () => {
    const { rows, faults } = read(good, { reason: 'what?', quantity: 'x' }, good);
    expect(rows.map(({ row }) => row)).toEqual([2, 4]);
    expect(faults.map(({ row, column }) => [row, column]).sort()).toEqual([
      [3, 'orderNumber'],
      [3, 'quantity'],
      [3, 'reason'],
    ]);
  });

  test('more cells than headings', () => {
    const { faults } = readRows(readCsv('orderNumber,line,reason\nLM-1,1,wrong_item,oops\n'));
    expect(faults).toEqual([{ row: 2, code: 'row_overflows' }]);
  });

  test('the sentence is in the reader’s language', () => {
    const [fault] = read({ ...good, serial: 'LMX-1' }, { ...good, serial: 'LMX-1' }).faults;
    if (!fault) throw new Error('There is a fault');
    expect(sentenceIn('en', fault)).toBe('LMX-1 is in row 2 already.');
    expect(sentenceIn('de', fault)).toBe('LMX-1 steht schon in Zeile 2.');
  });
});
