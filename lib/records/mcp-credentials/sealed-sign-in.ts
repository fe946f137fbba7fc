import { z } from "zod";
import { McpAuthorization, McpTokens } from "@/lib/contracts/mcp-authorization";
import { deriveKey } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";
import type { McpCredentialRow } from "./mcp-credential";

type Keys = Pick<Context, "secretKey">;

/** A sign-in, and the origin where alone its tokens are sent. No tokens: they were refused, and nobody signed in since. */
const SealedSignIn = z.object({
  origin: z.string(),
  authorization: McpAuthorization,
  tokens: McpTokens.nullable(),
});
export type SealedSignIn = z.infer<typeof SealedSignIn>;

/** A sign-in as it is stored; it opens only for that row. Each time another text. */
export function sealSignIn(ctx: Keys, { id, ...content }: { id: string } & SealedSignIn): string {
  return seal({ text: JSON.stringify(content), key: keyOf(ctx), owner: id });
}

/** The sign-in of a row; null when it was stored with another secret key. */
export function unsealSignIn(ctx: Keys, { id, sealed }: Pick<McpCredentialRow, "id" | "sealed">): SealedSignIn | null {
  const text = unseal({ text: sealed, key: keyOf(ctx), owner: id });
  return text === null ? null : SealedSignIn.parse(JSON.parse(text));
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "mcp-sign-ins" });
}
