/** A table as text: first column to the left, the others to the right, under a title. */
export function tableOf(
  title: string,
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0)))
      .join('  ')
      .trimEnd();
  const [first = [], ...others] = cells;
  return [``, title, line(first), widths.map((width) => '─'.repeat(width)).join('  '), ...others.map(line)].join('\n');
}

export const kilobytes = (bytes: number): string => (bytes / 1024).toFixed(0);
export const decimals = (value: number, digits = 2): string => value.toFixed(digits);
/** Dollars, with cents only where they say something. */
export const dollars = (usd: number): string =>
  usd >= 100 ? Math.round(usd).toLocaleString('en-US') : usd >= 0.01 || usd === 0 ? usd.toFixed(2) : usd.toFixed(4);
