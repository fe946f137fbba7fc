import { FlowAuth } from "@/lib/contracts/flow";
import { AppError } from "@/lib/core/app-error";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";
import type { Flow } from "./flow";

type Keys = Pick<Context, "secretKey">;

/** How a flow's backend knows us, as it is stored; it opens only for that flow. */
export function sealFlowAuth(ctx: Keys, { id, auth }: { id: string; auth: FlowAuth }): Pick<Flow, "authKind" | "auth"> {
  const sealed = auth.kind === "none" ? null : seal({ text: JSON.stringify(auth), key: keyOf(ctx), owner: id });
  return { authKind: auth.kind, auth: sealed };
}

/** How a flow's backend knows us. Throws `not_configured` when it was stored with another secret key. */
export function openFlowAuth(ctx: Keys, flow: Pick<Flow, "id" | "intent" | "auth">): FlowAuth {
  if (flow.auth === null) return { kind: "none" };
  const text = unseal({ text: flow.auth, key: keyOf(ctx), owner: flow.id });
  if (text !== null) return FlowAuth.parse(JSON.parse(text));
  throw new AppError({
    code: "not_configured",
    detail: `The credentials of the flow for '${flow.intent}' cannot be read.`,
    hint: "ORCHESTRATOR_SECRET_KEY has changed since they were stored: an operator stores them again.",
  });
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "flow-credentials" });
}
