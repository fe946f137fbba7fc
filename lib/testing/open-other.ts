import { sql } from "drizzle-orm";
import { afterAll } from "vitest";
import { queryRows } from "@/lib/db/database";
import { openPostgres } from "@/lib/db/open-postgres";
import type { Context } from "@/lib/records/context";
import { startJobWatch } from "@/lib/records/jobs/job-watch";

/** The same Postgres through a pool and a listener of its own, as another process has it. */
export async function openOther(ctx: Context): Promise<Context> {
  const [row] = await queryRows<{ name: string }>({ db: ctx.db, query: sql`select current_database() as name` });
  const url = new URL(process.env.TEST_DATABASE_URL ?? "");
  url.pathname = `/${row?.name}`;
  const database = await openPostgres({ url: url.href, connectionsMax: 3 });
  const stopWatch = await startJobWatch(database);
  afterAll(async () => {
    await stopWatch();
    await database.close();
  });
  return { ...ctx, db: database.db };
}
