import { and, eq, inArray } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { mcpCredentials } from "@/lib/db/schema-mcp";
import type { Actor, Context } from "@/lib/records/context";
import { findMcpServer } from "@/lib/records/mcp-servers/find-mcp-server";
import { remember } from "@/lib/records/remember";
import type { McpCredential, McpCredentialRow } from "./mcp-credential";
import { mcpCredentialVersion } from "./mcp-credential-version";
import { unsealHeaders } from "./sealed-headers";
import { unsealSignIn } from "./sealed-sign-in";

type FindMcpCredentialInput = { serverName: string; actor: Pick<Actor, "id" | "ownerId"> };

/**
 * As whom a caller's calls reach a server: its own credential, else its owner's, else the one for all; null when there is
 * none. Throws `not_configured` for one that cannot be read, or was stored for another origin.
 */
export async function findMcpCredential(
  ctx: Pick<Context, "db" | "clock" | "env" | "secretKey">,
  { serverName, actor }: FindMcpCredentialInput,
): Promise<McpCredential | null> {
  const server = await findMcpServer(ctx, serverName);
  if (server?.transport.kind !== "http") return null;
  const callers = [actor.id, ...(actor.ownerId === null ? [] : [actor.ownerId]), "*"];
  const isTheirs = and(eq(mcpCredentials.serverName, serverName), inArray(mcpCredentials.callerId, callers));
  const read = () => ctx.db.select().from(mcpCredentials).where(isTheirs);
  const rows = await remember(ctx, { name: `mcp credentials ${serverName} ${callers.join(" ")}`, read });
  const [row] = (rows ?? []).toSorted(
    (left, right) => callers.indexOf(left.callerId) - callers.indexOf(right.callerId),
  );
  return row ? open(ctx, { row, origin: new URL(server.transport.url).origin }) : null;
}

function open(
  ctx: Pick<Context, "secretKey">,
  { row, origin }: { row: McpCredentialRow; origin: string },
): McpCredential {
  const { id, callerId } = row;
  const opened = row.kind === "headers" ? unsealHeaders(ctx, row) : unsealSignIn(ctx, row);
  if (opened?.origin === origin) {
    const version = mcpCredentialVersion(row);
    if (!("headers" in opened)) return { id, callerId, kind: "oauth", version };
    return { id, callerId, kind: "headers", headers: opened.headers, version };
  }
  throw new AppError({
    code: "not_configured",
    detail: `The credentials for the MCP server '${row.serverName}' cannot be used.`,
    hint: opened
      ? "The server is at another address than when they were stored: an operator stores them again."
      : "ORCHESTRATOR_SECRET_KEY has changed since they were stored: an operator stores them again.",
  });
}
