import type { McpApproval } from "@/lib/contracts/mcp";
import type { mcpServers } from "@/lib/db/schema-mcp";

/** A server of the configuration file, or one that is a row. Its secrets are not in it: `openMcpSecrets` gives them. */
export type McpServer = {
  /** Null for one of the file. */
  id: string | null;
  source: "file" | "row";
  name: string;
  transport: { kind: "stdio"; command: string; args: string[]; cwd: string | null } | { kind: "http"; url: string };
  /** Environment variables or headers of a row, encrypted. */
  sealed: string | null;
  isTrusted: boolean;
  approval: McpApproval;
  /** How long a call may be silent, and how long it may take in all. */
  timeoutMs: number;
  timeoutMaxMs: number;
  /** Whether it is switched on and can be used. */
  isEnabled: boolean;
  /** Why one that is switched on cannot be used. */
  fault: string | null;
  /** Another one as soon as anything changes of how it is reached; tells nothing of its secrets. */
  version: string;
  createdAt: Date | null;
  updatedAt: Date | null;
};

export type McpServerRow = typeof mcpServers.$inferSelect;
