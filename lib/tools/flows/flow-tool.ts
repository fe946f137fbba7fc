import { z } from "zod";
import { JsonObject } from "@/lib/contracts/json";
import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";
import type { Flow } from "@/lib/records/flows/flow";
import type { Tool } from "@/lib/tools/define-tool";
import { jsonSchemaType } from "@/lib/tools/json-schema-type";
import { conventionId } from "./convention-flow";

type FlowToolInput = { flow: Flow; intent: string };

const keptMax = 1_000;

/** A flow as a tool: checked, admitted, run and recorded like any other. Made once for each change of its binding. */
export function flowTool(ctx: Pick<Context, "env">, { flow, intent }: FlowToolInput): Tool {
  const timeoutMs = flow.timeoutMs ?? ctx.env.flowTimeoutMs;
  const kept = globalState("flow-tools", () => new Map<string, Tool>());
  const version = sha256Hex(JSON.stringify([flow, intent, timeoutMs]));
  const known = kept.get(version);
  if (known) return known;
  const made = makeFlowTool({ flow, intent, timeoutMs, version });
  // What nobody has bound changes with every call, and is soon made.
  if (flow.id === conventionId) return made;
  if (kept.size >= keptMax) kept.clear();
  kept.set(version, made);
  return made;
}

type MakeFlowToolInput = FlowToolInput & { timeoutMs: number; version: string };

function makeFlowTool({ flow, intent, timeoutMs, version }: MakeFlowToolInput): Tool {
  return {
    intent,
    mode: "flow",
    version,
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
