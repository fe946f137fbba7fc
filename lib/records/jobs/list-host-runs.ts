import { sql } from "drizzle-orm";
import type { HostRunEntry } from "@/lib/contracts/host-run";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { runningIntents } from "@/lib/records/hosts/running-intents";

type ListHostRunsInput = { alias: string; exceptJobId: string; limit: number };

/** How many of the newest runs of each intent are looked through: inputs have no index, and this must cost little. */
const depth = 500;
const commandCharsMax = 1_000;

/**
 * The last jobs on a host, by its alias, that the actor may see; newest first, among the newest 500 of each intent. What
 * was only looked at, or refused before it came there, is none.
 */
export async function listHostRuns(
  ctx: Pick<Context, "db" | "actor">,
  { alias, exceptJobId, limit }: ListHostRunsInput,
): Promise<HostRunEntry[]> {
  const mine = ctx.actor.rights.includes("jobs_of_others") ? sql`` : sql`and caller_id = ${ctx.actor.id}`;
  const newest = runningIntents.map(
    (intent) => sql`(select id, intent, state, caller_name, inputs, created_at, result, error from jobs
      where intent = ${intent} ${mine} order by id desc limit ${depth}::int)`,
  );
  const rows = await queryRows<HostRunEntry>({
    db: ctx.db,
    query: sql`select id as job_id, intent, state, caller_name as caller,
        left(coalesce(inputs ->> 'command', ''), ${commandCharsMax}::int) as command,
        (result #>> '{value,exit_code}')::int as exit_code,
        to_char(created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as created_at
      from (${sql.join(newest, sql` union all `)}) as newest
      where inputs ->> 'host' = ${alias} and id <> ${exceptJobId}
        and result ->> 'dryRunNote' is null and coalesce(error ->> 'mayHaveRun', 'true') = 'true'
      order by id desc limit ${limit}::int`,
  });
  return rows;
}
