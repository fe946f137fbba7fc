import { and, eq, gt, isNull, or } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { apiKeys } from "@/lib/db/schema";
import { keyActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";

/** The holder of an API key, or null when it is unknown, expired or revoked; a second later at the latest. */
export async function findKeyActor(ctx: Pick<Context, "db" | "clock">, key: string): Promise<Actor | null> {
  const hash = sha256Hex(key);
  return remember(ctx, { name: `key ${hash}`, read: () => readKeyActor(ctx, hash) });
}

async function readKeyActor(ctx: Pick<Context, "db" | "clock">, hash: string): Promise<Actor | null> {
  const now = ctx.clock.now();
  const [row] = await ctx.db
    .select()
    .from(apiKeys)
    .where(
      and(eq(apiKeys.hash, hash), isNull(apiKeys.revokedAt), or(isNull(apiKeys.expiresAt), gt(apiKeys.expiresAt, now))),
    );
  return row ? keyActor(row) : null;
}
