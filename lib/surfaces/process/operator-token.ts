import { deriveKey, isSameSecret } from "@/lib/core/crypto";
import { operatorActor } from "@/lib/records/actors";
import type { Actor } from "@/lib/records/context";
import { getRuntime } from "./runtime";

/**
 * The bearer token of this machine's command line, made from the secret in the data folder: whoever can read that
 * folder owns the installation anyway. It exists because PGlite lets in one process only, so that while the server
 * runs, the command line must ask it.
 */
export function operatorToken(secretKey: string): string {
  return `opr_${deriveKey({ secret: secretKey, purpose: "operator-token" })}`;
}

export async function findOperatorActor(token: string): Promise<Actor | null> {
  if (!token.startsWith("opr_")) return null;
  const { secretKey } = await getRuntime();
  return isSameSecret(token, operatorToken(secretKey)) ? operatorActor : null;
}
