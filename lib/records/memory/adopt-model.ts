import { sql } from "drizzle-orm";
import { createId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { type ModelsInUse, readModels } from "./models-in-use";

/**
 * Makes the configured model the one that is to be in use: begins to change to it, goes on with that, or gives up the
 * change to another. The process that started last decides, where several are configured in different ways.
 */
export async function adoptModel(ctx: Context, { configured }: { configured: string }): Promise<void> {
  await ctx.db.transaction(async (tx) => {
    const inTx = { ...ctx, db: tx };
    await readModels(inTx, { configured });
    const { inUse, coming } = await lockModels(inTx);
    if (configured === inUse) return coming === null ? undefined : giveUp(inTx);
    if (configured === coming) return;
    await begin(inTx, { inUse, configured });
  });
}

/** Both models, which nobody changes, and by which nobody writes, before the transaction ends. */
export async function lockModels(ctx: Pick<Context, "db">): Promise<ModelsInUse> {
  const [row] = await queryRows<{ in_use: string; coming: string | null }>({
    db: ctx.db,
    query: sql`select in_use, coming from memory_model where id = 1 for update`,
  });
  if (!row) throw new Error("no model is in use");
  return { inUse: row.in_use, coming: row.coming };
}

/** What the change has stored so far is dropped as an old model's vectors are. */
async function giveUp(ctx: Context): Promise<void> {
  await ctx.db.execute(sql`update memory_model set coming = null where id = 1`);
  await ctx.db.execute(sql`
    update reembeddings set state = 'dropping', fault = null, progressed_at = now(), held_by = null
    where state = 'embedding'`);
}

async function begin(ctx: Context, { inUse, configured }: { inUse: string; configured: string }): Promise<void> {
  const id = createId("reembedding", ctx.clock.now().getTime());
  await ctx.db.execute(sql`
    update reembeddings set state = 'ended', fault = null, held_by = null, ended_at = now() where state <> 'ended'`);
  await ctx.db.execute(sql`update memory_model set coming = ${configured} where id = 1`);
  await ctx.db.execute(sql`
    insert into reembeddings (id, from_model, to_model, state, total, started_at, progressed_at)
    select ${id}, ${inUse}, ${configured}, 'embedding', count(*), now(), now() from memories
    where not exists (
      select from memory_vectors v join embedding_models e on e.id = v.model_id
      where e.name = ${configured} and v.memory_id = memories.id
    )`);
  await appendAudit(ctx, { kind: "memory_model.change_started", subject: id, data: { from: inUse, to: configured } });
}
