import type { BeginMcpSignInRequest, BegunMcpSignIn } from "@/lib/contracts/mcp-sign-in";
import { AppError } from "@/lib/core/app-error";
import { randomToken } from "@/lib/core/crypto";
import { withTimeout } from "@/lib/core/with-timeout";
import { mcpProgram } from "@/lib/policy/oauth/mcp-program";
import type { Context } from "@/lib/records/context";
import { refuseUnknownCaller } from "@/lib/records/mcp-credentials/refuse-unknown-caller";
import { getMcpServer } from "@/lib/records/mcp-servers/get-mcp-server";
import { openMcpSecrets } from "@/lib/records/mcp-servers/mcp-secrets";
import { createMcpSignIn } from "@/lib/records/mcp-sign-ins/create-mcp-sign-in";

type BeginMcpSignInInput = { server: string; request: BeginMcpSignInRequest };

/** For all of it together, several documents and a registration; less than the command line waits for an answer. */
const timeoutMs = 13_000;

/**
 * Begins a sign-in at a server, by its id or its name, and gives the address to open. Throws `not_found`,
 * `invalid_request` for a process or an unknown caller, and why one cannot sign in there.
 */
export async function beginMcpSignIn(
  ctx: Context,
  { server: idOrName, request }: BeginMcpSignInInput,
): Promise<BegunMcpSignIn> {
  const server = await getMcpServer(ctx, idOrName);
  const transport = openMcpSecrets(ctx, server);
  if (transport.kind === "stdio") throw noSignIn(server.name);
  const { caller_id: callerId, client_id, client_secret } = request;
  await refuseUnknownCaller(ctx, callerId);
  const { beginSignIn } = await import("@/lib/engines/mcp/sign-in/begin-sign-in");
  const state = randomToken(32);
  const { authorizationUrl, ...begun } = await withTimeout({ signal: ctx.signal, ms: timeoutMs }, (signal) =>
    beginSignIn({
      server: { name: server.name, url: transport.url, headers: transport.headers },
      program: mcpProgram(ctx.env),
      client: client_id === undefined ? null : { client_id, ...(client_secret !== undefined && { client_secret }) },
      state,
      signal,
    }),
  );
  const expiresAt = await createMcpSignIn(ctx, { serverName: server.name, callerId, state, ...begun });
  return {
    server: server.name,
    caller_id: callerId,
    authorization_url: authorizationUrl,
    expires_at: expiresAt.toISOString(),
  };
}

function noSignIn(name: string): AppError {
  return new AppError({
    code: "invalid_request",
    detail: `The MCP server '${name}' is a process of this machine, which nobody signs in to.`,
    hint: "Give it what it needs as env.",
  });
}
