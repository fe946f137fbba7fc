import { z } from "zod";
import { defineTool, type Tool, type ToolContext } from "@/lib/tools/define-tool";

const input = z.strictObject({ n: z.number().default(0) });
const output = z.strictObject({ n: z.number(), runs: z.number() });

type Probe = Partial<Pick<Tool, "effects" | "timeoutMs" | "concurrencyMax">> & {
  run(n: number, signal: AbortSignal, ctx: ToolContext): Promise<number>;
};

/** A real tool whose runs are counted and whose behaviour the test gives; it stands beside the registry, not in it. */
export function probeTool(definition: Probe) {
  const calls = { count: 0 };
  const tool = defineTool({
    intent: "probe.run",
    title: "Probe",
    description: "Counts its runs.",
    effects: definition.effects ?? "once",
    input,
    output,
    example: {},
    timeoutMs: definition.timeoutMs ?? 5_000,
    ...(definition.concurrencyMax && { concurrencyMax: definition.concurrencyMax }),
    run: async (ctx, { n }) => {
      calls.count += 1;
      return { n: await definition.run(n, ctx.signal, ctx), runs: calls.count };
    },
  });
  return { tool, calls };
}
