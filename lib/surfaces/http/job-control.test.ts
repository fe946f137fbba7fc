import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { JobList, JobView } from "@/lib/contracts/envelope";
import { apiKeys } from "@/lib/db/schema";
import { runningJobs } from "@/lib/dispatch/running-jobs";
import { startWorker } from "@/lib/dispatch/worker";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { createTestClock } from "@/lib/testing/test-clock";

const clock = createTestClock();
const app = await createTestApp({ clock });
const key = await app.createKey();
const stopWatch = await startJobWatch(app.runtime.database);
const worker = startWorker(app.ctx);
afterAll(async () => {
  worker.stop();
  app.runtime.stop.abort();
  await stopWatch();
});

const waitFor = (seconds: number) => ({ intent: "system.wait", inputs: { seconds } });
const unknown = `job_${"0".repeat(26)}`;
const post = (path: string, { body, headers }: { body?: unknown; headers?: Record<string, string> } = {}, as = key) =>
  app.send({ method: "POST", path, key: as, ...(body !== undefined && { body }), ...(headers && { headers }) });

async function view(id: string, query = ""): Promise<JobView> {
  return JobView.parse(await (await app.send({ path: `/jobs/${id}${query}`, key })).json());
}

/** A job that has been started and goes on for five minutes, or to its end when it is a short one. */
async function startJob(seconds: number): Promise<string> {
  const response = await post("/orchestrate", { body: { ...waitFor(seconds), wait_s: 0 } });
  expect(response.status).toBe(202);
  const { job_id } = (await response.json()) as { job_id: string };
  if (seconds > 1) await expect.poll(() => runningJobs(app.ctx.db).has(job_id)).toBe(true);
  else expect((await view(job_id, "?wait=20")).state).toBe("succeeded");
  return job_id;
}

/** Changes what every key may call; a known one is trusted for a second. */
async function allow(intents: string[]): Promise<void> {
  await app.ctx.db.update(apiKeys).set({ intents });
  clock.advance(1_001);
}

describe("cancel", () => {
  it("ends a running tool within a second, for its caller and for itself", async () => {
    const id = await startJob(300);
    const over = runningJobs(app.ctx.db).get(id)?.over;
    const waiting = view(id, "?wait=40");
    const startedMs = performance.now();
    const cancelled = JobView.parse(await (await post(`/jobs/${id}/cancel`)).json());
    expect(cancelled).toMatchObject({ status: "error", state: "cancelled", code: "cancelled", next_attempt_at: null });
    expect(await waiting).toMatchObject({ state: "cancelled", error: "The job was cancelled by test." });
    await over;
    expect(performance.now() - startedMs).toBeLessThan(1_000);
    expect(runningJobs(app.ctx.db).has(id)).toBe(false);
  });

  it("ends a running tool within a second when another process says so", async () => {
    const id = await startJob(300);
    const over = runningJobs(app.ctx.db).get(id)?.over;
    const startedMs = performance.now();
    await moveJobs(app.ctx, { to: "cancelled", where: sql`id = ${id}` });
    expect(await over).toMatchObject({ state: "cancelled" });
    expect(performance.now() - startedMs).toBeLessThan(1_000);
  });

  it("is refused for a job that has ended, one of another caller, one that never was, and nobody", async () => {
    const id = await startJob(0);
    const ended = await post(`/jobs/${id}/cancel`);
    expect(ended.status).toBe(409);
    expect(await errorOf(ended)).toMatchObject({ code: "job_finished", error: expect.stringContaining("succeeded") });
    expect((await post(`/jobs/${id}/cancel`, {}, await app.createKey())).status).toBe(404);
    expect((await post(`/jobs/${unknown}/cancel`)).status).toBe(404);
    expect((await app.send({ method: "POST", path: `/jobs/${id}/cancel` })).status).toBe(401);
  });

  it("takes no fields", async () => {
    const response = await post(`/jobs/${unknown}/cancel`, { body: { reason: "why not" } });
    expect(response.status).toBe(400);
    expect(await errorOf(response)).toMatchObject({ errors: [{ path: "reason" }] });
  });
});

