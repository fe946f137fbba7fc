import { eq } from "drizzle-orm";
import { sha256Hex } from "@/lib/core/crypto";
import { apiKeys } from "@/lib/db/schema";
import { keyActor } from "@/lib/records/actors";
import type { Actor, Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";
import { keyState } from "./key-state";

/** Somebody's key, with what must be looked at before its holder counts as the actor. */
export type FoundKey = {
  /** Of the key itself; its holder may call as another (see `callerOf`). */
  id: string;
  actor: Actor;
  isPaused: boolean;
  /** Addresses and networks that it may come from; any when there are none. */
  addresses: string[];
};

/** The key that was sent, or null when it is unknown, expired or revoked; a second later at the latest. */
export async function findKey(ctx: Pick<Context, "db" | "clock">, key: string): Promise<FoundKey | null> {
  const hash = sha256Hex(key);
  return remember(ctx, { name: `key ${hash}`, read: () => readKey(ctx, hash) });
}

async function readKey(ctx: Pick<Context, "db" | "clock">, hash: string): Promise<FoundKey | null> {
  const [row] = await ctx.db.select().from(apiKeys).where(eq(apiKeys.hash, hash));
  if (!row) return null;
  const state = keyState(row, ctx.clock.now());
  if (state !== "active" && state !== "paused") return null;
  return { id: row.id, actor: keyActor(row), isPaused: state === "paused", addresses: row.addresses };
}
