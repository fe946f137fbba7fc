import canonicalize from "canonicalize";
import type { JsonObject } from "@/lib/contracts/json";
import { sha256Hex } from "@/lib/core/crypto";

/** SHA-256 of the canonical JSON (RFC 8785) of an intent and its inputs: the seed's idempotency key. */
export function fingerprint({ intent, inputs }: { intent: string; inputs: JsonObject }): string {
  return sha256Hex(canonicalize({ inputs, intent }) ?? "");
}
