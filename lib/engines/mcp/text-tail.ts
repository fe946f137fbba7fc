import { stripVTControlCharacters } from "node:util";

const bytesMax = 16 * 1024;
const linesMax = 100;

/** The end of what a program wrote to its standard error: 100 lines and 16 KB at most, safe to show in a terminal. */
export class TextTail {
  private bytes = Buffer.alloc(0);

  push(chunk: Buffer): void {
    const kept = chunk.length >= bytesMax ? chunk : Buffer.concat([this.bytes, chunk]);
    // Copied, so that a small end does not hold a large chunk in memory.
    this.bytes = Buffer.from(kept.subarray(-bytesMax));
  }

  clear(): void {
    this.bytes = Buffer.alloc(0);
  }

  lines(): string[] {
    return stripVTControlCharacters(this.bytes.toString("utf8"))
      .split(/\r\n|\r|\n/)
      .map((line) => line.replaceAll("\t", " ").replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, ""))
      .filter((line) => line.trim() !== "")
      .slice(-linesMax);
  }
}
