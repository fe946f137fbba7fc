import type { Readable } from "node:stream";
import type { LineReader } from "./line-reader";

type PacedLinesInput = {
  stream: Readable;
  reader: LineReader;
  /** Given every line, also an empty one. */
  onLine: (line: Buffer) => void;
};

const turnMsMax = 5;
const turnLinesMax = 100;

/**
 * Reads a stream's lines, and only so many in one turn of the event loop: whatever a program writes, it holds up nobody
 * else. What is not yet read stays with the program, whose pipe is then full.
 */
export class PacedLines {
  private turn: NodeJS.Immediate | null = null;
  private turnFrom = 0;
  private turnLines = 0;
  private isEnded = false;

  constructor(private readonly input: PacedLinesInput) {
    input.stream.on("data", (chunk: Buffer) => {
      input.reader.push(chunk);
      this.read();
    });
  }

  /** Reads at once what is left. */
  finish(): void {
    while (this.readOne());
    this.stop();
  }

  stop(): void {
    this.isEnded = true;
    if (this.turn) clearImmediate(this.turn);
  }

  private read(): void {
    const { stream } = this.input;
    this.turn ??= this.beginTurn();
    while (!this.isEnded && !this.isTurnOver()) if (!this.readOne()) return void stream.resume();
    stream.pause();
  }

  private beginTurn(): NodeJS.Immediate {
    this.turnFrom = performance.now();
    this.turnLines = 0;
    return setImmediate(() => {
      this.turn = null;
      if (this.input.stream.isPaused() && !this.isEnded) this.read();
    });
  }

  private isTurnOver(): boolean {
    return this.turnLines >= turnLinesMax || performance.now() - this.turnFrom > turnMsMax;
  }

  private readOne(): boolean {
    const line = this.input.reader.next();
    if (line === null) return false;
    this.turnLines++;
    this.input.onLine(line);
    return true;
  }
}
