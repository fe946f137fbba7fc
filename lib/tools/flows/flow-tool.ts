import { z } from "zod";
import { JsonObject } from "@/lib/contracts/json";
import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";
import type { Flow } from "@/lib/records/flows/flow";
import type { Tool } from "@/lib/tools/define-tool";
import { jsonSchemaType } from "@/lib/tools/json-schema-type";

type FlowToolInput = { flow: Flow; intent: string };

const keptMax = 1_000;

/** A flow as a tool: checked, admitted, run and recorded like any other. Made once for each change of its binding. */
export function flowTool(ctx: Pick<Context, "env">, { flow, intent }: FlowToolInput): Tool {
  const kept = globalState("flow-tools", () => new Map<string, Tool>());
  const name = `${flow.id} ${flow.updatedAt.getTime()} ${intent} ${ctx.env.flowTimeoutMs}`;
  const known = flow.id === "convention" ? undefined : kept.get(name);
  if (known) return known;
  const made = makeFlowTool(ctx, { flow, intent });
  if (flow.id === "convention") return made;
  if (kept.size >= keptMax) kept.clear();
  kept.set(name, made);
  return made;
}

function makeFlowTool(ctx: Pick<Context, "env">, { flow, intent }: FlowToolInput): Tool {
  const timeoutMs = flow.timeoutMs ?? ctx.env.flowTimeoutMs;
  return {
    intent,
    mode: "flow",
    version: `${flow.id} ${flow.updatedAt.getTime()}`,
    title: flow.title,
    description: flow.description,
    effects: flow.effects,
    risk: "low",
    input: flow.inputSchema === null ? JsonObject : jsonSchemaType(flow.inputSchema),
    // What a flow answers is checked where it is called, since that is no fault of ours.
    output: flow.outputSchema === null ? z.unknown() : jsonSchemaType(flow.outputSchema),
    example: flow.example,
    timeoutMs,
    attemptsMax: flow.attemptsMax,
    isStillTrue: async () => true,
    run: async (runCtx, inputs) => {
      const { runFlow } = await import("./run-flow");
      return runFlow(runCtx, { flow, intent, inputs: inputs as JsonObject, timeoutMs });
    },
  };
}
