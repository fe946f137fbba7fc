import { z } from "zod";
import { CallOptions } from "@/lib/contracts/orchestrate-request";
import { parseRequest } from "@/lib/surfaces/http/parse-request";

const { wait_s, idempotency_key, context } = CallOptions.shape;

/** What a client may say of any call, in the request's `_meta`: that belongs to the program, the arguments to the model. */
const CallMeta = z.object({
  "orchestrator/wait_s": wait_s,
  "orchestrator/idempotency_key": idempotency_key,
  "orchestrator/context": context,
  progressToken: z.union([z.string(), z.number()]).optional(),
});

export type CallMeta = Pick<CallOptions, "wait_s" | "idempotency_key" | "context"> & {
  progressToken?: string | number;
};

/** Reads it; what else stands there is others'. Throws `invalid_request` for one of ours that is not valid. */
export function readCallMeta(meta: unknown): CallMeta {
  const parsed = parseRequest(CallMeta, meta ?? {});
  const given = {
    wait_s: parsed["orchestrator/wait_s"],
    idempotency_key: parsed["orchestrator/idempotency_key"],
    context: parsed["orchestrator/context"],
    progressToken: parsed.progressToken,
  };
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
