/** Rows as text in columns, the first one to the left and all others to the right. */
export function textTable(
  head: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const cells = [head, ...rows].map((row) => row.map(String));
  const widths = head.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const lines = cells.map((row) =>
    row
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  const [first = '', ...rest] = lines;
  return [first, '-'.repeat(first.length), ...rest].join('\n');
}

/** A number with as many decimals as it needs, and no more than this. */
export function rounded(value: number, decimals = 2): string {
  return String(Number(value.toFixed(decimals)));
}
