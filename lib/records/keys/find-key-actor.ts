import { and, eq, gt, isNull, or } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import { apiKeys } from "@/lib/db/schema";
import { keyActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";

type Remembered = { actor: Actor; untilMs: number };

/** How long a key that was good is taken for good without asking again: the bound on how late a revocation acts. */
const trustMs = 1_000;
const rememberedMax = 1_000;

/** The holder of an API key, or null when it is unknown, expired or revoked. */
export async function findKeyActor(ctx: Pick<Context, "db" | "clock">, key: string): Promise<Actor | null> {
  const remembered = globalState("key-actors", () => new WeakMap<object, Map<string, Remembered>>());
  // Per database, so that a test's keys are its own.
  const known = remembered.get(ctx.db) ?? new Map<string, Remembered>();
  remembered.set(ctx.db, known);
  const hash = sha256Hex(key);
  const nowMs = ctx.clock.now().getTime();
  const hit = known.get(hash);
  if (hit && hit.untilMs > nowMs) return hit.actor;
  known.delete(hash);
  const actor = await readKeyActor(ctx, hash);
  if (known.size >= rememberedMax) known.clear();
  if (actor) known.set(hash, { actor, untilMs: nowMs + trustMs });
  return actor;
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
