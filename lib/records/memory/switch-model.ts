import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { lockModels } from "./adopt-model";
import { idsOf, isHeld } from "./reembed-batch";
import type { HeldReembedding } from "./take-reembedding";

/**
 * Puts the new model in use, at once for every process, unless a memory has no vector of it and was not refused either
 * (`incomplete`), or another process has taken the change over (`lost`). Writes that are under way are waited for.
 */
export async function switchModel(
  ctx: Context,
  { held }: { held: HeldReembedding },
): Promise<"switched" | "incomplete" | "lost"> {
  // Looked for twice, so that the writers who wait for the second look seldom wait for nothing.
  if (await isIncomplete(ctx, held)) return "incomplete";
  return ctx.db.transaction(async (tx) => {
    const inTx = { ...ctx, db: tx };
    const { inUse, coming } = await lockModels(inTx);
    if (coming !== held.to) return "lost";
    if (await isIncomplete(inTx, held)) return "incomplete";
    const [change] = await queryRows<{ done: number; refused: number }>({
      db: tx,
      query: sql`
        update reembeddings set state = 'dropping', total = done + refused, fault = null, switched_at = now(),
          progressed_at = now(), held_by = null
        where ${isHeld(held)} returning done, refused`,
    });
    if (!change) return "lost";
    await tx.execute(sql`update memory_model set in_use = ${held.to}, coming = null where id = 1`);
    await tx.execute(sql`
      update memories set needs_embedding = false where needs_embedding and exists (
        select from memory_vectors v where v.memory_id = memories.id and v.model_id = any(${idsOf(held.to)})
      )`);
    const data = { from: inUse, to: held.to, memories: change.done, refused: change.refused };
    await appendAudit(inTx, { kind: "memory_model.switched", subject: held.id, data });
    return "switched";
  });
}

/** Those that are marked wait for the sweep, which comes after the switch too. */
async function isIncomplete(ctx: Pick<Context, "db">, { to }: HeldReembedding): Promise<boolean> {
  const [row] = await queryRows<{ is_incomplete: boolean }>({
    db: ctx.db,
    query: sql`select exists (
      select from memories m where not m.needs_embedding and not exists (
        select from memory_vectors v where v.memory_id = m.id and v.model_id = any(${idsOf(to)})
      )) as is_incomplete`,
  });
  return row?.is_incomplete ?? false;
}
