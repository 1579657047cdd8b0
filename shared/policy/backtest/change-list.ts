import { majorUnits } from '../../money/amount.ts';
import { type LineAnew, type RequestAnew, wentOn, worthOf } from './decide-anew.ts';

/** The lines that changed as a table for people: CSV (RFC 4180), amounts in major units. */

const columns = [
  'rma',
  'line',
  'requested_at',
  'reason',
  'category',
  'currency',
  'outcome_before',
  'outcome_after',
  'resolution_before',
  'resolution_after',
  'refund_before',
  'refund_after',
  'fees_before',
  'fees_after',
  'label_payer_before',
  'label_payer_after',
  'rules_before',
  'rules_after',
] as const;

const row = (cells: readonly string[]): string => `${cells.map(cell).join(',')}\r\n`;

export const changeListHead: string = row(columns);

export function changeRow(request: RequestAnew, line: LineAnew): string {
  const { facts, paid } = line;
  const sides = [
    { answer: line.before, whole: request.before },
    { answer: line.after, whole: request.after },
  ];
  const both = (of: (side: (typeof sides)[number]) => string) => sides.map(of);
  const worth = sides.map(({ answer }) => worthOf(paid, answer));
  return row([
    request.rma,
    line.id,
    request.at,
    facts.reason,
    facts.category,
    facts.currency,
    ...both(({ answer, whole }) => wentOn(answer.outcome, whole)),
    ...both(({ answer }) => (answer.terms ? answer.resolution : '')),
    ...worth.map(({ refund }) => majorUnits(refund)),
    ...worth.map(({ fees }) => majorUnits(fees)),
    ...both(({ answer }) => answer.terms?.labelPayer ?? ''),
    ...both(({ answer }) => answer.rules.join(' ')),
  ]);
}

/** A cell; what a spreadsheet would take for a formula is text (OWASP, "CSV Injection"). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
