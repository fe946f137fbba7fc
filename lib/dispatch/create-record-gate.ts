/** Stands before what needs the job of a run on record, because something is to hang on it. */
export type RecordGate = {
  /** Resolves when something first waits here. */
  wanted: Promise<void>;
  /** Waits until the job is on record. */
  pass(): Promise<void>;
  open(): void;
  /** Nobody passes any more: the job is not going to be on record as running. */
  shut(why: Error): void;
};

export function createRecordGate(): RecordGate {
  let want = () => {};
  let open = () => {};
  let shut: RecordGate["shut"] = () => {};
  const wanted = new Promise<void>((resolve) => {
    want = resolve;
  });
  const opened = new Promise<void>((resolve, reject) => {
    open = resolve;
    shut = reject;
  });
  // Nobody may be waiting when it is shut.
  opened.catch(() => {});
  return {
    wanted,
    pass() {
      want();
      return opened;
    },
    open,
    shut,
  };
}
