import { and, eq } from "drizzle-orm";
import type { McpAuthorization } from "@/lib/contracts/mcp-authorization";
import { sha256Hex } from "@/lib/core/crypto";
import { mcpSignIns } from "@/lib/db/schema-mcp";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { sealPending } from "./sealed-pending";

type CreateMcpSignInInput = {
  serverName: string;
  callerId: string;
  state: string;
  authorization: McpAuthorization;
  codeVerifier: string;
};

/** How long a person has to sign in. */
const keptMs = 10 * 60_000;

/** Keeps a sign-in that has begun, in place of an earlier one for the same caller, and says until when. Audited. */
export async function createMcpSignIn(ctx: Context, input: CreateMcpSignInInput): Promise<Date> {
  const { serverName, callerId, state, authorization, codeVerifier } = input;
  const now = ctx.clock.now();
  const expiresAt = new Date(now.getTime() + keptMs);
  const stateHash = sha256Hex(state);
  const { kind, id, name } = ctx.actor;
  const sealed = sealPending(ctx, { stateHash, authorization, codeVerifier, startedBy: { kind, id, name } });
  const startedById = kind === "user" ? id : null;
  await ctx.db.transaction(async (db) => {
    await db.delete(mcpSignIns).where(and(eq(mcpSignIns.serverName, serverName), eq(mcpSignIns.callerId, callerId)));
    await db
      .insert(mcpSignIns)
      .values({ stateHash, serverName, callerId, startedById, sealed, createdAt: now, expiresAt });
    const data = { server: serverName, caller_id: callerId, issuer: authorization.metadata.issuer };
    await appendAudit({ ...ctx, db }, { kind: "mcp_sign_in.started", subject: serverName, data });
  });
  return expiresAt;
}
