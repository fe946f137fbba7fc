import { sha256Hex } from "@/lib/core/crypto";
import type { McpCredentialRow } from "./mcp-credential";

type VersionedRow = Pick<McpCredentialRow, "kind" | "sealed" | "updatedAt">;

/** Another one as soon as a credential is stored anew; of a sign-in, not when its tokens are renewed. */
export function mcpCredentialVersion({ kind, sealed, updatedAt }: VersionedRow): string {
  return kind === "headers" ? sha256Hex(sealed) : `signed in ${updatedAt.toISOString()}`;
}
