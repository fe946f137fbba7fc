// `npm run bench:list`: whether a page of GET /jobs costs the same with 1,000 and with 1,000,000 jobs. Needs BENCH_DATABASE_URL.
import { sql } from "drizzle-orm";
import postgres from "postgres";
import { JobsQuery } from "@/lib/contracts/jobs-filter";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { queryRows } from "@/lib/db/database";
import { openPostgres } from "@/lib/db/open-postgres";
import type { Context } from "@/lib/records/context";
import { listJobs } from "@/lib/records/jobs/list-jobs";

const server = process.env.BENCH_DATABASE_URL;
if (!server) throw new Error("Set BENCH_DATABASE_URL to a Postgres server where a database may be made.");
const name = `orchestrator_bench_${process.pid}`;
const admin = postgres(server, { max: 1, onnotice: () => {} });
await admin.unsafe(`create database ${name}`);
const url = new URL(server);
url.pathname = `/${name}`;
const database = await openPostgres({ url: url.href });
const rounds = 500;
const warmUpRounds = 200;

const ctx: Context = {
  db: database.db,
  env: parseEnv({}),
  clock: systemClock,
  log: createLog({ file: null, level: "silent" }),
  queue: embeddedQueue,
  secretKey: "the secret key of this benchmark only",
  actor: {
    kind: "user",
    id: "usr",
    name: "u",
    intents: [],
    namespace: "default",
    rights: ["jobs_of_others"],
    ownerId: null,
  },
  requestId: "bench",
  signal: new AbortController().signal,
};
const queries = {
  "newest page": {},
  "one state": { state: "failed" },
  "one intent": { intent: "memory.write" },
  "a page deep inside": { cursor: "" },
};

try {
  const small = await measure(1_000);
  const large = await measure(1_000_000);
  const rows = Object.keys(queries).map((title) => {
    const [few = 0, many = 0] = [small.get(title), large.get(title)];
    return `| ${title} | ${few.toFixed(2)} ms | ${many.toFixed(2)} ms | ${(many / few).toFixed(2)} |`;
  });
  process.stdout.write(
    ["", "| GET /jobs, p95 | 1,000 jobs | 1,000,000 jobs | ratio |", "|---|---|---|---|", ...rows, ""].join("\n"),
  );
} finally {
  await database.close();
  await admin.unsafe(`drop database ${name} with (force)`);
  await admin.end();
}

async function measure(count: number): Promise<Map<string, number>> {
  await ctx.db.execute(sql`truncate jobs`);
  await ctx.db.execute(sql`
    insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at)
    select 'job_' || lpad(to_hex(n), 26, '0'), (array['memory.write', 'memory.search', 'system.whoami'])[1 + n % 3], 'agent',
      case when n % 50 = 0 then 'failed' else 'succeeded' end, 'key_' || n % 20, 'k', '{}', 'req', now()
    from generate_series(1, ${count}::int) n`);
  await ctx.db.execute(sql`vacuum analyze jobs`);
  const cursor = `job_${Math.floor(count / 2)
    .toString(16)
    .padStart(26, "0")}`;
  const p95 = new Map<string, number>();
  for (const [title, query] of Object.entries(queries)) {
    const parsed = JobsQuery.parse("cursor" in query ? { cursor } : query);
    for (let round = 0; round < warmUpRounds; round++) await listJobs(ctx, parsed);
    const times: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const startedMs = performance.now();
      await listJobs(ctx, parsed);
      times.push(performance.now() - startedMs);
    }
    times.sort((left, right) => left - right);
    p95.set(title, times[Math.floor(rounds * 0.95)] ?? Number.NaN);
  }
  if (count > 1_000) await explain();
  return p95;
}

async function explain(): Promise<void> {
  const plan = await queryRows<{ "QUERY PLAN": string }>({
    db: ctx.db,
    query: sql`explain (costs off) select id from jobs where state = 'failed' order by id desc limit 21`,
  });
  process.stdout.write(`${plan.map((row) => row["QUERY PLAN"]).join("\n")}\n`);
}
