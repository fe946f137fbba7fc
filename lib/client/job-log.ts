import type { z } from "zod";
import type { JobEventData } from "@/lib/contracts/job-event";
import { openLiveSource } from "./open-live-source";
import { OutputRows } from "./output-rows";

type Data = { [Name in keyof typeof JobEventData]: z.infer<(typeof JobEventData)[Name]> };

/** What happened to a job, beside its output. */
export type LogEntry = { type: "state"; data: Data["state"] } | { type: "progress"; data: Data["progress"] };

/** What is known of a job's log at one moment. */
export type JobLogFacts = {
  entries: LogEntry[];
  output: OutputRows;
  /** Changes with every piece of output. */
  outputVersion: number;
  isCut: boolean;
  hasEnded: boolean;
  isConnected: boolean;
};

const rowsMax = 200_000;
const batchMs = 250;

/** A job's log, read along from the server's stream from its beginning; tells its readers four times a second at most. */
export class JobLog {
  #facts: JobLogFacts = {
    entries: [],
    output: new OutputRows(rowsMax),
    outputVersion: 0,
    isCut: false,
    hasEnded: false,
    isConnected: false,
  };
  #next: JobLogFacts = this.#facts;
  #readers = new Set<() => void>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #close: (() => void) | null = null;
  readonly #path: string;
  readonly #onMove: () => void;

  constructor({ path, onMove }: { path: string /** The job changed its state. */; onMove: () => void }) {
    this.#path = path;
    this.#onMove = onMove;
  }

  /** Begins to read with its first reader. */
  subscribe = (reader: () => void): (() => void) => {
    this.#readers.add(reader);
    if (!this.#close && !this.#next.hasEnded) this.#connect();
    return () => {
      this.#readers.delete(reader);
      if (this.#readers.size === 0) this.#disconnect();
    };
  };

  facts = (): JobLogFacts => this.#facts;

  #connect(): void {
    // A reader that comes back later starts from the beginning.
    this.#next = { ...this.#next, entries: [], output: new OutputRows(rowsMax), isCut: false };
    this.#close = openLiveSource({
      path: this.#path,
      on: {
        state: (data) => {
          this.#change({ entries: [...this.#next.entries, { type: "state", data: JSON.parse(data) }] });
          this.#onMove();
        },
        progress: (data) =>
          this.#change({ entries: [...this.#next.entries, { type: "progress", data: JSON.parse(data) }] }),
        output: (data) => this.#add(JSON.parse(data)),
        envelope: () => {
          this.#disconnect();
          this.#change({ hasEnded: true });
          this.#onMove();
        },
      },
      onOpen: () => this.#change({ isConnected: true }),
      onLost: () => this.#change({ isConnected: false }),
    });
  }

  #add({ text, truncated }: Data["output"]): void {
    this.#next.output.append(text);
    this.#change({ outputVersion: this.#next.outputVersion + 1, isCut: this.#next.isCut || truncated === true });
  }

  #disconnect(): void {
    this.#close?.();
    this.#close = null;
    this.#next = { ...this.#next, isConnected: false };
  }

  #change(change: Partial<JobLogFacts>): void {
    this.#next = { ...this.#next, ...change };
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#facts = this.#next;
      for (const reader of this.#readers) reader();
    }, batchMs);
  }
}
