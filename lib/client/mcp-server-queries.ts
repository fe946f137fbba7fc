import { queryOptions } from "@tanstack/react-query";
import type { Finding } from "@/lib/contracts/doctor";
import type { KeyEntry } from "@/lib/contracts/key";
import type { McpCredentialEntry, PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
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

/** As whom callers reach a server; never with what. */
export function mcpCredentialsQuery(name: string) {
  return queryOptions({
    queryKey: ["mcp-servers", name, "credentials"],
    queryFn: async ({ signal }) =>
      (await getJson<{ credentials: McpCredentialEntry[] }>(`${serverPath(name)}/credentials`, { signal })).credentials,
  });
}

type PutCredential = { name: string; body: PutMcpCredentialRequest };

export function putMcpCredential({ name, body }: PutCredential): Promise<McpCredentialEntry> {
  return sendJson({ method: "PUT", path: `${serverPath(name)}/credentials`, body });
}

export function removeMcpCredential({ name, id }: { name: string; id: string }): Promise<unknown> {
  return sendJson({ method: "DELETE", path: `${serverPath(name)}/credentials/${encodeURIComponent(id)}` });
}

/** The keys in force, to choose one as a caller. */
export function callerKeysQuery() {
  return queryOptions({
    queryKey: ["keys", "callers"],
    queryFn: async ({ signal }) =>
      (await getJson<{ keys: KeyEntry[] }>("/api/keys", { signal })).keys.filter(
        ({ revoked_at }) => revoked_at === null,
      ),
  });
}

/** Begins to sign in at the server for all callers; answers with the address where a person agrees to it. */
export function signInAtMcpServer(name: string): Promise<{ authorization_url: string }> {
  return sendJson<{ authorization_url: string }>({ method: "POST", path: `${serverPath(name)}/sign-in`, body: {} });
}

function serverPath(name: string): string {
  return `/api/mcp-servers/${encodeURIComponent(name)}`;
}
