import { sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { hasEnded } from "@/lib/records/jobs/has-ended";

/** A file may be 10 MB, and PGlite does one statement at a time. */
const batchMax = 5;

type DeleteOldFilesInput = { /** Files that were made before this. */ before: Date };

/** Deletes one small batch of old files whose job has ended, or is not there any more; false when it was the last. */
export async function deleteOldFiles(ctx: Pick<Context, "db">, { before }: DeleteOldFilesInput): Promise<boolean> {
  const rows = await queryRows({
    db: ctx.db,
    query: sql`
      delete from job_files where id in (
        select id from job_files
        where id < ${smallestId("file", before.getTime())} and ${hasEnded(sql`job_files.job_id`)}
        order by id limit ${batchMax}::int
      ) returning id`,
  });
  return rows.length === batchMax;
}
