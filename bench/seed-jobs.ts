import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { smallestId } from "@/lib/core/ids";
import type { Database } from "@/lib/db/database";
import { openPglite } from "@/lib/db/open-pglite";
import { openPostgres } from "@/lib/db/open-postgres";

const dayMs = 86_400_000;
const days = 7;
const batch = 20_000;

/** Fills an installation that does not run yet with jobs of the last seven days, as an operator would find them. */
export async function seedJobs({ folder, count }: { folder: string; count: number }): Promise<void> {
  const url = process.env.BENCH_DATABASE_URL;
  mkdirSync(join(folder, "data"), { recursive: true, mode: 0o700 });
  const database: Database = url
    ? await openPostgres({ url })
    : await openPglite({ dataDir: join(folder, "data", "pglite") });
  const nowMs = Date.now();
  for (let first = 0; first < count; first += batch) {
    const rows = Array.from({ length: Math.min(batch, count - first) }, (_, n) => {
      const atMs = Math.floor(nowMs - ((first + n + 1) * days * dayMs) / count);
      return {
        id: `${smallestId("job", atMs).slice(0, 20)}${String(first + n).padStart(10, "0")}`,
        at: new Date(atMs),
      };
    });
    await database.db.execute(sql`
      insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at, started_at,
        finished_at, duration_ms, attempt, error)
      select id, (array['memory.write', 'memory.search', 'system.whoami', 'gmail.triage', 'ssh.exec.peek', 'mcp.files.read'])[1 + n % 6],
        (array['agent', 'agent', 'agent', 'flow', 'agent', 'mcp'])[1 + n % 6],
        case when n % 37 = 0 then 'failed' when n % 211 = 0 then 'cancelled' else 'succeeded' end,
        'key_' || n % 8, (array['nightly import', 'chatgpt', 'claude', 'ada@example.com'])[1 + n % 4], '{}', 'req', at, at,
        at + interval '1 second' * (n % 40) / 20, 5 + (n * 7919) % 900 + (n % 6) * 300, 1,
        case when n % 37 = 0 then '{"code":"upstream_failed","error":"The flow backend answered with 502 Bad Gateway."}'::json end
      from (
        select value ->> 'id' as id, (value ->> 'at')::timestamptz as at, ${first}::int + (row_number() over ())::int as n
        from json_array_elements(${JSON.stringify(rows)}::json)
      ) as made`);
  }
  await database.db.execute(sql`vacuum analyze jobs`);
  await database.close();
}
