import { eq, sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { createId } from "@/lib/core/ids";
import { jobs } from "@/lib/db/schema";
import { createTestContext } from "@/lib/testing/test-context";
import { listHostRuns } from "./list-host-runs";

const ctx = await createTestContext();
const all = { ...ctx, actor: { ...ctx.actor, rights: ["jobs_of_others" as const] } };
let atMs = Date.now();

type Ran = { intent: string; host: string; callerId?: string; exitCode?: number };

async function addJob({ intent, host, callerId = "key_other", exitCode }: Ran) {
  atMs += 1;
  const id = createId("job", atMs);
  await ctx.db.insert(jobs).values({
    id,
    intent,
    mode: "agent",
    state: "succeeded",
    callerId,
    callerName: "someone",
    inputs: { host, command: "x".repeat(2_000) },
    requestId: "req_1",
    createdAt: new Date(atMs),
    ...(exitCode !== undefined && { result: { value: { exit_code: exitCode } } }),
  });
  return id;
}

it("finds the last runs on a host, of both intents, newest first and without the one that asks", async () => {
  const first = await addJob({ intent: "ssh.exec", host: "web-1" });
  await addJob({ intent: "ssh.exec", host: "web-2" });
  await addJob({ intent: "memory.write", host: "web-1" });
  const second = await addJob({ intent: "ssh.exec.peek", host: "web-1", exitCode: 2 });
  const asking = await addJob({ intent: "ssh.exec", host: "web-1" });
  const runs = await listHostRuns(all, { alias: "web-1", exceptJobId: asking, limit: 5 });
  expect(runs.map(({ job_id, exit_code }) => [job_id, exit_code])).toEqual([
    [second, 2],
    [first, null],
  ]);
  expect(runs[0]).toMatchObject({ intent: "ssh.exec.peek", caller: "someone", command: "x".repeat(1_000) });
  expect(runs[0]?.created_at).toMatch(/^\d{4}-.*Z$/);
});

it("leaves out what never ran there: a dry run, and what was refused before", async () => {
  const ran = await addJob({ intent: "ssh.exec", host: "web-4" });
  const looked = await addJob({ intent: "ssh.exec", host: "web-4" });
  const refused = await addJob({ intent: "ssh.exec", host: "web-4" });
  const result = { value: {}, dryRunNote: "Set confirm_dangerous=true" };
  await ctx.db.update(jobs).set({ result }).where(eq(jobs.id, looked));
  const error = { code: "command_refused", error: "no", mayHaveRun: false } as const;
  await ctx.db.update(jobs).set({ state: "failed", error }).where(eq(jobs.id, refused));
  const runs = await listHostRuns(all, { alias: "web-4", exceptJobId: "", limit: 5 });
  expect(runs.map(({ job_id }) => job_id)).toEqual([ran]);
});

it("shows nobody the runs of others who may not see them", async () => {
  const own = await addJob({ intent: "ssh.exec", host: "web-3", callerId: ctx.actor.id });
  await addJob({ intent: "ssh.exec", host: "web-3" });
  const few = { ...ctx, actor: { ...ctx.actor, rights: [] } };
  const runs = await listHostRuns(few, { alias: "web-3", exceptJobId: "", limit: 5 });
  expect(runs.map(({ job_id }) => job_id)).toEqual([own]);
});

it("reads no more than the newest of each intent, by an index", async () => {
  await ctx.db.execute(sql`insert into jobs (id, intent, mode, state, caller_id, caller_name, inputs, request_id, created_at)
    select 'job_' || lpad(n::text, 26, '0'), case when n % 10 = 0 then 'ssh.exec' else 'memory.write' end, 'agent', 'succeeded', 'key_x', 'x',
      '{"host":"old"}', 'req_1', now() from generate_series(1, 20000) as n`);
  await ctx.db.execute(sql`analyze jobs`);
  const runs = await listHostRuns(all, { alias: "old", exceptJobId: "", limit: 5 });
  expect(runs).toHaveLength(5);
  const plan = await ctx.db.execute(
    sql`explain select id from jobs where intent = 'ssh.exec' order by id desc limit 500`,
  );
  expect(JSON.stringify(plan)).toContain("jobs_by_intent");
});
