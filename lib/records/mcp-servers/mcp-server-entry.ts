import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import type { Context } from "@/lib/records/context";
import { unsealMcpSecrets } from "./mcp-secrets";
import type { McpServer } from "./mcp-server";

/** A server as it is shown: of its variables and headers only the names, and one of the file as it is written there. */
export function mcpServerEntry(ctx: Pick<Context, "env" | "secretKey">, server: McpServer): McpServerEntry {
  const entry = {
    server_id: server.id,
    source: server.source,
    name: server.name,
    trusted: server.isTrusted,
    approval: server.approval,
    timeout_s: server.timeoutMs / 1000,
    timeout_max_s: server.timeoutMaxMs / 1000,
    enabled: server.isEnabled || server.fault !== null,
    fault: server.fault,
    created_at: server.createdAt?.toISOString() ?? null,
    updated_at: server.updatedAt?.toISOString() ?? null,
  };
  const config = server.source === "file" ? ctx.env.mcp.servers.find(({ name }) => name === server.name) : undefined;
  const names = namesOf(ctx, { server, transport: config?.transport });
  switch (server.transport.kind) {
    case "stdio": {
      const { command, args, cwd } = { ...server.transport, ...config?.written };
      return { ...entry, transport: "stdio", command: command ?? "", args, cwd, env_names: names };
    }
    case "http": {
      const { url } = { ...server.transport, ...config?.written };
      return { ...entry, transport: "http", url: withoutQueryValues(url ?? ""), header_names: names };
    }
  }
}

type NamesOfInput = { server: McpServer; transport: Context["env"]["mcp"]["servers"][number]["transport"] | undefined };

function namesOf(ctx: Pick<Context, "secretKey">, { server, transport }: NamesOfInput): string[] | null {
  if (transport) return Object.keys(transport.kind === "stdio" ? transport.env : transport.headers).sort();
  const secrets = unsealMcpSecrets(ctx, server);
  return secrets && Object.keys(secrets).sort();
}

/** Some servers take their key there. */
function withoutQueryValues(url: string): string {
  const [address = "", query] = url.split("?", 2);
  const parts = query?.split("&").map((part) => (part.includes("=") ? `${part.split("=", 1)[0]}=...` : "..."));
  return parts ? `${address}?${parts.join("&")}` : address;
}
