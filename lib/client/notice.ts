/** What is said for some seconds after an action: that it worked, or that it did not where nothing else says so. */
export type Notice = { text: string; kind: "done" | "failed" };

type Meta = {
  /** What to say when it worked: `null` says nothing. */
  done?: string | ((data: never) => string | null);
};

declare module "@tanstack/react-query" {
  // biome-ignore lint/style/useConsistentTypeDefinitions: the library asks for a merged interface
  interface Register {
    mutationMeta: Meta;
  }
}

/** The sentence of a mutation that worked, if it has one. */
export function doneText(meta: Meta | undefined, data: unknown): string | null {
  const done = meta?.done;
  return typeof done === "function" ? done(data as never) : (done ?? null);
}
