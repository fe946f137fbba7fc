/** A job that is committed and waits, as much of it as an engine must know. */
export type DueJob = {
  id: string;
  intent: string;
  /** When it may start; null is at once. */
  runAt: Date | null;
  /** Higher goes first. */
  priority: number;
  /** How often it has been started; the same job with the same number is told to the engine once. */
  attempt: number;
  /** When it was sent before, if it was and nothing came of it: this one is another try. */
  sentAt: Date | null;
};

/** Who is told of jobs that wait. The jobs table stays the truth: what is not sent is found there and sent later. */
export type Queue = {
  kind: "embedded" | "inngest";
  /** Rejects when the engine did not take them all. */
  send(jobs: DueJob[]): Promise<void>;
  /** Says that a job was cancelled, so that it is not started in vain. */
  cancel(id: string): Promise<void>;
};

/** The jobs table itself is the queue; this process's worker looks there, and nobody else need be told. */
export const embeddedQueue: Queue = {
  kind: "embedded",
  send: async () => {},
  cancel: async () => {},
};
