import { sha256Hex } from "@/lib/core/crypto";
import type { McpCredential } from "@/lib/records/mcp-credentials/mcp-credential";
import type { McpServer } from "@/lib/records/mcp-servers/mcp-server";

type McpKeyInput = { server: McpServer; credential: Pick<McpCredential, "id" | "version"> | null };

/** Stands for how a server is reached and as whom: connections and catalogs of the same are shared, others never. */
export function mcpKey({ server, credential }: McpKeyInput): string {
  return sha256Hex(JSON.stringify([server.version, credential && [credential.id, credential.version]]));
}
