import type { Tool } from "@/lib/tools/define-tool";
import type { Operation } from "./document";
import { callErrors, refTo, respondsWith } from "./responses";

/** `POST /orchestrate`: any intent, also those that have no operation of their own. */
export function orchestrateOperation(tools: readonly Tool[]): Operation {
  const examples = tools.map(({ intent, example }) => [intent, { value: { intent, inputs: example } }]);
  return {
    operationId: "orchestrate",
    summary: "Execute any intent",
    description:
      "Runs an intent with its inputs, also one that has no operation of its own. Answers with the result when it is " +
      "ready in time, else with a job to poll by getJob. Prefer an intent's own operation where there is one.",
    "x-openai-isConsequential": true,
    requestBody: {
      required: true,
      content: {
        "application/json": {
          schema: refTo("schemas", "OrchestrateRequest"),
          ...(examples.length > 0 && { examples: Object.fromEntries(examples) }),
        },
      },
    },
    responses: {
      "200": respondsWith({
        description: "Done; the result is here.",
        schema: refTo("schemas", "SuccessEnvelope"),
        headers: ["Idempotency-Replayed", "Preference-Applied", "RateLimit-Policy", "RateLimit"],
      }),
      "202": respondsWith({
        description: "Not finished yet; poll the job with getJob.",
        schema: refTo("schemas", "AcceptedEnvelope"),
        headers: ["Idempotency-Replayed", "Preference-Applied", "RateLimit-Policy", "RateLimit"],
      }),
      ...callErrors({ isRepeatable: false }),
    },
  };
}
