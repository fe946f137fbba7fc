import type { McpCredentialEntry, PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import type { CreateMcpServerRequest, McpServerEntry, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { deleteMcpCredential } from "@/lib/records/mcp-credentials/delete-mcp-credential";
import { listMcpCredentials } from "@/lib/records/mcp-credentials/list-mcp-credentials";
import { putMcpCredential } from "@/lib/records/mcp-credentials/put-mcp-credential";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { deleteMcpServer } from "@/lib/records/mcp-servers/delete-mcp-server";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { mcpServerEntry } from "@/lib/records/mcp-servers/mcp-server-entry";
import { updateMcpServer } from "@/lib/records/mcp-servers/update-mcp-server";
import type { AdminVerb } from "./with-admin";

const pathOf = (server: string) => `/mcp-servers/${encodeURIComponent(server)}`;

const list: AdminVerb<void, McpServerEntry[]> = {
  run: async (ctx) => (await listMcpServers(ctx)).map((server) => mcpServerEntry(ctx, server)),
  ask: () => ({ method: "GET", path: "/mcp-servers" }),
  pick: ({ servers }: { servers: McpServerEntry[] }) => servers,
};

const add: AdminVerb<CreateMcpServerRequest, McpServerEntry> = {
  run: createMcpServer,
  ask: (body) => ({ method: "POST", path: "/mcp-servers", body }),
};

const edit: AdminVerb<{ id: string; change: UpdateMcpServerRequest }, McpServerEntry> = {
  run: updateMcpServer,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const remove: AdminVerb<string, McpServerEntry> = {
  run: deleteMcpServer,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

const listCredentials: AdminVerb<string, McpCredentialEntry[]> = {
  run: listMcpCredentials,
  ask: (server) => ({ method: "GET", path: `${pathOf(server)}/credentials` }),
  pick: ({ credentials }: { credentials: McpCredentialEntry[] }) => credentials,
};

const putCredential: AdminVerb<{ server: string; request: PutMcpCredentialRequest }, McpCredentialEntry> = {
  run: putMcpCredential,
  ask: ({ server, request }) => ({ method: "PUT", path: `${pathOf(server)}/credentials`, body: request }),
};

const removeCredential: AdminVerb<{ server: string; id: string }, McpCredentialEntry> = {
  run: deleteMcpCredential,
  ask: ({ server, id }) => ({ method: "DELETE", path: `${pathOf(server)}/credentials/${encodeURIComponent(id)}` }),
};

/** What the command line does with MCP servers and the credentials for them. */
export const mcpVerbs = { list, add, edit, remove, listCredentials, putCredential, removeCredential };
