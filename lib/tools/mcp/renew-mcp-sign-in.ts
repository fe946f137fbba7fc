import { setTimeout as pause } from "node:timers/promises";
import { AppError } from "@/lib/core/app-error";
import { globalState } from "@/lib/core/global-state";
import { claimMcpRenewal } from "@/lib/records/mcp-credentials/claim-mcp-renewal";
import { endMcpRenewal } from "@/lib/records/mcp-credentials/end-mcp-renewal";
import { type McpSignIn, readMcpSignIn } from "@/lib/records/mcp-credentials/read-mcp-sign-in";
import { judgeToken } from "./judge-token";
import type { TokenContext } from "./mcp-access-token";
import { signInNeeded } from "./sign-in-needed";

type RenewInput = { server: string; id: string; refused: string | null };

/** Longer than a renewal can take, so that nobody uses the refresh token beside it. */
const leaseMs = 30_000;
const renewMsMax = 20_000;
const lookAgainMs = 200;

/**
 * The access token of a sign-in after its renewal, by this process or another: of all that want it one renews, the others
 * wait for what comes of it. Throws `upstream_sign_in_needed` when it is refused, `upstream_failed` when nobody answers.
 */
export function renewMcpSignIn(ctx: TokenContext, input: RenewInput): Promise<string> {
  const { id } = input;
  const renewals = globalState("mcp-renewals", () => new Map<string, Promise<string>>());
  const known = renewals.get(id);
  if (known) return known;
  const renewed = renewInTurn(ctx, input).finally(() => renewals.delete(id));
  renewals.set(id, renewed);
  return renewed;
}

async function renewInTurn(ctx: TokenContext, { server, id, refused }: RenewInput): Promise<string> {
  const deadlineMs = performance.now() + leaseMs + renewMsMax;
  for (;;) {
    const signIn = await readMcpSignIn(ctx, { id, isFresh: true });
    if (!signIn) throw signInNeeded({ server });
    const verdict = judgeToken(ctx, { signIn, refused });
    if (verdict.kind === "good") return verdict.token;
    if (verdict.kind === "ended") throw needed(signIn);
    const isOurs = await claimMcpRenewal(ctx, { id, sealed: signIn.sealed, leaseMs });
    if (isOurs) return renewNow(ctx, { id, signIn, ...verdict });
    if (verdict.token !== null) return verdict.token;
    if (performance.now() > deadlineMs) throw busy(signIn);
    await pause(lookAgainMs);
  }
}

type RenewNowInput = { id: string; signIn: McpSignIn; refreshToken: string; token: string | null };

async function renewNow(ctx: TokenContext, { id, signIn, refreshToken, token }: RenewNowInput): Promise<string> {
  const { renewSignIn } = await import("@/lib/engines/mcp/sign-in/renew-sign-in");
  const { serverName: server, authorization } = signIn;
  const startedMs = ctx.clock.now().getTime();
  try {
    const renewal = await renewSignIn({ server, authorization, refreshToken, signal: AbortSignal.timeout(renewMsMax) });
    if (renewal.kind === "refused") {
      await endMcpRenewal(ctx, { id, signIn, outcome: { tokens: null, expiresAt: null } });
      ctx.log.warn({ server, credential: id }, "the renewal of a sign-in at an MCP server was refused");
      throw needed(signIn);
    }
    const { expiresInS } = renewal;
    const tokens = { ...renewal.tokens, scope: renewal.tokens.scope ?? signIn.tokens?.scope ?? null };
    const expiresAt = expiresInS === null ? null : new Date(startedMs + expiresInS * 1000);
    await endMcpRenewal(ctx, { id, signIn, outcome: { tokens, expiresAt } });
    return tokens.accessToken;
  } catch (error) {
    if (error instanceof AppError && error.code === "upstream_sign_in_needed") throw error;
    await endMcpRenewal(ctx, { id, signIn, outcome: null });
    ctx.log.warn({ err: error, server, credential: id }, "a sign-in at an MCP server could not be renewed");
    if (token !== null) return token;
    throw error;
  }
}

function needed({ serverName: server, callerId }: McpSignIn): AppError {
  return signInNeeded({ server, callerId });
}

function busy({ serverName }: McpSignIn): AppError {
  return new AppError({
    code: "upstream_failed",
    detail: `The sign-in at MCP server '${serverName}' is being renewed elsewhere, which takes too long.`,
    mayHaveRun: false,
  });
}
