import { expect, it } from "vitest";
import { Attention } from "@/lib/contracts/attention";
import { callbacks, jobs } from "@/lib/db/schema";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const operator = await app.createKey({ rights: ["jobs_of_others"] });
const stranger = await app.createKey();
const now = app.ctx.clock.now();
const attention = async (key = operator) => Attention.parse(await (await app.send({ path: "/attention", key })).json());

type CallbackRow = typeof callbacks.$inferInsert;

async function insertCallback(given: Partial<CallbackRow>): Promise<string> {
  const job = queuedJob({ intent: "told.once", state: "succeeded" });
  await app.ctx.db.insert(jobs).values(job);
  const base = { callerId: job.callerId, url: "https://Receiver.example/hook?x=1", nextAt: now, createdAt: now };
  await app.ctx.db
    .insert(callbacks)
    .values({ id: `cb_${job.id}`, jobId: job.id, state: "waiting", attempt: 0, ...base, ...given });
  return job.id;
}

it("says that nothing needs a person when nothing does", async () => {
  expect(await attention()).toMatchObject({ failed_jobs: { count: 0, is_more: false }, alerts: [], callbacks: [] });
});

it("counts what failed or expired in the last hour", async () => {
  const failed = queuedJob({ state: "failed" });
  await app.ctx.db.insert(jobs).values([failed, queuedJob({ state: "expired" }), queuedJob({ state: "cancelled" })]);
  expect((await attention()).failed_jobs).toEqual({
    count: 2,
    is_more: false,
    since: new Date(now.getTime() - 3_600_000).toISOString(),
  });
});

it("lists the callbacks that failed or were given up, and no other", async () => {
  await insertCallback({});
  await insertCallback({ state: "delivered", attempt: 1 });
  await insertCallback({ attempt: 1, leaseUntil: new Date(now.getTime() + 30_000) });
  const again = await insertCallback({ attempt: 2 });
  const givenUp = await insertCallback({ state: "failed", attempt: 7 });
  const facts = { intent: "told.once", host: "receiver.example" };
  expect((await attention()).callbacks.toSorted((left, right) => left.attempts - right.attempts)).toEqual([
    { job_id: again, state: "waiting", attempts: 2, next_at: now.toISOString(), ...facts },
    { job_id: givenUp, state: "failed", attempts: 7, next_at: null, ...facts },
  ]);
});

it("tells a caller without the right to others' jobs of its own alone", async () => {
  expect(await attention(stranger)).toMatchObject({ failed_jobs: { count: 0 }, callbacks: [] });
});

it("answers 400 to a query", async () => {
  expect((await app.send({ path: "/attention?x=1", key: operator })).status).toBe(400);
});
