import type { McpCheck } from "@/lib/contracts/mcp-check";
import type { McpCredentialEntry, PutMcpCredentialRequest } from "@/lib/contracts/mcp-credential";
import type { CreateMcpServerRequest, McpServerEntry, UpdateMcpServerRequest } from "@/lib/contracts/mcp-server";
import type { BeginMcpSignInRequest, BegunMcpSignIn, McpSignInList } from "@/lib/contracts/mcp-sign-in";
import { beginMcpSignIn } from "@/lib/dispatch/begin-mcp-sign-in";
import { checkMcpServer } from "@/lib/dispatch/check-mcp-server";
import { removeMcpCredential, storeMcpCredential } from "@/lib/dispatch/save-mcp-credential";
import { changeMcpServer, removeMcpServer } from "@/lib/dispatch/save-mcp-server";
import { closeAllMcp } from "@/lib/engines/mcp/close-all-mcp";
import { listMcpCredentials } from "@/lib/records/mcp-credentials/list-mcp-credentials";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { listMcpServers } from "@/lib/records/mcp-servers/list-mcp-servers";
import { mcpServerEntry } from "@/lib/records/mcp-servers/mcp-server-entry";
import { listMcpSignIns } from "@/lib/records/mcp-sign-ins/list-mcp-sign-ins";
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
  run: changeMcpServer,
  ask: ({ id, change }) => ({ method: "PATCH", path: pathOf(id), body: change }),
};

const remove: AdminVerb<string, McpServerEntry> = {
  run: removeMcpServer,
  ask: (id) => ({ method: "DELETE", path: pathOf(id) }),
};

const listCredentials: AdminVerb<string, McpCredentialEntry[]> = {
  run: listMcpCredentials,
  ask: (server) => ({ method: "GET", path: `${pathOf(server)}/credentials` }),
  pick: ({ credentials }: { credentials: McpCredentialEntry[] }) => credentials,
};

const putCredential: AdminVerb<{ server: string; request: PutMcpCredentialRequest }, McpCredentialEntry> = {
  run: storeMcpCredential,
  ask: ({ server, request }) => ({ method: "PUT", path: `${pathOf(server)}/credentials`, body: request }),
};

const removeCredential: AdminVerb<{ server: string; id: string }, McpCredentialEntry> = {
  run: removeMcpCredential,
  ask: ({ server, id }) => ({ method: "DELETE", path: `${pathOf(server)}/credentials/${encodeURIComponent(id)}` }),
};

const check: AdminVerb<string, McpCheck> = {
  // A process that waits to be used again would keep the command from ending.
  run: (ctx, server) => checkMcpServer(ctx, server).finally(closeAllMcp),
  ask: (server) => ({ method: "POST", path: `${pathOf(server)}/check` }),
};

const beginSignIn: AdminVerb<{ server: string; request: BeginMcpSignInRequest }, BegunMcpSignIn> = {
  run: beginMcpSignIn,
  ask: ({ server, request }) => ({ method: "POST", path: `${pathOf(server)}/sign-in`, body: request }),
};

const listSignIns: AdminVerb<string, McpSignInList["sign_ins"]> = {
  run: listMcpSignIns,
  ask: (server) => ({ method: "GET", path: `${pathOf(server)}/sign-in` }),
  pick: ({ sign_ins }: McpSignInList) => sign_ins,
};

/** What the command line does with MCP servers, the credentials for them and sign-ins at them. */
export const mcpVerbs = {
  list,
  add,
  edit,
  remove,
  check,
  listCredentials,
  putCredential,
  removeCredential,
  beginSignIn,
  listSignIns,
};
