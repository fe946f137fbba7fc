const newline = 0x0a;

type LineReaderInput = { lineBytesMax: number; onLine: (line: Buffer) => void; onTooLong: () => void };

/** Splits a stream of bytes into lines, of which it keeps no more than one at a time and none beyond the limit. */
export class LineReader {
  private parts: Buffer[] = [];
  private bytes = 0;
  private isOver = false;

  constructor(private readonly input: LineReaderInput) {}

  push(chunk: Buffer): void {
    let from = 0;
    while (!this.isOver) {
      const end = chunk.indexOf(newline, from);
      this.keep(chunk.subarray(from, end === -1 ? chunk.length : end));
      if (end === -1 || this.isOver) return;
      const line = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
      this.forget();
      if (line.length > 0) this.input.onLine(line);
      from = end + 1;
    }
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.input.lineBytesMax) {
      this.isOver = true;
      this.forget();
      this.input.onTooLong();
    } else if (part.length > 0) this.parts.push(part);
  }

  private forget(): void {
    this.parts = [];
    this.bytes = 0;
  }
}
