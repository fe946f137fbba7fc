import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "./context";
import { isDue } from "./jobs/due";
import { isLeaseOver } from "./jobs/lease";

/** Up to here each is counted, so that no backlog is gone through whole. */
const limit = sql.raw("limit 10000");

const counts = {
  queued: sql`jobs where state = 'queued'`,
  retrying: sql`jobs where state = 'retrying'`,
  running: sql`jobs where state = 'running'`,
  awaiting_approval: sql`jobs where state = 'awaiting_approval'`,
  leasesHeld: sql`jobs where state = 'running' and not ${isLeaseOver}`,
  leasesExpired: sql`jobs where state = 'running' and ${isLeaseOver}`,
  due: sql`jobs where state in ('queued', 'retrying') and ${isDue}`,
  approvals: sql`approvals where state = 'waiting'`,
  callbacks: sql`callbacks where state = 'waiting'`,
  callbacksFailing: sql`callbacks where state = 'waiting' and attempt > 0 and (lease_until is null or lease_until < now())`,
  embeddings: sql`memories where needs_embedding`,
} satisfies Record<string, SQL>;

const agesS = {
  dueS: sql`run_at as at from jobs where state in ('queued', 'retrying') and ${isDue}`,
  approvalS: sql`created_at as at from approvals where state = 'waiting'`,
  callbackS: sql`next_at as at from callbacks
    where state = 'waiting' and next_at <= now() and (lease_until is null or lease_until < now())`,
} satisfies Record<string, SQL>;

/** How many of each there are, up to 10,000. */
export type LoadCounts = Record<keyof typeof counts, number>;
/** For how long, in seconds, the oldest has waited; 0 without any. */
export type LoadAges = Record<keyof typeof agesS, number>;

/** What waits and what runs in the whole installation, by one statement along the small indexes that there are for it. */
export async function readLoadFacts(ctx: Pick<Context, "db">): Promise<LoadCounts & LoadAges> {
  const counted = Object.entries(counts).map(
    ([name, from]) => sql`${text(name)}, (select count(*) from (select from ${from} ${limit}) counted)`,
  );
  const aged = Object.entries(agesS).map(
    ([name, columns]) => sql`${text(name)},
      (select coalesce(extract(epoch from now() - min(at)), 0) from (select ${columns} ${limit}) aged)`,
  );
  const [row] = await queryRows<{ facts: LoadCounts & LoadAges }>({
    db: ctx.db,
    query: sql`select json_build_object(${sql.join([...counted, ...aged], sql`, `)}) as facts`,
  });
  if (!row) throw new Error("the database counted nothing");
  return row.facts;
}

/** A name of ours, as it stands in the statement: one that never changes is planned once. */
function text(name: string): SQL {
  return sql.raw(`'${name}'`);
}
