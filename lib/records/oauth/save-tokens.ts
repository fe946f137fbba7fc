import { sha256Hex } from "@/lib/core/crypto";
import { oauthTokens } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";
import { tokenLifetimes } from "./token-lifetimes";

type SaveTokensInput = { grantId: string; accessToken: string; refreshToken: string };

/** Keeps the hashes of a new pair of tokens. */
export async function saveTokens(ctx: Pick<Context, "db" | "clock">, input: SaveTokensInput): Promise<void> {
  const { grantId, accessToken, refreshToken } = input;
  const after = (seconds: number) => new Date(ctx.clock.now().getTime() + seconds * 1000);
  await ctx.db.insert(oauthTokens).values([
    { hash: sha256Hex(accessToken), grantId, kind: "access", expiresAt: after(tokenLifetimes.accessS) },
    { hash: sha256Hex(refreshToken), grantId, kind: "refresh", expiresAt: after(tokenLifetimes.refreshS) },
  ]);
}
