import { sql } from "drizzle-orm";
import { Webhook } from "standardwebhooks";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { forgetGlobalState } from "@/lib/core/global-state";
import { callbacks, jobs } from "@/lib/db/schema";
import { listBreakers } from "@/lib/engines/breakers";
import { rotateSecret } from "@/lib/records/callbacks/rotate-secret";
import { signingSecrets } from "@/lib/records/callbacks/signing-secrets";
import { takeCallbacks } from "@/lib/records/callbacks/take-callbacks";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import { insertJob } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { createReceiver } from "@/lib/testing/receiver";
import { createTestClock, type TestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { cancelJob } from "./cancel-job";
import { deliverDueCallbacks, startDeliveries } from "./deliver-callbacks";
import { orchestrate } from "./orchestrate";
import { resendCallback } from "./resend-callback";

const opened = await createTestContext();
const receiver = await createReceiver();
const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;
let clock: TestClock = createTestClock();
let ctx = opened;

beforeEach(async () => {
  forgetGlobalState("breakers");
  vi.spyOn(Math, "random").mockReturnValue(0);
  await opened.db.delete(callbacks);
  clock = createTestClock();
  ctx = { ...opened, clock };
  receiver.received.length = 0;
  receiver.answer = (response) => response.writeHead(204).end();
});

afterEach(() => {
  vi.restoreAllMocks();
  vi.useRealTimers();
});

/** Runs a read-only intent that asks to be called back. */
async function finishedJob(url = receiver.url, on = ctx): Promise<Job> {
  const call = { intent: "system.whoami", inputs: {}, mode: "auto", callback_url: url } as const;
  return (await orchestrate(on, call)).job;
}

const deliver = (options = {}) => deliverDueCallbacks(ctx, options);
const callbackOf = async (job: Job) =>
  (await findJobDetails(ctx, job)).callbacks[0] ?? expect.fail("there is no callback");
const verify = (secret: string, { headers, body }: (typeof receiver.received)[number]) =>
  new Webhook(secret).verify(body, headers as Record<string, string>);

it("posts the job's envelope, signed with the caller's secret, and is done at 204", async () => {
  const job = await finishedJob();
  expect(await callbackOf(job)).toMatchObject({ state: "waiting", attempts: [], next_at: clock.now().toISOString() });
  expect(await deliver()).toBe(1);
  const [delivery] = receiver.received;
  const [secret = ""] = await signingSecrets(ctx, { callerId: job.callerId });
  const verified = verify(secret, delivery ?? expect.fail("nothing came"));
  expect(verified).toEqual({
    status: "success",
    result: job.result?.value,
    mode: "agent",
    duration_ms: job.durationMs,
    job_id: job.id,
  });
  expect(delivery?.headers).toMatchObject({
    "content-type": "application/json; charset=utf-8",
    "webhook-id": job.id.replace("job_", "cbk_"),
  });
  const { state, attempts, next_at } = await callbackOf(job);
  expect({ state, next_at }).toEqual({ state: "delivered", next_at: null });
  expect(attempts).toEqual([
    { at: clock.now().toISOString(), status: 204, error: null, duration_ms: expect.any(Number) },
  ]);
  expect(await deliver()).toBe(0);
});

it("does not verify with another secret, nor when the body was changed", async () => {
  const job = await finishedJob();
  await deliver();
  const delivery = receiver.received[0] ?? expect.fail("nothing came");
  const [secret = ""] = await signingSecrets(ctx, { callerId: job.callerId });
  const [other = ""] = await signingSecrets(ctx, { callerId: "key_other" });
  expect(() => verify(other, delivery)).toThrow("No matching signature");
  expect(() => verify(secret, { ...delivery, body: delivery.body.replace("success", "failure") })).toThrow();
});

it("calls back a queued job at its end, whatever the end, and in the statement that ends it", async () => {
  const queued = {
    ...(await finishedJob("https://example.com/x")),
    state: "queued" as const,
    callbackUrl: receiver.url,
  };
  const job: Job = { ...queued, id: "job_01cancelled0000000000000000", result: null, finishedAt: null };
  await insertJob(ctx, job);
  expect((await findJobDetails(ctx, job)).callbacks).toEqual([]);
  await cancelJob(ctx, job.id);
  await ctx.db.delete(callbacks).where(sql`job_id <> ${job.id}`);
  await deliver();
  expect(JSON.parse(receiver.received[0]?.body ?? "")).toMatchObject({
    status: "error",
    code: "cancelled",
    job_id: job.id,
    request_id: "req_test",
  });
  expect(await moveJobs(ctx, { to: "cancelled", where: sql`id = ${job.id}` })).toEqual([]);
  expect(await ctx.db.$count(callbacks)).toBe(1);
});

it("enqueues nothing for a job that asked for no callback", async () => {
  await orchestrate(ctx, { intent: "system.whoami", inputs: {}, mode: "auto" });
  expect(await ctx.db.$count(callbacks)).toBe(0);
});

it("tries a receiver that answers 500 after 5 s, 5 min, 30 min, 2 h, 5 h and 10 h, and then no more", async () => {
  receiver.answer = (response) => response.writeHead(500).end("password=hunter2");
  const job = await finishedJob();
  for (const delay of [5 * second, 5 * minute, 30 * minute, 2 * hour, 5 * hour, 10 * hour]) {
    // Its host's breaker has a test of its own.
    forgetGlobalState("breakers");
    expect(await deliver()).toBe(1);
    clock.advance(delay - 1);
    expect(await deliver()).toBe(0);
    clock.advance(1);
  }
  forgetGlobalState("breakers");
  expect(await deliver()).toBe(1);
  const { state, attempts, next_at } = await callbackOf(job);
  expect({ state, next_at }).toEqual({ state: "failed", next_at: null });
  expect(attempts).toHaveLength(7);
  expect(new Set(attempts.map(({ error }) => error))).toEqual(new Set(["the receiver answered 500"]));
  expect(new Set(receiver.received.map(({ headers }) => headers["webhook-id"])).size).toBe(1);
});

it("gives up at once on a receiver that says 410", async () => {
  receiver.answer = (response) => response.writeHead(410).end();
  const job = await finishedJob();
  await deliver();
  expect(await callbackOf(job)).toMatchObject({ state: "failed", next_at: null, attempts: [{ status: 410 }] });
});

it("waits as long as a receiver asks with Retry-After", async () => {
  receiver.answer = (response) => response.writeHead(429, { "retry-after": "600" }).end();
  const job = await finishedJob();
  await deliver();
  expect((await callbackOf(job)).next_at).toBe(new Date(clock.now().getTime() + 10 * minute).toISOString());
});

it.each<[string, (typeof receiver)["answer"], number | null, string]>([
  [
    "redirects",
    (response) => response.writeHead(301, { location: receiver.url }).end(),
    301,
    "redirects are not followed",
  ],
  ["never answers", () => {}, null, "no answer in time"],
  ["hangs up", (response) => response.destroy(), null, "the connection failed"],
  ["answers 404", (response) => response.writeHead(404).end(), 404, "answered 404"],
])("tries again a receiver that %s", async (_what, answer, status, error) => {
  receiver.answer = answer;
  const job = await finishedJob();
  // The only one here that is waited for in vain; room enough for a busy machine to have sent it.
  await deliver(answer.length === 0 ? { timeoutMs: 1_500 } : {});
  expect(receiver.received).toHaveLength(1);
  const next = new Date(clock.now().getTime() + 5 * second).toISOString();
  expect(await callbackOf(job)).toMatchObject({
    state: "waiting",
    next_at: next,
    attempts: [{ status, error: expect.stringContaining(error) }],
  });
});

it("tries again a receiver that is down, and delivers when it is back", async () => {
  const down = await createReceiver();
  await down.close();
  const job = await finishedJob(down.url);
  await deliver();
  expect(await callbackOf(job)).toMatchObject({
    state: "waiting",
    attempts: [{ status: null, error: "the receiver was not reached: the connection was refused" }],
  });
});

it("counts a body without end as delivered when its status is good", async () => {
  receiver.answer = (response) => {
    const more = () => {
      while (!response.destroyed && response.write("x".repeat(16_384)));
    };
    response.on("drain", more);
    more();
  };
  const job = await finishedJob();
  await deliver();
  expect(await callbackOf(job)).toMatchObject({ state: "delivered", attempts: [{ status: 200 }] });
});

it("delivers once when two loops look at once", async () => {
  const made = await Promise.all(Array.from({ length: 6 }, () => finishedJob()));
  const counts = await Promise.all([deliver(), deliver(), deliver()]);
  expect(counts.reduce((sum, count) => sum + count)).toBe(6);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect(ids.sort()).toEqual(made.map(({ id }) => id.replace("job_", "cbk_")).sort());
});

it("sends again, under the same webhook-id, what a process sent and did not live to record", async () => {
  const job = await finishedJob();
  // The database goes away between sending and recording, as it would with the process.
  const broken = {
    ...ctx,
    db: new Proxy(ctx.db, { get: (db, name) => (name === "execute" ? refuse : Reflect.get(db, name)) }),
  };
  await deliverDueCallbacks(broken);
  expect(await callbackOf(job)).toMatchObject({ state: "waiting", attempts: [] });
  expect(await deliver()).toBe(0);
  clock.advance(minute + 1);
  expect(await deliver()).toBe(1);
  const ids = receiver.received.map(({ headers }) => headers["webhook-id"]);
  expect([ids.length, new Set(ids).size]).toEqual([2, 1]);
  expect(await callbackOf(job)).toMatchObject({ state: "delivered", attempts: [{ status: 204 }] });
});

it("lets a process that lost its lease keep its attempt and decide nothing", async () => {
  const job = await finishedJob();
  const slow = createReceiverGate();
  receiver.answer = slow.answer;
  const first = deliverDueCallbacks(ctx);
  await slow.reached;
  clock.advance(minute + 1);
  receiver.answer = (response) => response.writeHead(204).end();
  await deliver();
  slow.release(500);
  await first;
  const { state, attempts } = await callbackOf(job);
  expect({ state, statuses: attempts.map(({ status }) => status) }).toEqual({
    state: "delivered",
    statuses: [204, 500],
  });
});

it("hands back what is on its way when the process stops", async () => {
  const job = await finishedJob();
  receiver.answer = () => {};
  const stop = new AbortController();
  const reached = receiver.next();
  const delivery = deliverDueCallbacks({ ...ctx, signal: stop.signal });
  await reached;
  stop.abort();
  await delivery;
  expect(await callbackOf(job)).toMatchObject({ state: "waiting", attempts: [], next_at: clock.now().toISOString() });
  const [row] = await takeCallbacks(ctx, { limit: 1, leaseMs: 1 });
  expect(row?.attempt).toBe(1);
});

it("leaves a host alone after five failures in a row, probes it after its rest, and then delivers", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: clock.now() });
  receiver.answer = (response) => response.writeHead(503).end();
  for (const _ of [1, 2, 3, 4, 5]) {
    await finishedJob();
    await deliver();
  }
  const target = new URL(receiver.url).host;
  expect(listBreakers("caller")).toEqual([{ target, state: "open", retry_after_s: 30 }]);
  const job = await finishedJob();
  await deliver();
  expect(receiver.received).toHaveLength(5);
  const put = await callbackOf(job);
  expect(put).toMatchObject({ state: "waiting", attempts: [] });
  receiver.answer = (response) => response.writeHead(204).end();
  vi.setSystemTime(clock.now().getTime() + 31 * second);
  clock.advance(31 * second);
  await deliver();
  expect(listBreakers("caller")).toEqual([{ target, state: "closed", retry_after_s: 0 }]);
  await deliver();
  await deliver();
  expect(await callbackOf(job)).toMatchObject({ state: "delivered", attempts: [{ status: 204 }] });
});

