import { z } from "zod";
import { CallerKind } from "@/lib/contracts/job";
import { defineTool } from "./define-tool";

export const systemWhoami = defineTool({
  intent: "system.whoami",
  title: "Who am I",
  description:
    "Says who the orchestrator takes you for: your name, your memory namespace and the intents you may call.",
  effects: "read",
  input: z.strictObject({}),
  output: z.strictObject({
    caller: z.string(),
    kind: CallerKind,
    namespace: z.string(),
    intents: z.array(z.string()),
    rights: z.array(z.string()),
    now: z.string().describe("The server's clock, ISO 8601."),
  }),
  example: {},
  timeoutMs: 1_000,
  run: async (ctx) => ({
    caller: ctx.actor.name,
    kind: ctx.actor.kind,
    namespace: ctx.actor.namespace,
    intents: ctx.actor.intents,
    rights: ctx.actor.rights,
    now: ctx.clock.now().toISOString(),
  }),
});
