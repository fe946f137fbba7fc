import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { leaseEnd } from "./lease";

type ExtendLeasesInput = { heldBy: string; held: { id: string; attempt: number }[]; leaseMs: number };

/** A sign of life for the jobs of a process; answers with those that it still holds, by id. */
export async function extendLeases(ctx: Context, { heldBy, held, leaseMs }: ExtendLeasesInput): Promise<Set<string>> {
  const rows = await queryRows<{ id: string }>({
    db: ctx.db,
    query: sql`
      update jobs set lease_until = ${leaseEnd(leaseMs)}
      from json_to_recordset(${JSON.stringify(held)}::json) as mine(id text, attempt int)
      where jobs.id = mine.id and jobs.attempt = mine.attempt and state = 'running' and held_by = ${heldBy}
      returning jobs.id`,
  });
  return new Set(rows.map((row) => row.id));
}
