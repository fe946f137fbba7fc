import { deriveKey } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";

/** What signs notices of approvals: `whsec_` and a key of this installation for this purpose alone. */
export function approvalWebhookSecret({ secretKey }: Pick<Context, "secretKey">): string {
  const key = deriveKey({ secret: secretKey, purpose: "approval-webhook" });
  return `whsec_${Buffer.from(key, "base64url").toString("base64")}`;
}
