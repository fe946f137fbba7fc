import { z } from "zod";
import { SuccessEnvelope } from "@/lib/contracts/envelope";
import type { Tool } from "@/lib/tools/define-tool";
import type { Operation } from "./document";
import { callErrors, refTo, respondsWith } from "./responses";
import { toSchema } from "./to-schema";

/** `POST /intents/{intent}` of one tool: its inputs are the whole body, its output the envelope's `result`. */
export function intentOperation(tool: Tool): Operation {
  const isRepeatable = tool.effects === "read";
  const headers = [
    ...(isRepeatable ? [] : (["Idempotency-Replayed"] as const)),
    "Preference-Applied",
    "RateLimit-Policy",
    "RateLimit",
  ] as const;
  return {
    operationId: tool.intent.replaceAll(".", "_"),
    summary: tool.title,
    description: tool.description,
    "x-openai-isConsequential": isConsequential(tool),
    requestBody: {
      required: true,
      content: { "application/json": { schema: toSchema(tool.input, "input"), example: tool.example } },
    },
    responses: {
      "200": respondsWith({
        description: "Done; the result is here.",
        schema: toSchema(z.strictObject({ ...SuccessEnvelope.shape, result: resultOf(tool) }), "output"),
        headers,
      }),
      "202": respondsWith({
        description: "Not finished yet; poll the job with getJob.",
        schema: refTo("schemas", "AcceptedEnvelope"),
        headers,
      }),
      ...callErrors({ isRepeatable }),
    },
  };
}

const DryRun = z.looseObject({ dry_run: z.literal(true) }).describe("What it would do: nothing was done.");

function resultOf({ gate, output }: Tool): z.ZodType {
  return gate ? z.union([output, DryRun]) : output;
}

/** Whether a person should be asked each time: when it must not happen twice, or cannot be had back. */
function isConsequential(tool: Tool): boolean {
  switch (tool.effects) {
    case "read":
      return false;
    case "idempotent":
      return tool.risk === "destructive";
    case "once":
      return true;
  }
}
