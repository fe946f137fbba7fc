import { randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { McpTarget } from "@/lib/engines/mcp/mcp-target";

const require = createRequire(import.meta.url);

/** Programs that speak MCP over stdio: the real reference servers, and our stand-in for faults. */
export const mcpPrograms = {
  everything: require.resolve("@modelcontextprotocol/server-everything/dist/index.js"),
  filesystem: require.resolve("@modelcontextprotocol/server-filesystem/dist/index.js"),
  memory: require.resolve("@modelcontextprotocol/server-memory/dist/index.js"),
  modern: fileURLToPath(new URL("./run-modern-mcp.ts", import.meta.url)),
  standIn: fileURLToPath(new URL("./mcp-stand-in.mjs", import.meta.url)),
};

type StdioInput = { program: keyof typeof mcpPrograms; args?: string[]; env?: Record<string, string> };

/** A server as a process, under a key of its own. */
export function stdioTarget({ program, args = [], env = {} }: StdioInput, change: Partial<McpTarget> = {}): McpTarget {
  const transport = {
    kind: "stdio" as const,
    command: process.execPath,
    args: [...(program === "modern" ? ["--import", "tsx"] : []), mcpPrograms[program], ...args],
    env,
    cwd: null,
  };
  return { ...defaults(), transport, ...change };
}

/** A server at an address, under a key of its own. */
export function httpTarget(url: string, change: Partial<McpTarget> = {}): McpTarget {
  return { ...defaults(), transport: { kind: "http", url, headers: {}, accessToken: null }, ...change };
}

function defaults() {
  return { name: "peer", key: randomUUID(), era: null, connectTimeoutMs: 15_000, idleMs: 60_000 };
}
