import { sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { type JobRow, toJobRow } from "./job-row";
import { rowColumns } from "./walk-sql";

type ReadJobRowsInput = { ids: readonly string[] } | { madeAfterMs: number; limit: number };

/** Jobs by their ids, or the newest of those made after a moment; whoever asked for them. */
export async function readJobRows(ctx: Pick<Context, "db">, input: ReadJobRowsInput): Promise<JobRow[]> {
  const which =
    "ids" in input
      ? sql`id in (select json_array_elements_text(${JSON.stringify(input.ids)}::json))`
      : sql`id >= ${smallestId("job", input.madeAfterMs)} order by id desc limit ${input.limit}::int`;
  const rows = await queryRows({ db: ctx.db, query: sql`select ${rowColumns} from jobs where ${which}` });
  return rows.map(toJobRow);
}
