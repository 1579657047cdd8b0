import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvOf } from '../../../functions/batches/csv-of.ts';
import { columns } from '../../../shared/batches/columns.ts';
import { mostRows, readCsv } from '../../../shared/batches/read-csv.ts';
import { ProblemError } from '../../../shared/contracts/errors.ts';

const cellsOf = (text: string) => readCsv(text).map(({ cells }) => cells);
const refusal = (text: string) => {
  try {
    readCsv(text);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return error.errors?.map(({ pointer, code, values }) => ({ pointer, code, ...values }));
  }
  return undefined;
};

describe('a sheet as spreadsheets write it', () => {
  const wanted = [
    { orderNumber: 'LM-1', reason: 'defective', description: 'It hums; all day, "loudly"' },
    { orderNumber: 'LM-2', reason: 'wrong_item' },
  ];
  test.each<[string, string]>([
    ['commas', 'orderNumber,reason,description\nLM-1,defective,"It hums; all day, ""loudly"""\nLM-2,wrong_item,\n'],
    ['semicolons', 'orderNumber;reason;description\nLM-1;defective;"It hums; all day, ""loudly"""\nLM-2;wrong_item;\n'],
    ['tabs', 'orderNumber\treason\tdescription\nLM-1\tdefective\t"It hums; all day, ""loudly"""\nLM-2\twrong_item\t'],
    [
      'a byte-order mark and CRLF',
      '\uFEFForderNumber;reason;description\r\nLM-1;defective;"It hums; all day, ""loudly"""\r\nLM-2;wrong_item;\r\n',
    ],
    [
      'old line ends',
      'orderNumber;reason;description\rLM-1;defective;"It hums; all day, ""loudly"""\rLM-2;wrong_item;',
    ],
    [
      'columns in another order, under other headings',
      'Issue;Order number;Reason\n"It hums; all day, ""loudly""";LM-1;defective\n;LM-2;wrong_item',
    ],
    [
      'blanks around what is written',
      ' order_number ; REASON ;description\n LM-1 ; defective;"It hums; all day, ""loudly"""\nLM-2;wrong_item;  ',
    ],
  ])('with %s', (_, text) => expect(cellsOf(text)).toEqual(wanted));

  test('rows are counted as the spreadsheet does: empty ones and line breaks in cells included', () => {
    const text = 'orderNumber,reason,description\nLM-1,other,"one\ntwo"\n\n,,\nLM-2,other,\n';
    expect(readCsv(text).map(({ row, cells }) => [row, cells.orderNumber])).toEqual([
      [2, 'LM-1'],
      [5, 'LM-2'],
    ]);
  });

  test('what stands beyond the last heading is not lost silently', () => {
    expect(readCsv('orderNumber,reason\nLM-1,other,oops\nLM-2,other,,\n').map(({ overflows }) => overflows)).toEqual([
      true,
      false,
    ]);
  });

  test('whatever is written by our own writer is read the same', () => {
    const cell = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }).map((text) => text.trim() || 'x');
    const harmless = cell.filter((text) => !/^[=+\-@]/.test(text) && !text.includes('\uFEFF'));
    fc.assert(
      fc.property(fc.array(fc.record({ orderNumber: harmless, reason: harmless }), { minLength: 1 }), (records) => {
        expect(cellsOf(csvOf(['orderNumber', 'reason'], records))).toEqual(records);
      }),
    );
  });
});

describe('a file that is no table of returns is refused as a whole', () => {
  test.each<[string, string, object]>([
    ['nothing', '', { code: 'csv_column_missing', column: 'orderNumber' }],
    ['headings alone', 'orderNumber,reason\n', { code: 'csv_without_rows' }],
    ['headings and empty rows', 'orderNumber,reason\n,\n\n', { code: 'csv_without_rows' }],
    ['a column is missing', 'orderNumber,sku\nLM-1,S\n', { code: 'csv_column_missing', column: 'reason' }],
    [
      'a column nobody knows: a misspelt one is never ignored',
      'orderNumber,reason,quantitiy\nLM-1,other,2\n',
      { code: 'csv_unknown_column', column: 'quantitiy', columns: columns.join(', ') },
    ],
    [
      'a column twice',
      'orderNumber,reason,order\nLM-1,other,LM-2\n',
      { code: 'csv_column_twice', column: 'orderNumber' },
    ],
    ['a quote that does not end', 'orderNumber,reason\nLM-1,"other\n', { code: 'csv_unreadable', line: 2 }],
    ['a quote within a cell', 'orderNumber,reason\nLM-1,ot"her\n', { code: 'csv_unreadable', line: 2 }],
    ['text behind a quote', 'orderNumber,reason\nLM-1,"other"x\n', { code: 'csv_unreadable', line: 2 }],
  ])('%s', (_, text, error) => expect(refusal(text)).toEqual([{ pointer: '/csv', ...error }]));

  test('the limit of rows is named', () => {
    const rows = (count: number) => `orderNumber,reason\n${'LM-1,other\n'.repeat(count)}`;
    expect(readCsv(rows(mostRows))).toHaveLength(mostRows);
    expect(refusal(rows(mostRows + 1))).toEqual([
      { pointer: '/csv', code: 'csv_too_many_rows', rows: mostRows + 1, max: mostRows },
    ]);
  });
});

test('what is quoted in a sheet of errors is no formula', () => {
  const sheet = csvOf(['row', 'detail'], [{ row: 2, detail: '=HYPERLINK("http://evil.example")' }, { row: 3 }]);
  expect(sheet).toBe('\uFEFFrow,detail\r\n2,"\'=HYPERLINK(""http://evil.example"")"\r\n3,\r\n');
});
