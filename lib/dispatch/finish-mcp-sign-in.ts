import { AppError } from "@/lib/core/app-error";
import { withTimeout } from "@/lib/core/with-timeout";
import type { Actor, Context } from "@/lib/records/context";
import { storeMcpSignIn } from "@/lib/records/mcp-credentials/store-mcp-sign-in";
import { takeMcpSignIn } from "@/lib/records/mcp-sign-ins/take-mcp-sign-in";
import { closeStaleMcp } from "@/lib/tools/mcp/close-stale-mcp";

type FinishMcpSignInInput = {
  /** What the authorization server sent the browser back with (OAuth 2.1, section 4.1.2). */
  answer: { state: string; iss: string | null } & ({ kind: "code"; code: string } | { kind: "error"; error: string });
  /** The console user of that browser; null for nobody. */
  user: Actor | null;
};

/** How a sign-in ended. What it says is ours, and not the other side's. */
export type FinishedSignIn =
  | { kind: "done"; server: string; callerId: string }
  | { kind: "unknown" }
  | { kind: "other_user" }
  | { kind: "denied"; server: string }
  | { kind: "failed"; server: string; detail: string; hint: string | undefined };

const timeoutMs = 30_000;

/** Ends the sign-in that an answer belongs to, once, and stores what it came to. Throws only what is our own fault. */
export async function finishMcpSignIn(
  base: Omit<Context, "actor">,
  { answer, user }: FinishMcpSignInInput,
): Promise<FinishedSignIn> {
  const userId = user?.rights.includes("admin") ? user.id : null;
  const taken = await takeMcpSignIn(base, { state: answer.state, userId });
  if (taken.kind !== "taken") return taken;
  const { serverName: server, callerId, authorization, codeVerifier, startedBy } = taken;
  if (answer.kind === "error") {
    if (answer.error === "access_denied") return { kind: "denied", server };
    return { kind: "failed", server, detail: "Its authorization server refused the request.", hint: undefined };
  }
  const ctx = { ...base, actor: actorOf(startedBy) };
  const startedMs = ctx.clock.now().getTime();
  try {
    const { finishSignIn } = await import("@/lib/engines/mcp/sign-in/finish-sign-in");
    const { code, iss } = answer;
    const given = await withTimeout({ signal: ctx.signal, ms: timeoutMs }, (signal) =>
      finishSignIn({ server, authorization, codeVerifier, code, iss, signal }),
    );
    const expiresAt = given.expiresInS === null ? null : new Date(startedMs + given.expiresInS * 1000);
    await storeMcpSignIn(ctx, { server, callerId, authorization, tokens: given.tokens, expiresAt });
    await closeStaleMcp(ctx);
    return { kind: "done", server, callerId };
  } catch (error) {
    if (!(error instanceof AppError) || error.code === "internal") throw error;
    ctx.log.warn({ err: error, server }, "a sign-in at an MCP server failed");
    return { kind: "failed", server, detail: error.detail, hint: error.hint };
  }
}

/** The audit log names who began it: the browser's answer is the authorization server's. */
function actorOf(startedBy: Pick<Actor, "kind" | "id" | "name">): Actor {
  return { ...startedBy, intents: [], namespace: "default", rights: [], ownerId: null };
}
