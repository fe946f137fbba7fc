import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { JobEventRow } from "@/lib/records/jobs/list-events";
import { openOther } from "@/lib/testing/open-other";
import { createTestContext } from "@/lib/testing/test-context";
import { cancelJob } from "./cancel-job";
import { followJob } from "./follow-job";
import { orchestrate } from "./orchestrate";
import { runningJobs } from "./running-jobs";
import { startWorker } from "./worker";

const ctx = await createTestContext();
const worker = startWorker(ctx);
afterAll(() => worker.stop());

async function startWaiting(seconds: number) {
  const { job } = await orchestrate(ctx, { intent: "system.wait", inputs: { seconds }, mode: "auto", wait_s: 0 });
  return job;
}

// PGlite is one process's own.
describe.runIf(process.env.TEST_DATABASE === "postgres")("another process on the same Postgres", () => {
  let other: Context;
  beforeAll(async () => {
    other = await openOther(ctx);
  });

  it("cancels what runs here within a second", async () => {
    const job = await startWaiting(300);
    await expect.poll(() => runningJobs(ctx.db).has(job.id)).toBe(true);
    const over = runningJobs(ctx.db).get(job.id)?.over;
    const startedMs = performance.now();
    expect(await cancelJob(other, job.id)).toMatchObject({ state: "cancelled" });
    expect(await over).toMatchObject({ state: "cancelled" });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it("goes on with a stream where this one stopped, and hears of the end at once", async () => {
    const job = await startWaiting(2);
    const first = followJob(ctx, { job, afterId: 0 });
    const told: JobEventRow[] = [];
    while (told.length < 3) {
      const news = await first.next();
      if (news.kind === "events") told.push(...news.events);
    }
    first.stop();
    expect(await first.next()).toEqual({ kind: "stopped" });
    const second = followJob(other, { job, afterId: told.at(-1)?.id ?? 0 });
    let news = await second.next();
    for (; news.kind === "events"; news = await second.next()) told.push(...news.events);
    second.stop();
    expect(news).toMatchObject({ kind: "ended", job: { state: "succeeded" } });
    const rows = await queryRows<{ id: number }>({
      db: ctx.db,
      query: sql`select id::int as id from job_events where job_id = ${job.id} order by id`,
    });
    expect(told.map(({ id }) => id)).toEqual(rows.map(({ id }) => id));
  });
});

it("follows a job whose notices do not come, as behind a pooler", async () => {
  const deaf = { ...ctx, db: Object.create(ctx.db) as Context["db"] };
  const job = await startWaiting(0.5);
  const follower = followJob(deaf, { job, afterId: 0 });
  let news = await follower.next();
  while (news.kind === "events") news = await follower.next();
  follower.stop();
  expect(news).toMatchObject({ kind: "ended", job: { state: "succeeded" } });
});
