import { deriveKey, randomToken } from "@/lib/core/crypto";
import { seal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";

const secretBytes = 32;

/** A secret that signs a caller's callbacks, as Standard Webhooks writes one, and as it is stored. */
export function newSecret(ctx: Pick<Context, "secretKey">, callerId: string): { secret: string; sealed: string } {
  // Plain base64, not the URL's.
  const secret = `whsec_${Buffer.from(randomToken(secretBytes), "base64url").toString("base64")}`;
  return { secret, sealed: seal({ text: secret, key: sealingKey(ctx), owner: callerId }) };
}

/** What callers' secrets are sealed with. */
export function sealingKey({ secretKey }: Pick<Context, "secretKey">): string {
  return deriveKey({ secret: secretKey, purpose: "callback-secrets" });
}
