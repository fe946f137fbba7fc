import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

/** Notes when the engine was told of jobs; one that has been started or ended meanwhile is left alone. */
export async function markSent(ctx: Context, { jobs }: { jobs: { id: string; attempt: number }[] }): Promise<void> {
  const sent = JSON.stringify(jobs.map(({ id, attempt }) => ({ id, attempt })));
  await queryRows({
    db: ctx.db,
    query: sql`
      update jobs set sent_at = now()
      from json_to_recordset(${sent}::json) as sent(id text, attempt int)
      where jobs.id = sent.id and jobs.attempt = sent.attempt and state in ('queued', 'retrying')`,
  });
}
