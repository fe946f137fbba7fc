import type { mcpCredentials } from "@/lib/db/schema-mcp";

/** As whom a server is called. */
export type McpCredential = {
  id: string;
  /** The key or user whose calls use it; `*` for all that have none of their own. */
  callerId: string;
  /** Another one as soon as it is stored anew; the same however often its tokens are renewed. */
  version: string;
} & (
  | {
      kind: "headers";
      /** Sent instead of the server's own of the same names. */
      headers: Record<string, string>;
    }
  | { kind: "oauth" }
);

export type McpCredentialRow = typeof mcpCredentials.$inferSelect;
