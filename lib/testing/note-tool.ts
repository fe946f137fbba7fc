import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { defineTool, type Tool } from "@/lib/tools/define-tool";

/** A tool that takes a moment and notes that it ran, so that runs can be counted across processes. */
export function noteTool(note: (n: number) => Promise<unknown>): Tool {
  return defineTool({
    intent: "probe.note",
    title: "Note",
    description: "Notes that it ran.",
    effects: "idempotent",
    input: z.strictObject({ n: z.number() }),
    output: z.strictObject({ n: z.number() }),
    example: { n: 1 },
    timeoutMs: 5_000,
    run: async (_ctx, { n }) => {
      await note(n);
      await pause(5);
      return { n };
    },
  });
}
