import canonicalize from "canonicalize";
import { deriveKey, sha256Hex } from "@/lib/core/crypto";
import type { Context } from "@/lib/records/context";
import type { McpServer } from "./mcp-server";

type McpServerVersionInput = Pick<McpServer, "name" | "transport"> & {
  secrets: Record<string, string> | string | null;
};

/**
 * SHA-256 of how a server is reached, keyed, so that whoever sees it cannot try secrets out on it. The same in every
 * process of an installation.
 */
export function mcpServerVersion(ctx: Pick<Context, "secretKey">, facts: McpServerVersionInput): string {
  const { name, transport, secrets } = facts;
  const key = deriveKey({ secret: ctx.secretKey, purpose: "mcp-server-version" });
  return sha256Hex(key + canonicalize({ name, transport, secrets }));
}
