import type { Tool as McpTool } from "@modelcontextprotocol/server";
import { z } from "zod";
import { AcceptedEnvelope, ErrorEnvelope, SuccessEnvelope } from "@/lib/contracts/envelope";
import { nestSchema } from "@/lib/policy/nest-schema";
import type { Tool } from "@/lib/tools/define-tool";
import { toolEntry } from "@/lib/tools/tool-entry";
import { publishable } from "./publishable-schema";

type Schema = McpTool["inputSchema"];

/** Stands beside every tool, so that only these are described. */
const told: Record<string, string> = {
  status: "accepted: not finished; call job_get with job_id.",
  partial_result: "In place of result, when that was too long to be shown whole.",
  message: "A sentence that can be said to the user.",
  approval: "A person must decide first, at url; nobody else can.",
};

/** The envelope as one object, because an output schema must be one: which members there are depends on `status`. */
const members: Record<string, object> = {
  status: { enum: ["success", "accepted", "error"], description: told.status },
  result: {},
  partial_result: { description: told.partial_result },
  ...membersOf(SuccessEnvelope.omit({ status: true, result: true })),
  ...membersOf(AcceptedEnvelope.omit({ status: true })),
  ...membersOf(ErrorEnvelope.omit({ status: true })),
};

/** What the arguments of a call must be: an object, whatever else the tool says. */
export function callInputSchema(tool: Tool): Schema {
  const schema = publishable(nestSchema(toolEntry(tool).input_schema, "#"));
  // Some clients refuse an object without `properties`.
  return { properties: {}, ...schema, type: "object" };
}

/** What the structured content of an answer is: the envelope, with what this tool returns as its `result`. */
export function callOutputSchema(tool: Tool): Schema {
  const pointer = tool.gate ? "#/properties/result/anyOf/0" : "#/properties/result";
  const result = publishable(nestSchema(toolEntry(tool).output_schema, pointer));
  return envelopeWith({ result: tool.gate ? { anyOf: [result, dryRun] } : result });
}

/** The same of a job, whose result is that of any tool. */
export const jobOutputSchema = envelopeWith({ intent: { type: "string" }, state: { type: "string" } });

function envelopeWith(more: Record<string, object>): Schema {
  return { type: "object", properties: { ...members, ...more }, required: ["status"] } as Schema;
}

const dryRun = {
  type: "object",
  description: "What it would do: nothing was done.",
  properties: { dry_run: { const: true } },
  required: ["dry_run"],
};

function membersOf(contract: z.ZodObject): Record<string, object> {
  const { properties = {} } = z.toJSONSchema(contract, { io: "output" });
  return Object.fromEntries(
    Object.entries(properties).map(([name, property]) => {
      const { description: _, ...schema } = property as { description?: string };
      return [name, { ...schema, ...(told[name] !== undefined && { description: told[name] }) }];
    }),
  );
}
