import type { McpServerConfig } from "@/lib/core/mcp-server-config";
import type { Context } from "@/lib/records/context";
import type { McpServer } from "./mcp-server";
import { mcpServerVersion } from "./mcp-server-version";

/** A server of the configuration file. */
export function fileServer(ctx: Pick<Context, "secretKey">, config: McpServerConfig): McpServer {
  const { name, isTrusted, approval, timeoutMs, timeoutMaxMs, isEnabled } = config;
  const { transport, secrets } = withoutSecrets(config.transport);
  return {
    id: null,
    source: "file",
    name,
    transport,
    sealed: null,
    isTrusted,
    approval,
    timeoutMs,
    timeoutMaxMs,
    isEnabled,
    fault: null,
    version: mcpServerVersion(ctx, { name, transport, secrets }),
    createdAt: null,
    updatedAt: null,
  };
}

function withoutSecrets(config: McpServerConfig["transport"]): {
  transport: McpServer["transport"];
  secrets: Record<string, string>;
} {
  switch (config.kind) {
    case "stdio": {
      const { env, ...transport } = config;
      return { transport, secrets: env };
    }
    case "http": {
      const { headers, ...transport } = config;
      return { transport, secrets: headers };
    }
  }
}
