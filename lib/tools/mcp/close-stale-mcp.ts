import { listMcpConnections } from "@/lib/engines/mcp/list-mcp-connections";
import type { Context } from "@/lib/records/context";
import { listMcpCredentialVersions } from "@/lib/records/mcp-credentials/list-mcp-credential-versions";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { mcpKey } from "./mcp-key";

/**
 * Ends this process's connections to servers that were removed, switched off or changed, or as whom nobody calls any
 * more, whoever uses them; their processes too. Waits for that.
 */
export async function closeStaleMcp(ctx: Context): Promise<void> {
  const open = listMcpConnections();
  if (open.length === 0) return;
  const credentials = await listMcpCredentialVersions(ctx);
  const servers = (await listMcpServers(ctx)).filter(({ isEnabled }) => isEnabled);
  const current = new Set(
    servers.flatMap((server) => {
      const own = credentials.filter(({ serverName }) => serverName === server.name);
      return [null, ...own].map((credential) => mcpKey({ server, credential }));
    }),
  );
  const { closeMcpConnection } = await import("@/lib/engines/mcp/close-mcp-connection");
  const stale = open.filter(({ key }) => !current.has(key));
  await Promise.all(stale.map(({ key }) => closeMcpConnection(key)));
}
