import { AppError } from "@/lib/core/app-error";
import { randomToken, sha256Hex } from "@/lib/core/crypto";
import { oauthCodes, oauthGrants } from "@/lib/db/schema-oauth";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";

type CreateGrantInput = {
  /** Made when the question was shown, so that one question is answered once. */
  id: string;
  clientId: string;
  clientName: string;
  userId: string;
  intents: string[];
  redirectUri: string;
  codeChallenge: string;
  resource: string;
};

const codeMs = 60_000;

/** Lets a program in, and answers with the authorization code that it turns into tokens within a minute. Throws `already_exists` for a second answer. */
export async function createGrant(ctx: Context, input: CreateGrantInput): Promise<string> {
  const { id, clientId, clientName, userId, intents, redirectUri, codeChallenge, resource } = input;
  const now = ctx.clock.now();
  const code = `oac_${randomToken(32)}`;
  await ctx.db.transaction(async (db) => {
    const made = await db
      .insert(oauthGrants)
      .values({ id, clientId, clientName, userId, intents, createdAt: now })
      .onConflictDoNothing()
      .returning({ id: oauthGrants.id });
    if (made.length === 0) throw alreadyAnswered();
    const expiresAt = new Date(now.getTime() + codeMs);
    const hash = sha256Hex(code);
    await db
      .insert(oauthCodes)
      .values({ hash, grantId: id, clientId, redirectUri, codeChallenge, resource, expiresAt });
    const data = { client_id: clientId, client_name: clientName, intents, redirect_uri: redirectUri };
    await appendAudit({ ...ctx, db }, { kind: "grant.created", subject: id, data });
  });
  return code;
}

function alreadyAnswered(): AppError {
  return new AppError({
    code: "already_exists",
    detail: "This question has been answered already.",
    hint: "Start again from the program that asks.",
  });
}