describe("replay", () => {
  it("makes a new job that names the first one, which stays as it is", async () => {
    const id = await startJob(0);
    const before = await view(id);
    const response = await post(`/jobs/${id}/replay`);
    expect(response.status).toBe(200);
    const { job_id } = (await response.json()) as { job_id: string };
    expect(await view(job_id)).toMatchObject({ replay_of: id, inputs: { seconds: 0 }, attempt: 1, attempts_max: 3 });
    expect(await view(id)).toEqual(before);
    const { jobs } = JobList.parse(await (await app.send({ path: "/jobs", key })).json());
    expect(jobs.find((job) => job.job_id === job_id)).toMatchObject({
      replay_of: id,
      attempt: 1,
      next_attempt_at: null,
    });
  });

  it("runs what changes something again, where the same request would only be answered again", async () => {
    const body = { intent: "memory.write", inputs: { text: "again" } };
    const first = await post("/orchestrate", { body });
    const { job_id } = (await first.json()) as { job_id: string };
    const replayed = await post(`/jobs/${job_id}/replay`);
    expect(replayed.headers.get("idempotency-replayed")).toBeNull();
    expect(await replayed.json()).not.toMatchObject({ job_id });
  });

  it("takes other inputs, and checks them", async () => {
    const id = await startJob(0);
    const other = await post(`/jobs/${id}/replay`, { body: { inputs: { seconds: 0.01, message: "other" } } });
    const { job_id } = (await other.json()) as { job_id: string };
    expect((await view(job_id)).inputs).toEqual({ seconds: 0.01, message: "other" });
    const wrong = await post(`/jobs/${id}/replay`, { body: { inputs: { seconds: -1 } } });
    expect(await errorOf(wrong)).toMatchObject({ code: "invalid_inputs", errors: [{ path: "inputs.seconds" }] });
    const misspelt = await post(`/jobs/${id}/replay`, { body: { input: {} } });
    expect(await errorOf(misspelt)).toMatchObject({ code: "invalid_request", errors: [{ path: "input" }] });
  });

  it("passes the gate again: a key that lost the intent is refused", async () => {
    const id = await startJob(0);
    await allow(["memory.*"]);
    const response = await post(`/jobs/${id}/replay`);
    await allow(["*"]);
    expect(response.status).toBe(403);
    expect(await errorOf(response)).toMatchObject({ code: "forbidden" });
  });

  it("is refused for a job of another caller, one that never was, and nobody", async () => {
    const id = await startJob(0);
    expect((await post(`/jobs/${id}/replay`, {}, await app.createKey())).status).toBe(404);
    expect((await post(`/jobs/${unknown}/replay`)).status).toBe(404);
    expect((await app.send({ method: "POST", path: `/jobs/${id}/replay` })).status).toBe(401);
  });
});

describe("Prefer", () => {
  const slow = { intent: "system.wait", inputs: { seconds: 300 } };

  async function prefer(header: string, body: object = slow, path = "/orchestrate") {
    const response = await post(path, { body, headers: { prefer: header } });
    const answer = (await response.json()) as { job_id: string; poll_url?: string };
    const applied = response.headers.get("preference-applied");
    if (response.status === 202) await post(`/jobs/${answer.job_id}/cancel`);
    return { status: response.status, applied };
  }

  it("respond-async answers at once with a job", async () => {
    expect(await prefer("respond-async")).toEqual({ status: 202, applied: "respond-async" });
    expect(await prefer("respond-async", { seconds: 300 }, "/intents/system.wait")).toEqual({
      status: 202,
      applied: "respond-async",
    });
    const id = await startJob(0);
    const body = { inputs: { seconds: 300 } };
    expect(await prefer("respond-async", body, `/jobs/${id}/replay`)).toEqual({
      status: 202,
      applied: "respond-async",
    });
  });

  it("wait=N waits as long", async () => {
    expect(await prefer("wait=0")).toEqual({ status: 202, applied: "wait=0" });
    expect(await prefer("wait=20", waitFor(0.01))).toEqual({ status: 200, applied: "wait=20" });
  });

  it("gives way to the body's wait_s", async () => {
    expect(await prefer("respond-async", { ...waitFor(0.01), wait_s: 20 })).toEqual({ status: 200, applied: null });
  });
});

it("shows when a job is tried again, and that it has not failed yet", async () => {
  const id = await startJob(300);
  await moveJobs(app.ctx, {
    to: "retrying",
    where: sql`id = ${id}`,
    patch: { error: { code: "upstream_failed", error: "down" }, delayMs: 60_000 },
  });
  const retrying = await view(id);
  expect(retrying).toMatchObject({ status: "accepted", state: "retrying", attempt: 1, attempts_max: 3 });
  const inMs = new Date(retrying.next_attempt_at ?? 0).getTime() - Date.now();
  expect(inMs).toBeGreaterThan(50_000);
  expect(inMs).toBeLessThanOrEqual(60_000);
  expect((await post(`/jobs/${id}/cancel`)).status).toBe(200);
});

it("wakes a long poll at the end of its job, not at what it tells", async () => {
  const id = await startJob(300);
  const waiting = view(id, "?wait=40");
  const startedMs = performance.now();
  await moveJobs(app.ctx, { to: "expired", where: sql`id = ${id}` });
  expect((await waiting).state).toBe("expired");
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});

it("stops waiting for a job when its caller has gone, and lets the job go on", async () => {
  const id = await startJob(300);
  const caller = new AbortController();
  const headers = { authorization: `Bearer ${key}` };
  const waiting = app.handle(
    new Request(`http://127.0.0.1:8000/jobs/${id}?wait=40`, { headers, signal: caller.signal }),
  );
  const startedMs = performance.now();
  caller.abort();
  await waiting;
  expect(performance.now() - startedMs).toBeLessThan(2_000);
  expect((await view(id)).state).toBe("running");
  await post(`/jobs/${id}/cancel`);
});