it("counts an open breaker as an attempt after a day, and gives up no sooner than after all attempts", async () => {
  vi.useFakeTimers({ toFake: ["Date"], now: clock.now() });
  const advance = (ms: number) => {
    clock.advance(ms);
    vi.setSystemTime(clock.now());
  };
  receiver.answer = (response) => response.writeHead(503, { "retry-after": "90000" }).end();
  const job = await finishedJob();
  for (const _ of [1, 2, 3]) {
    await deliver();
    advance(10 * hour);
  }
  // Others open the breaker of the host, 30 hours after this job's end.
  for (const _ of [1, 2, 3, 4, 5]) await finishedJob();
  await ctx.db
    .update(callbacks)
    .set({ nextAt: new Date(clock.now().getTime() + minute) })
    .where(sql`job_id = ${job.id}`);
  await deliver();
  await deliver();
  expect(listBreakers("caller")).toMatchObject([{ state: "open" }]);
  await ctx.db.update(callbacks).set({ nextAt: clock.now() }).where(sql`job_id = ${job.id}`);
  await deliver();
  const put = await callbackOf(job);
  expect(put).toMatchObject({ state: "waiting", next_at: new Date(clock.now().getTime() + 2 * hour).toISOString() });
  expect(put.attempts.map(({ status }) => status)).toEqual([503, 503, 503, null]);
  expect(put.attempts[3]?.error).toBe("not sent: the receiver's host keeps failing and is left alone");
  receiver.answer = (response) => response.writeHead(204).end();
  advance(2 * hour);
  await deliver();
  expect((await callbackOf(job)).state).toBe("delivered");
});

