const newline = 0x0a;

type LineReaderInput = { lineBytesMax: number; onTooLong: () => void };

/** Splits bytes into lines, one at a time as it is asked for them, and keeps no more of a line than the limit. */
export class LineReader {
  private parts: Buffer[] = [];
  private bytes = 0;
  private isOver = false;
  /** What was pushed and not yet looked at. */
  private readonly chunks: Buffer[] = [];

  constructor(private readonly input: LineReaderInput) {}

  push(chunk: Buffer): void {
    if (!this.isOver) this.chunks.push(chunk);
  }

  /** The next line, also an empty one; null when its end has not been pushed yet, or it is too long. */
  next(): Buffer | null {
    for (let chunk = this.chunks.shift(); chunk !== undefined && !this.isOver; chunk = this.chunks.shift()) {
      const end = chunk.indexOf(newline);
      this.keep(end === -1 ? chunk : chunk.subarray(0, end));
      if (end === -1 || this.isOver) continue;
      if (end + 1 < chunk.length) this.chunks.unshift(chunk.subarray(end + 1));
      const line = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
      this.forget();
      return line;
    }
    return null;
  }

  private keep(part: Buffer): void {
    this.bytes += part.length;
    if (this.bytes > this.input.lineBytesMax) {
      this.isOver = true;
      this.forget();
      this.chunks.length = 0;
      this.input.onTooLong();
    } else if (part.length > 0) this.parts.push(part);
  }

  private forget(): void {
    this.parts = [];
    this.bytes = 0;
  }
}
