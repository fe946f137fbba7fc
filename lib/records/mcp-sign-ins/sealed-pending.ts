import { z } from "zod";
import { CallerKind } from "@/lib/contracts/job";
import { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";

type Keys = Pick<Context, "secretKey">;

/** What is needed to end a sign-in, and who began it. */
const Pending = z.object({
  authorization: McpAuthorization,
  codeVerifier: z.string(),
  startedBy: z.object({ kind: CallerKind, id: z.string(), name: z.string() }),
});
export type Pending = z.infer<typeof Pending>;

/** A sign-in that has begun as it is stored; it opens only under its state. */
export function sealPending(ctx: Keys, { stateHash, ...pending }: { stateHash: string } & Pending): string {
  return seal({ text: JSON.stringify(pending), key: keyOf(ctx), owner: stateHash });
}

/** The same, opened; null when it was stored with another secret key. */
export function unsealPending(ctx: Keys, { stateHash, sealed }: { stateHash: string; sealed: string }): Pending | null {
  const text = unseal({ text: sealed, key: keyOf(ctx), owner: stateHash });
  return text === null ? null : Pending.parse(JSON.parse(text));
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "mcp-sign-ins-pending" });
}
