/**
 * Records as CSV (RFC 4180), with a byte-order mark so that spreadsheets read it as UTF-8. A text that a spreadsheet would
 * take for a formula begins with an apostrophe: what is quoted from a file may have been written to do harm.
 */
export function csvOf<Name extends string>(
  names: readonly Name[],
  records: readonly Readonly<Partial<Record<Name, string | number | undefined>>>[],
): string {
  const rows = records.map((record) => names.map((name) => cellOf(record[name] ?? '')).join(','));
  return `\uFEFF${[names.join(','), ...rows].join('\r\n')}\r\n`;
}

function cellOf(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const harmless = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
