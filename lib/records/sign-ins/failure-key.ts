import { deriveKey, sha256Hex } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";

/** What failures of something are counted under. With a key of ours, so that the table tells no one's address. */
export function failureKey({ secretKey }: Pick<Context, "secretKey">, parts: readonly string[]): string {
  return sha256Hex(deriveKey({ secret: secretKey, purpose: "sign-in-failures" }) + JSON.stringify(parts));
}
