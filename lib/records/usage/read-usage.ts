import { type SQL, sql } from "drizzle-orm";
import { isCallerId } from "@/lib/contracts/jobs-filter";
import type { Usage, UsageCallerKind, UsageGroup, UsageOutcome, UsageQuery, UsageRow } from "@/lib/contracts/usage";
import { otherName, unknownName } from "@/lib/contracts/usage";
import { queryRows } from "@/lib/db/database";
import { percentilesOf, type TimeCount } from "@/lib/policy/time-buckets";
import type { Context } from "@/lib/records/context";
import { intentFits } from "@/lib/records/intent-fits";
import { fromUsageCursor, toUsageCursor } from "./usage-cursor";
import { usageRange } from "./usage-range";
import { usageRows } from "./usage-rows";

type Row = {
  bucket: string | Date;
  intent?: string;
  mode?: string;
  caller_id?: string;
  caller_name: string;
  caller_kind: UsageCallerKind;
  outcome?: UsageOutcome;
  code?: string;
  namespace?: string;
  calls: number;
  failures: number;
  refused: number;
  cost_micros: number;
  times: string | null;
};

/**
 * A page of what was called in a time, by bucket and group: of the actor alone, or of everybody with the right to others'
 * jobs. Costs by the hours asked for, not by the age of the installation.
 */
export async function readUsage(ctx: Context, query: UsageQuery): Promise<Usage> {
  const range = usageRange(ctx, query);
  const { bucket, group: groups, cursor, limit } = query;
  const after = cursor === undefined ? null : fromUsageCursor({ cursor, size: groups.length + 1 });
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: usageRows({ range, bucket, groups, fits: usageFits(ctx, query), after, limit: limit + 1 }),
  });
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    from: range.from.toISOString(),
    to: range.to.toISOString(),
    rows: page.map((row) => usageRow({ row, groups })),
    next_cursor: rows.length > limit && last ? toUsageCursor(keyOf({ row: last, groups })) : null,
  };
}

/** What a query narrows to, and what the actor may see. */
export function usageFits({ actor }: Pick<Context, "actor">, query: Partial<UsageQuery>): SQL[] {
  const { intent, mode, caller, outcome, code, namespace } = query;
  const maySeeAll = actor.rights.includes("jobs_of_others") || actor.rights.includes("admin");
  return [
    ...(maySeeAll ? [] : [sql`caller_id = ${actor.id}`]),
    ...(intent ? [intentFits(intent)] : []),
    ...(mode ? [sql`mode = ${mode}`] : []),
    ...(caller ? [callerFits(caller)] : []),
    ...(outcome ? [sql`outcome in ${[...new Set(outcome.split(","))]}`] : []),
    ...(code ? [sql`code = ${code}`] : []),
    ...(namespace ? [sql`namespace = ${namespace}`] : []),
  ];
}

function callerFits(caller: string): SQL {
  const isId = isCallerId(caller) || caller.startsWith("grt_") || caller === unknownName || caller === otherName;
  return isId ? sql`caller_id = ${caller}` : sql`starts_with(lower(caller_name), lower(${caller}))`;
}

type Placed = { row: Row; groups: readonly UsageGroup[] };

function usageRow({ row, groups }: Placed): UsageRow {
  const { bucket, calls, failures, refused, cost_micros, times } = row;
  return {
    bucket: new Date(bucket).toISOString(),
    ...Object.fromEntries(groups.map((group) => [group, memberOf({ row, group })])),
    calls,
    failures,
    refused,
    cost_micros,
    ...percentilesOf(JSON.parse(times ?? "[]") as TimeCount[]),
  };
}

function memberOf({ row, group }: { row: Row; group: UsageGroup }) {
  if (group !== "caller") return row[group] ?? "";
  return { id: row.caller_id ?? "", name: row.caller_name, kind: row.caller_kind };
}

function keyOf({ row, groups }: Placed): string[] {
  const texts = groups.map((group) => (group === "caller" ? row.caller_id : row[group]) ?? "");
  return [new Date(row.bucket).toISOString(), ...texts];
}
