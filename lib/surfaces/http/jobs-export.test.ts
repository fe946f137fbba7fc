import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { JobSummary } from "@/lib/contracts/envelope";
import { jobs } from "@/lib/db/schema";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const operator = await app.createKey({ rights: ["jobs_of_others"] });
const stranger = await app.createKey();
const hostile = '=cmd|"/C calc"!A1\nsecond line, with comma';
const kept = queuedJob({
  intent: "one.job",
  state: "failed",
  callerName: hostile,
  error: { code: "internal", error: "-1" },
});
await app.ctx.db.insert(jobs).values(kept);

const exported = async (query: string, key = operator) => app.send({ path: `/jobs/export?${query}`, key });

it("writes CSV that a spreadsheet reads as text", async () => {
  const response = await exported("format=csv&intent=one.job");
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(response.headers.get("content-disposition")).toBe('attachment; filename="jobs.csv"');
  const text = await response.text();
  expect(text.split("\r\n")).toEqual([
    "job_id,intent,mode,state,dry_run,caller,created_at,finished_at,duration_ms,attempt,attempts_max,replay_of,error",
    `${kept.id},one.job,agent,failed,,"'=cmd|""/C calc""!A1\nsecond line, with comma",${kept.createdAt.toISOString()},,,0,3,,'-1`,
    "",
  ]);
});

it("writes JSON as GET /jobs does", async () => {
  const body = (await (await exported("format=json&intent=one.job")).json()) as { jobs: unknown[]; note: null };
  expect(body.note).toBeNull();
  expect(body.jobs.map((job) => JobSummary.parse(job).caller)).toEqual([hostile]);
});

it("writes a whole file when nothing fits", async () => {
  expect(await (await exported("format=json&intent=nothing.here")).json()).toEqual({ jobs: [], note: null });
  expect((await (await exported("format=csv&intent=nothing.here")).text()).split("\r\n")).toHaveLength(2);
});

it("exports to a caller its own jobs alone", async () => {
  expect(await (await exported("format=json", stranger)).json()).toEqual({ jobs: [], note: null });
});

it("ends after 10,000 jobs with a note that there are more", async () => {
  await app.ctx.db.execute(sql`
    insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at)
    select 'job_00' || lpad(n::text, 24, '0'), 'very.many', 'agent', 'succeeded', 'k', 'k', '{}', 'req', to_timestamp(0)
    from generate_series(1, 10001) n`);
  const { jobs: rows, note } = (await (await exported("format=json&intent=very.many")).json()) as {
    jobs: { job_id: string }[];
    note: string;
  };
  expect(rows).toHaveLength(10_000);
  expect(new Set(rows.map(({ job_id }) => job_id)).size).toBe(10_000);
  expect(note).toContain("there are older ones");
  const lines = (await (await exported("format=csv&intent=very.many")).text()).split("\r\n");
  expect(lines).toHaveLength(10_003);
  expect(lines.at(-2)).toContain("there are older ones");
});

it.each(["", "format=xml", "format=csv&limit=5"])("answers 400 to /jobs/export?%s", async (query) => {
  expect((await exported(query)).status).toBe(400);
});
