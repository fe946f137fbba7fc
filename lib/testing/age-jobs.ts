import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/database";

/** Lets time pass for the jobs that wait: when they are due is told by the database's clock, which no test can move. */
export async function ageJobs(db: Db, ms: number): Promise<void> {
  const age = sql`make_interval(secs => ${ms / 1000}::float8)`;
  await db.execute(sql`update jobs set run_at = run_at - ${age}, sent_at = sent_at - ${age}
    where state in ('queued', 'retrying')`);
}
