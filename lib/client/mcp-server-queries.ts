import { queryOptions } from "@tanstack/react-query";
import type { Finding } from "@/lib/contracts/doctor";
import type { McpServerEntry } from "@/lib/contracts/mcp-server";
import { getJson } from "./get-json";
import { sendJson } from "./send-json";

const refetchMs = 10_000;

/** Every MCP server, of the configuration file and added here, for admins. */
export function mcpServersQuery() {
  return queryOptions({
    queryKey: ["mcp-servers"],
    queryFn: async ({ signal }) =>
      (await getJson<{ servers: McpServerEntry[] }>("/api/mcp-servers", { signal })).servers,
    refetchInterval: refetchMs,
  });
}

export function addMcpServer(body: object): Promise<McpServerEntry> {
  return sendJson<McpServerEntry>({ method: "POST", path: "/api/mcp-servers", body });
}

export function changeMcpServer({ name, body }: { name: string; body: object }): Promise<McpServerEntry> {
  return sendJson<McpServerEntry>({ method: "PATCH", path: serverPath(name), body });
}

export function removeMcpServer(name: string): Promise<unknown> {
  return sendJson({ method: "DELETE", path: serverPath(name) });
}

/** Connects and lists its tools. */
export function checkMcpServer(name: string): Promise<Finding> {
  return sendJson<Finding>({ method: "POST", path: `${serverPath(name)}/check` });
}

/** Begins to sign in at the server for all callers; answers with the address where a person agrees to it. */
export function signInAtMcpServer(name: string): Promise<{ authorization_url: string }> {
  return sendJson<{ authorization_url: string }>({ method: "POST", path: `${serverPath(name)}/sign-in`, body: {} });
}

function serverPath(name: string): string {
  return `/api/mcp-servers/${encodeURIComponent(name)}`;
}
