import type { Env } from "@/lib/core/env";

/** What this installation is to the authorization servers of MCP servers. */
export type McpProgram = { redirectUri: string; homeUrl: string; documentUrl: string | null };

/** Where it is sent back to, and the address of its metadata document, which must be https to be fetched by anybody. */
export function mcpProgram({ publicUrl }: Pick<Env, "publicUrl">): McpProgram {
  return {
    redirectUri: `${publicUrl}/mcp-sign-in`,
    homeUrl: publicUrl,
    documentUrl: publicUrl.startsWith("https:") ? `${publicUrl}/mcp-client.json` : null,
  };
}
