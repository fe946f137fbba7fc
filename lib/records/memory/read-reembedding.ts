import { sql } from "drizzle-orm";
import type { ModelChange } from "@/lib/contracts/memory-models";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type Row = Omit<ModelChange, "seconds_left" | "state"> & { state: "embedding" | "dropping" | "ended" };

/** The change of model that is under way, else the latest; null where there was none. */
export async function findLatestReembedding({ db }: Pick<Context, "db">): Promise<ModelChange | null> {
  // JSON, because the drivers differ in how they give times.
  const [row] = await queryRows<{ change: Row }>({
    db,
    query: sql`
      select json_build_object('change_id', id, 'from', from_model, 'to', to_model, 'state', state, 'total', total,
        'done', done, 'refused', refused, 'rate_per_s', round(rate_per_s::numeric, 1),
        'is_running', held_by is not null and lease_until > now(), 'fault', fault, 'started_at', ${iso("started_at")},
        'switched_at', ${iso("switched_at")}, 'ended_at', ${iso("ended_at")}) as change
      from reembeddings order by (ended_at is null) desc, id desc limit 1`,
  });
  return row ? changeOf(row.change) : null;
}

function changeOf({ state, ...row }: Row): ModelChange {
  return { ...row, state: stateOf({ state, ...row }), seconds_left: secondsLeft({ state, ...row }) };
}

function stateOf({ state, switched_at }: Row): ModelChange["state"] {
  switch (state) {
    case "embedding":
      return "embedding";
    case "dropping":
      return switched_at === null ? "given_up" : "dropping";
    case "ended":
      return switched_at === null ? "given_up" : "done";
  }
}

function secondsLeft({ state, is_running, rate_per_s, total, done, refused }: Row): number | null {
  if (state !== "embedding" || !is_running || !rate_per_s) return null;
  return Math.ceil(Math.max(total - done - refused, 0) / rate_per_s);
}

function iso(column: string) {
  return sql.raw(`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`);
}
