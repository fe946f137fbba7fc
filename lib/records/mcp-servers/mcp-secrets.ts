import { z } from "zod";
import { AppError } from "@/lib/core/app-error";
import { deriveKey } from "@/lib/core/crypto";
import type { McpTransportConfig } from "@/lib/core/mcp-server-config";
import { seal, unseal } from "@/lib/core/seal";
import type { Context } from "@/lib/records/context";
import type { McpServer } from "./mcp-server";

type Keys = Pick<Context, "secretKey">;

const Secrets = z.record(z.string(), z.string());

/** Environment variables or headers as they are stored; they open only for that row. Null for none. */
export function sealMcpSecrets(ctx: Keys, { id, secrets }: { id: string; secrets: Record<string, string> }) {
  if (Object.keys(secrets).length === 0) return null;
  return seal({ text: JSON.stringify(secrets), key: keyOf(ctx), owner: id });
}

/** How a server is reached, with its secrets. Throws `not_configured` when they were stored with another secret key. */
export function openMcpSecrets(ctx: Keys & Pick<Context, "env">, server: McpServer): McpTransportConfig {
  if (server.source === "file") return fileTransport(ctx, server);
  const secrets = unsealMcpSecrets(ctx, server);
  if (secrets === null) {
    throw new AppError({
      code: "not_configured",
      detail: `The ${server.transport.kind === "stdio" ? "variables" : "headers"} of the MCP server '${server.name}' cannot be read.`,
      hint: "ORCHESTRATOR_SECRET_KEY has changed since they were stored: an operator stores them again.",
    });
  }
  const { transport } = server;
  return transport.kind === "stdio" ? { ...transport, env: secrets } : { ...transport, headers: secrets };
}

/** The variables or headers of a row; null when they were stored with another secret key. */
export function unsealMcpSecrets(ctx: Keys, { id, sealed }: Pick<McpServer, "id" | "sealed">) {
  if (sealed === null) return {};
  const text = unseal({ text: sealed, key: keyOf(ctx), owner: id ?? "" });
  return text === null ? null : Secrets.parse(JSON.parse(text));
}

function fileTransport({ env }: Pick<Context, "env">, { name }: McpServer): McpTransportConfig {
  const config = env.mcp.servers.find((server) => server.name === name);
  if (config) return config.transport;
  throw new AppError({ code: "not_found", detail: `The configuration file has no MCP server '${name}'.` });
}

function keyOf({ secretKey }: Keys): string {
  return deriveKey({ secret: secretKey, purpose: "mcp-server-secrets" });
}
