import { HostAuth } from "@/lib/contracts/host";
import { AppError } from "@/lib/core/app-error";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";

type Keys = Pick<Context, "secretKey">;

/** How a host knows us, as it is stored; it opens only for that host. */
export function sealHostAuth(ctx: Keys, { id, auth }: { id: string; auth: HostAuth }): Pick<Host, "authKind" | "auth"> {
  return { authKind: auth.kind, auth: seal({ text: JSON.stringify(auth), key: keyOf(ctx), owner: id }) };
}

/** How a host knows us. Throws `not_configured` when it was stored with another secret key. */
export function openHostAuth(ctx: Keys, host: Pick<Host, "id" | "alias" | "auth">): HostAuth {
  const text = unseal({ text: host.auth, key: keyOf(ctx), owner: host.id });
  if (text !== null) return HostAuth.parse(JSON.parse(text));
  throw new AppError({
    code: "not_configured",
    detail: `The credentials of the host '${host.alias}' cannot be read.`,
    hint: "ORCHESTRATOR_SECRET_KEY has changed since they were stored: an operator stores them again.",
  });
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "host-credentials" });
}