it("signs with the secret before too, for 24 hours after a rotation", async () => {
  const first = await rotateSecret(ctx, { callerId: ctx.actor.id });
  const then = await rotateSecret(ctx, { callerId: ctx.actor.id });
  expect(then.secret).not.toBe(first.secret);
  expect(then.previous_until).toBe(new Date(clock.now().getTime() + 24 * hour).toISOString());
  await finishedJob();
  await deliver();
  const delivery = receiver.received[0] ?? expect.fail("nothing came");
  for (const { secret } of [first, then]) expect(verify(secret, delivery)).toMatchObject({ status: "success" });
  expect(String(delivery.headers["webhook-signature"]).split(" ")).toHaveLength(2);
  clock.advance(24 * hour);
  expect(await signingSecrets(ctx, { callerId: ctx.actor.id })).toEqual([then.secret]);
});

it("stores no secret that can be read, and sends nothing that it cannot sign", async () => {
  await rotateSecret(ctx, { callerId: ctx.actor.id });
  const rows = await ctx.db.execute(sql`select secret from callback_secrets`);
  expect(JSON.stringify(rows)).not.toContain("whsec_");
  const job = await finishedJob();
  await deliverDueCallbacks({ ...ctx, secretKey: "the secret key of another installation" });
  expect(receiver.received).toEqual([]);
  expect(await callbackOf(job)).toMatchObject({
    state: "failed",
    attempts: [{ status: null, error: expect.stringContaining("rotate it") }],
  });
});

