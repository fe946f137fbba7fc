/** How long a row is at most: one endless line must not be one endless element. */
const rowCharsMax = 1_000;

/** Text that came in pieces, as rows of bounded length; only the newest are kept, and the whole for taking away. */
export class OutputRows {
  rows: string[] = [];
  /** How many rows were let go of. */
  dropped = 0;
  readonly #rowsMax: number;
  #pieces: string[] = [];
  #open = "";

  constructor(rowsMax: number) {
    this.#rowsMax = rowsMax;
  }

  append(text: string): void {
    this.#pieces.push(text);
    if (this.#open !== "") this.rows.pop();
    const lines = (this.#open + text).split("\n");
    this.#open = "";
    const last = lines.pop() ?? "";
    for (const line of lines) this.#push(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (last !== "") {
      this.#push(last);
      // What is still open is its last row alone, so that a long line is not cut anew with every piece.
      this.#open = this.rows.at(-1) ?? "";
    }
    this.#drop();
  }

  /** All that came, as it came. */
  text(): string {
    return this.#pieces.join("");
  }

  #push(line: string): void {
    let at = 0;
    do {
      let end = Math.min(at + rowCharsMax, line.length);
      if (end < line.length && /[\ud800-\udbff]/.test(line.charAt(end - 1))) end -= 1;
      this.rows.push(line.slice(at, end));
      at = end;
    } while (at < line.length);
  }

  /** Now and then, since it moves all the others. */
  #drop(): void {
    if (this.rows.length <= this.#rowsMax * 1.1) return;
    const count = this.rows.length - this.#rowsMax;
    this.rows = this.rows.slice(count);
    this.dropped += count;
  }
}

/** The places of the rows that hold a text, whatever its case; the first 10,000 of them. */
export function findRows(rows: readonly string[], text: string): number[] {
  const wanted = text.toLowerCase();
  const found: number[] = [];
  if (wanted === "") return found;
  for (let at = 0; at < rows.length && found.length < 10_000; at++) {
    if (rows[at]?.toLowerCase().includes(wanted)) found.push(at);
  }
  return found;
}
