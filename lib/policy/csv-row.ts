/** What a spreadsheet would run as a formula, in full-width letters too. Source: OWASP, CSV Injection. */
const formulaStart = /^[=+\-@＝＋－＠\t\r\n]/;

type Cell = string | number | boolean | null | undefined;

/** Cells as a line of CSV (RFC 4180). Text that a spreadsheet would take for a formula gets an apostrophe before it. */
export function csvRow(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(",")}\r\n`;
}

function csvCell(cell: Cell): string {
  if (cell === null || cell === undefined) return "";
  if (typeof cell !== "string") return String(cell);
  // A semicolon or a tab begins another cell in some locales, unless it is quoted.
  const text = formulaStart.test(cell) ? `'${cell}` : cell;
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