it("sends again on demand without running the job again", async () => {
  const job = await finishedJob();
  await deliver();
  const before = await ctx.db.$count(jobs);
  const { callbacks: again } = await resendCallback(ctx, job.id);
  expect(again).toMatchObject([{ state: "waiting", attempts: [{ status: 204 }] }]);
  await deliver();
  expect(receiver.received.map(({ body }) => body)).toEqual(Array(2).fill(receiver.received[0]?.body));
  expect(await callbackOf(job)).toMatchObject({ state: "delivered", attempts: [{ status: 204 }, { status: 204 }] });
  expect(await ctx.db.$count(jobs)).toBe(before);
});

it("has all attempts before it again after a resend", async () => {
  receiver.answer = (response) => response.writeHead(410).end();
  const job = await finishedJob();
  await deliver();
  receiver.answer = (response) => response.writeHead(500).end();
  await resendCallback(ctx, job.id);
  await deliver();
  expect(await callbackOf(job)).toMatchObject({ state: "waiting", attempts: [{ status: 410 }, { status: 500 }] });
});

it("refuses a callback_url that can never be called, before anything runs", async () => {
  const before = await ctx.db.$count(jobs);
  for (const url of ["http://example.com/", "https://10.0.0.1/", "https://0x7f.1:25/", "https://me@example.com/"]) {
    await expect(finishedJob(url)).rejects.toMatchObject({
      code: "invalid_request",
      errors: [{ path: "callback_url", message: expect.stringMatching(/^must /) }],
    });
  }
  const closed = { ...ctx, env: { ...ctx.env, isLoopbackCallbackAllowed: false } };
  await expect(finishedJob(receiver.url, closed)).rejects.toMatchObject({ code: "invalid_request" });
  expect(await ctx.db.$count(jobs)).toBe(before);
});

it("sends nothing to this machine once that is switched off", async () => {
  const job = await finishedJob();
  await deliverDueCallbacks({ ...ctx, env: { ...ctx.env, isLoopbackCallbackAllowed: false } });
  expect(receiver.received).toEqual([]);
  expect(await callbackOf(job)).toMatchObject({ attempts: [{ error: expect.stringContaining("this machine") }] });
});

it("is woken at once by the end of a job, and stops when told", async () => {
  const deliveries = startDeliveries(opened);
  const came = receiver.next();
  const job = await finishedJob(receiver.url, opened);
  expect((await came).headers["webhook-id"]).toBe(job.id.replace("job_", "cbk_"));
  await deliveries.stop();
  expect(await callbackOf(job)).toMatchObject({ state: "delivered" });
});

it("brings many to their end, four at once to one host of one caller", async () => {
  let open = 0;
  let openMax = 0;
  receiver.answer = (response) => {
    openMax = Math.max(openMax, ++open);
    setImmediate(() => {
      open -= 1;
      response.writeHead(204).end();
    });
  };
  for (let n = 0; n < 30; n++) await finishedJob(receiver.url, opened);
  const all = new Promise<void>((resolve) => {
    const tick = (): unknown => (receiver.received.length === 30 ? resolve() : receiver.next().then(tick));
    tick();
  });
  const deliveries = startDeliveries(opened);
  await all;
  await deliveries.stop();
  expect(openMax).toBeLessThanOrEqual(4);
  expect(await ctx.db.$count(callbacks, sql`state = 'delivered'`)).toBe(30);
});

async function refuse() {
  throw new Error("the database is gone");
}

/** A receiver's answer that waits for the test. */
function createReceiverGate() {
  let release: (status: number) => void = () => {};
  let tell = () => {};
  const reached = new Promise<void>((resolve) => {
    tell = resolve;
  });
  const answer: (typeof receiver)["answer"] = (response) => {
    release = (status) => void response.writeHead(status).end();
    tell();
  };
  return { answer, reached, release: (status: number) => release(status) };
}
