/** What a run answers with whose work goes on outside: the job waits for whoever has it to report its end. */
export type HandedOver = { readonly [brand]: true; waitMs: number };

// Not a class: the bundler keeps several copies of a module, and each would have its own.
const brand = Symbol.for("orchestrator.handed-over");

/** Lets the job wait for its end, `waitMs` at most. */
export function handOver({ waitMs }: { waitMs: number }): HandedOver {
  return { [brand]: true, waitMs } as HandedOver;
}

export function isHandedOver(returned: unknown): returned is HandedOver {
  return typeof returned === "object" && returned !== null && brand in returned;
}
