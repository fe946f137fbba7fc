import { AppError } from "@/lib/core/app-error";
import { sha256Hex } from "@/lib/core/crypto";
import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Actor, Context } from "@/lib/records/context";
import { countUnknownKey } from "@/lib/records/sign-ins/count-unknown-key";

/** An address that must wait: until when, what it sent that is no key, and how often it was looked up this second. */
type Wait = { untilMs: number; refused: Set<string>; second: number; looks: number };
type Pacing = { good: Set<string>; waits: Map<string, Wait> };

/** A key that is good but new to this process gets through a storm from its own address as long as it is below this. */
const looksMaxPerSecond = 20;
const keptMax = 1_000;

type PaceInput = { address: string; bearer: string; find(): Promise<Actor> };

/**
 * Finds who sends a bearer, and holds an address up that keeps sending unknown ones. A key that is good costs nothing
 * and is never held up once this process knows it; a storm of others costs the database at most a look or two dozen a
 * second. Throws what `find` throws, or `too_many_attempts`.
 */
export async function paceBearers(ctx: Omit<Context, "actor">, { address, bearer, find }: PaceInput): Promise<Actor> {
  const { good, waits } = pacingOf(ctx.db);
  const hash = sha256Hex(bearer);
  const nowMs = ctx.clock.now().getTime();
  const wait = waitOf({ waits, address, nowMs });
  if (wait && !good.has(hash) && !mayLook(wait, { hash, nowMs })) throw tooMany(wait.untilMs - nowMs);
  try {
    const actor = await find();
    if (good.size >= keptMax) good.clear();
    good.add(hash);
    return actor;
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== "unauthorized") throw error;
    good.delete(hash);
    if (wait) {
      if (wait.refused.size < keptMax) wait.refused.add(hash);
      throw tooMany(wait.untilMs - nowMs);
    }
    const waitMs = await countUnknownKey(ctx, { address });
    if (waitMs === 0) throw error;
    if (waits.size >= keptMax) waits.clear();
    waits.set(address, { untilMs: nowMs + waitMs, refused: new Set([hash]), second: 0, looks: 0 });
    throw tooMany(waitMs);
  }
}

function waitOf({ waits, address, nowMs }: { waits: Map<string, Wait>; address: string; nowMs: number }): Wait | null {
  const wait = waits.get(address);
  if (!wait) return null;
  if (nowMs < wait.untilMs) return wait;
  waits.delete(address);
  return null;
}

function mayLook(wait: Wait, { hash, nowMs }: { hash: string; nowMs: number }): boolean {
  if (wait.refused.has(hash)) return false;
  const second = Math.floor(nowMs / 1_000);
  if (wait.second !== second) Object.assign(wait, { second, looks: 0 });
  wait.looks += 1;
  return wait.looks <= looksMaxPerSecond;
}

function tooMany(waitMs: number): AppError {
  const retryAfterS = Math.max(1, Math.ceil(waitMs / 1_000));
  return new AppError({
    code: "too_many_attempts",
    detail: `Too many unknown keys came from this address. Try again in ${retryAfterS} s.`,
    hint: "Correct the key first: the header must read Authorization: Bearer ork_...",
    retryAfterS,
  });
}

function pacingOf(db: Db): Pacing {
  const all = globalState("bearer-pacing", () => new WeakMap<Db, Pacing>());
  const pacing = all.get(db) ?? { good: new Set(), waits: new Map() };
  all.set(db, pacing);
  return pacing;
}
