import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type Remembered = { value: unknown; atMs: number };

/** How long what a caller was found to be is taken for true: the bound on how late a revocation acts. */
const trustMs = 1_000;
const rememberedMax = 1_000;

/**
 * What `read` says, or said within the last second for the same name on the same database. A miss (null) is not
 * remembered: whoever was just let in is let in at once.
 */
export async function remember<Value>(
  ctx: Pick<Context, "db" | "clock">,
  { name, read }: { name: string; read(): Promise<Value | null> },
): Promise<Value | null> {
  const known = remembered(ctx.db);
  const nowMs = ctx.clock.now().getTime();
  const hit = known.get(name);
  // A clock that was set back must not make it true for longer.
  if (hit && Math.abs(nowMs - hit.atMs) < trustMs) return hit.value as Value;
  known.delete(name);
  const value = await read();
  // Forgotten meanwhile: what was read may be of before.
  if (remembered(ctx.db) !== known) return value;
  if (known.size >= rememberedMax) known.clear();
  if (value !== null) known.set(name, { value, atMs: nowMs });
  return value;
}

/** Makes the next question of this process be asked again. */
export function forgetRemembered({ db }: Pick<Context, "db">): void {
  memories().delete(db);
}

function memories(): WeakMap<Db, Map<string, Remembered>> {
  return globalState("remembered", () => new WeakMap());
}

/** Per database, so that a test's callers are its own. */
function remembered(db: Db): Map<string, Remembered> {
  const all = memories();
  const known = all.get(db) ?? new Map<string, Remembered>();
  all.set(db, known);
  return known;
}
