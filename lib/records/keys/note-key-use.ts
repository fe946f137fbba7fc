import { sql } from "drizzle-orm";
import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type Uses = {
  /** When each key's use was written last, in milliseconds. */
  writtenMs: Map<string, number>;
  due: Map<string, Date>;
  timer: NodeJS.Timeout | null;
};

/** Once a minute is enough to see which keys are in use. */
const writeAfterMs = 60_000;
/** The uses of so long are written together, after their answers. */
const gatherMs = 1_000;
const keysMax = 10_000;

/** Notes that a key was used. Nothing waits for it: it is written a moment later, a key once a minute, all in one statement. */
export function noteKeyUse(ctx: Pick<Context, "db" | "clock" | "log">, id: string): void {
  const uses = usesOf(ctx.db);
  const now = ctx.clock.now();
  const sinceMs = Math.abs(now.getTime() - (uses.writtenMs.get(id) ?? Number.NEGATIVE_INFINITY));
  if (sinceMs < writeAfterMs || uses.due.size >= keysMax) return;
  if (uses.writtenMs.size >= keysMax) uses.writtenMs.clear();
  uses.writtenMs.set(id, now.getTime());
  uses.due.set(id, now);
  uses.timer ??= setTimeout(() => void writeKeyUses(ctx), gatherMs).unref();
}

/** Writes what was noted, now. Another process may have done so within the minute; a failure costs only these notes. */
export async function writeKeyUses(ctx: Pick<Context, "db" | "log">): Promise<void> {
  const uses = usesOf(ctx.db);
  if (uses.timer) clearTimeout(uses.timer);
  uses.timer = null;
  const due = [...uses.due].map(([id, at]) => ({ id, at: at.toISOString() }));
  uses.due.clear();
  if (due.length === 0) return;
  try {
    await ctx.db.execute(sql`
      update api_keys set last_used_at = used.at
      from json_to_recordset(${JSON.stringify(due)}::json) as used (id text, at timestamptz)
      where api_keys.id = used.id
        and (last_used_at is null or last_used_at <= used.at - make_interval(secs => ${writeAfterMs / 1_000}::float8))`);
  } catch (error) {
    ctx.log.warn({ err: error }, "when keys were last used could not be written");
  }
}

function usesOf(db: Db): Uses {
  const all = globalState("key-uses", () => new WeakMap<Db, Uses>());
  const uses = all.get(db) ?? { writtenMs: new Map(), due: new Map(), timer: null };
  all.set(db, uses);
  return uses;
}
