import { z } from "zod";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";
import type { McpCredentialRow } from "./mcp-credential";

type Keys = Pick<Context, "secretKey">;

/** Headers, and where alone they are sent. */
const SealedHeaders = z.object({ origin: z.string(), headers: z.record(z.string(), z.string()) });
type SealedHeaders = z.infer<typeof SealedHeaders>;

/** Headers as they are stored; they open only for that row. */
export function sealHeaders(ctx: Keys, { id, ...content }: { id: string } & SealedHeaders): string {
  return seal({ text: JSON.stringify(content), key: keyOf(ctx), owner: id });
}

/** The headers of a row; null when they were stored with another secret key. */
export function unsealHeaders(
  ctx: Keys,
  { id, sealed }: Pick<McpCredentialRow, "id" | "sealed">,
): SealedHeaders | null {
  const text = unseal({ text: sealed, key: keyOf(ctx), owner: id });
  return text === null ? null : SealedHeaders.parse(JSON.parse(text));
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "mcp-credentials" });
}
