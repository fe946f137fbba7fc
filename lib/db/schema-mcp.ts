import { boolean, index, integer, json, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { JsonObject } from "@/lib/contracts/json";
import type { McpApproval, McpSkipped, McpToolFacts, McpTransport } from "@/lib/contracts/mcp";
import { at } from "./at";

/** MCP servers that were added by API or command line; others are in the configuration file. */
export const mcpServers = pgTable(
  "mcp_servers",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    transport: text().$type<McpTransport>().notNull(),
    /** stdio: what is started. */
    command: text(),
    args: text().array().notNull(),
    cwd: text(),
    /** http: where it is. */
    url: text(),
    /** Environment variables (stdio) or headers (http), encrypted; null for none. */
    secrets: text(),
    /** Whether what it says of its tools' effects is believed. */
    isTrusted: boolean("is_trusted").notNull(),
    approval: text().$type<McpApproval>().notNull(),
    /** How long a call may be silent, and how long it may take in all. */
    timeoutMs: integer("timeout_ms").notNull(),
    timeoutMaxMs: integer("timeout_max_ms").notNull(),
    isEnabled: boolean("is_enabled").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [uniqueIndex("mcp_servers_name").on(table.name)],
);

/** What a server answered when it was last asked for its tools: listed without starting it, by every process. */
export const mcpCatalogs = pgTable(
  "mcp_catalogs",
  {
    /** SHA-256 of how the server is reached and as whom; a change of either is another catalog. */
    key: text().primaryKey(),
    serverName: text("server_name").notNull(),
    tools: json().$type<McpToolFacts[]>().notNull(),
    skipped: json().$type<McpSkipped[]>().notNull(),
    /** Which era of the protocol it speaks, as the client library wants it back. */
    era: json().$type<JsonObject>().notNull(),
    protocolVersion: text("protocol_version").notNull(),
    serverInfo: json("server_info").$type<JsonObject>().notNull(),
    fetchedAt: at("fetched_at").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("mcp_catalogs_by_server").on(table.serverName)],
);

/** As whom a server is called. */
export const mcpCredentials = pgTable(
  "mcp_credentials",
  {
    id: text().primaryKey(),
    serverName: text("server_name").notNull(),
    /** The key or user whose calls use it; `*` for all that have none of their own. */
    callerId: text("caller_id").notNull(),
    kind: text().$type<"headers" | "oauth">().notNull(),
    /** Headers, or what OAuth gave (client, tokens), encrypted. */
    sealed: text().notNull(),
    /** When the access token ends; null for headers, and where the server does not say. */
    expiresAt: at("expires_at"),
    /** Until when one process renews it, and the others wait. */
    renewingUntil: at("renewing_until"),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [uniqueIndex("mcp_credentials_of").on(table.serverName, table.callerId)],
);

/** Sign-ins at an MCP server's authorization server that have begun. */
export const mcpSignIns = pgTable(
  "mcp_sign_ins",
  {
    /** SHA-256 of the `state` that comes back. */
    stateHash: text("state_hash").primaryKey(),
    serverName: text("server_name").notNull(),
    callerId: text("caller_id").notNull(),
    /** The user who began it, and who alone may end it; null from the command line. */
    startedById: text("started_by_id"),
    /** Verifier, client and endpoints, encrypted. */
    sealed: text().notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("mcp_sign_ins_by_expiry").on(table.expiresAt)],
);
