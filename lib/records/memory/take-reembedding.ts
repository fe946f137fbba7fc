import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** A change of model that this process holds. */
export type HeldReembedding = {
  id: string;
  holder: string;
  state: "embedding" | "dropping";
  to: string;
  cursor: string;
};

/** How long a holder may be silent before another process goes on; longer than a provider may take for one batch. */
const leaseS = 60;
/** How long old vectors outlive the switch, for searches that began before it. */
const graceS = 60;

type TakeReembeddingInput = { holder: string; configured: string };

/**
 * Takes the change that is under way, or goes on holding it: to embed, only a process that is configured for the new
 * model can; to drop old vectors, any. Null when there is nothing to do now, or another process does it.
 */
export async function takeReembedding(
  ctx: Pick<Context, "db">,
  { holder, configured }: TakeReembeddingInput,
): Promise<HeldReembedding | null> {
  const [row] = await queryRows<Omit<HeldReembedding, "holder">>({
    db: ctx.db,
    query: sql`
      update reembeddings set held_by = ${holder}, lease_until = ${leaseEnd}
      where (held_by is null or held_by = ${holder} or lease_until < now()) and (
        (state = 'embedding' and to_model = ${configured})
        or (state = 'dropping' and coalesce(switched_at, progressed_at) < now() - make_interval(secs => ${graceS}::int))
      )
      returning id, state, to_model as to, cursor`,
  });
  return row ? { ...row, holder } : null;
}

/** The end of a lease that starts now, by the clock that all processes share. */
export const leaseEnd: SQL = sql.raw(`now() + make_interval(secs => ${leaseS})`);

/** Lets another process go on at once, and says why this one does not. */
export async function releaseReembedding(
  ctx: Pick<Context, "db">,
  { holder, fault = null }: { holder: string; fault?: string | null },
): Promise<void> {
  await ctx.db.execute(
    sql`update reembeddings set held_by = null, fault = ${fault}::text where held_by = ${holder} and state <> 'ended'`,
  );
}

/** Forgets why a change stood still, for one who tries again. */
export async function forgetFault(ctx: Pick<Context, "db">): Promise<void> {
  await ctx.db.execute(sql`update reembeddings set fault = null where fault is not null`);
}

/** Frees what a process held that was killed; for the start of the only process on a database. */
export async function freeReembedding(ctx: Pick<Context, "db">): Promise<void> {
  await ctx.db.execute(sql`update reembeddings set held_by = null where held_by is not null`);
}
