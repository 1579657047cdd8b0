import { CsvError, parse } from 'csv-parse/sync';
import { fieldError, ProblemError } from '../contracts/errors.ts';
import type { SentenceCode, SentenceValues } from '../contracts/sentences/catalogue.ts';
import { type Column, columnOf, columns, needed, questionOf } from './columns.ts';

/**
 * Reads a batch's file: CSV by RFC 4180 as spreadsheets write it (semicolons or tabs for commas, a byte-order mark, any line
 * ends, line breaks within quotes). The first row names the columns, in any order.
 */

/** One row under its headings; cells that are empty are absent. */
export interface CsvRow {
  /** As a spreadsheet counts: the headings are row 1. */
  row: number;
  cells: Readonly<Partial<Record<Column, string>>>;
  /** Answers to the brand's own questions, by their ids. */
  answers: Readonly<Record<string, string>>;
  /** Whether something stands beyond the last heading. */
  overflows: boolean;
}

/** Rows of one batch. A company's week of returns; what is more comes as a second batch. */
export const mostRows = 2000;

/** @throws ProblemError invalid-request when it cannot be read as a table with the columns of a batch */
export function readCsv(text: string): CsvRow[] {
  const [headings = [], ...records] = recordsOf(text);
  const named = headings.map((heading) => ({ heading, column: columnOf(heading), question: questionOf(heading) }));
  checkHeadings(named);
  const rows = records.flatMap((record, i): CsvRow[] => {
    if (record.every((cell) => cell === '')) return [];
    const cells: Partial<Record<Column, string>> = {};
    const answers: Record<string, string> = {};
    for (const [j, { column, question }] of named.entries()) {
      const cell = record[j];
      if (column && cell) cells[column] = cell;
      else if (question && cell) answers[question] = cell;
    }
    return [{ row: i + 2, cells, answers, overflows: record.slice(named.length).some((cell) => cell !== '') }];
  });
  if (rows.length === 0) throw unreadable('csv_without_rows');
  if (rows.length > mostRows) throw unreadable('csv_too_many_rows', { rows: rows.length, max: mostRows });
  return rows;
}

/** @returns what is wrong with the whole of a file */
function unreadable<Code extends SentenceCode>(code: Code, ...values: SentenceValues<Code>): ProblemError {
  return new ProblemError('invalid-request', undefined, { errors: [fieldError('/csv', code, ...values)] });
}

function recordsOf(text: string): string[][] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      skip_empty_lines: false,
      trim: true,
    });
  } catch (error) {
    if (error instanceof CsvError) throw unreadable('csv_unreadable', { line: Number(error.lines ?? 1) });
    throw error;
  }
}

/** The separator the headings are written with: whichever stands most often in the first line. */
function delimiterOf(text: string): string {
  const [headings = ''] = text.split(/[\r\n]/, 1);
  const count = (separator: string) => headings.split(separator).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

interface Heading {
  heading: string;
  column: Column | undefined;
  question: string | undefined;
}

function checkHeadings(named: readonly Heading[]): void {
  const found = new Set<string>();
  for (const { heading, column, question } of named) {
    if (heading === '') continue;
    const name = column ?? (question && `answers.${question}`);
    if (!name) throw unreadable('csv_unknown_column', { column: heading.slice(0, 40), columns: columns.join(', ') });
    if (found.has(name)) throw unreadable('csv_column_twice', { column: name });
    found.add(name);
  }
  for (const column of needed) if (!found.has(column)) throw unreadable('csv_column_missing', { column });
}
