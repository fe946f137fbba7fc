import { Webhook } from "standardwebhooks";
import { beforeEach, expect, it } from "vitest";
import { JobView } from "@/lib/contracts/envelope";
import { forgetGlobalState } from "@/lib/core/global-state";
import { callbacks } from "@/lib/db/schema";
import { signingSecrets } from "@/lib/records/callbacks/signing-secrets";
import { findJob } from "@/lib/records/jobs/find-job";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import type { Job } from "@/lib/records/jobs/job";
import { probeTool } from "@/lib/testing/probe-tool";
import { createReceiver } from "@/lib/testing/receiver";
import { createTestClock } from "@/lib/testing/test-clock";
import { createTestContext } from "@/lib/testing/test-context";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { deliverDueCallbacks, startDeliveries } from "./deliver-callbacks";
import { jobView } from "./job-envelope";
import { resendCallback } from "./resend-callback";
import { runCall } from "./run-call";

const opened = await createTestContext();
const clock = createTestClock();
const ctx = { ...opened, clock };
const [first, second] = [await createReceiver(), await createReceiver()];
let lastN = 0;

beforeEach(async () => {
  forgetGlobalState("breakers");
  await ctx.db.delete(callbacks);
  for (const receiver of [first, second]) receiver.received.length = 0;
});

/** A tool that ends when the test says so, and calls of it with the same inputs. */
function createCalls() {
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { tool } = probeTool({ run: async (n) => ended.then(() => n) });
  const inputs = { n: ++lastN };
  const call = async (callbackUrl?: string) => {
    const request = { intent: tool.intent, inputs, mode: "auto" as const, wait_s: 0.02 };
    const url = callbackUrl === undefined ? {} : { callback_url: callbackUrl };
    return runCall(ctx, { request: { ...request, ...url }, route: { mode: "agent", tool }, input: inputs });
  };
  return { call, end };
}

const viewOf = async (job: Job) => JobView.parse(jobView(ctx, { job, ...(await findJobDetails(ctx, job)) }));
const idsOf = (receiver: typeof first) => receiver.received.map(({ headers }) => headers["webhook-id"]);

it("tells a twin that joins at its own address too, signed with the caller's secret", async () => {
  const { call, end } = createCalls();
  const { job } = await call(first.url);
  const joined = await call(second.url);
  expect(joined).toMatchObject({ isReplayed: true, job: { id: job.id } });
  expect(await viewOf(job)).toMatchObject({
    callback: null,
    callbacks: [{ url: second.url, state: "waiting", next_at: null, attempts: [] }],
  });
  expect(await deliverDueCallbacks(ctx)).toBe(0);
  end();
  const over = await awaitJob(ctx, { job, waitMs: 5_000 });
  await deliverDueCallbacks(ctx);
  expect([first.received.length, second.received.length]).toEqual([1, 1]);
  const [{ body, headers }] = second.received as [(typeof second.received)[number]];
  const [secret = ""] = await signingSecrets(ctx, { callerId: job.callerId });
  expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({ job_id: job.id });
  const own = job.id.replace("job_", "cbk_");
  expect(await viewOf(over)).toMatchObject({
    callback_url: first.url,
    callback: { id: own, url: first.url, state: "delivered" },
    callbacks: [
      { id: own },
      { id: expect.stringMatching(`^${own}_[0-9a-f]{16}$`), url: second.url, state: "delivered" },
    ],
  });
});

it("tells a twin that is answered with the result at once, though the first asked for no callback", async () => {
  const { call, end } = createCalls();
  end();
  const { job } = await call();
  const deliveries = startDeliveries(opened);
  const came = second.next();
  expect((await call(second.url)).isReplayed).toBe(true);
  expect(JSON.parse((await came).body)).toMatchObject({ status: "success", job_id: job.id });
  await deliveries.stop();
  expect(await viewOf(job)).toMatchObject({ callback: null, callbacks: [{ url: second.url, state: "delivered" }] });
});

it("wakes whoever delivers at the end of a job that only a twin asked to hear of", async () => {
  const { call, end } = createCalls();
  await call();
  await call(second.url);
  const deliveries = startDeliveries(opened);
  const came = second.next();
  end();
  expect(JSON.parse((await came).body)).toMatchObject({ status: "success" });
  await deliveries.stop();
});

it("tells each address once, however many twins name it", async () => {
  const { call, end } = createCalls();
  const { job } = await call(first.url);
  for (const url of [first.url, second.url, second.url]) await call(url);
  end();
  await awaitJob(ctx, { job, waitMs: 5_000 });
  for (const url of [first.url, second.url]) await call(url);
  for (const _ of [1, 2]) await deliverDueCallbacks(ctx);
  expect([idsOf(first).length, idsOf(second).length]).toEqual([1, 1]);
});

it("finds the end by itself when the notice of it and the twin crossed", async () => {
  const { call, end } = createCalls();
  const { job } = await call();
  await call(second.url);
  const [added] = await ctx.db.select().from(callbacks);
  end();
  await awaitJob(ctx, { job, waitMs: 5_000 });
  // As if the statement that ended the job had begun before the twin's.
  await ctx.db.update(callbacks).set({ nextAt: added?.nextAt ?? new Date(0) });
  expect(await deliverDueCallbacks(ctx)).toBe(0);
  clock.advance(15_000);
  expect(await deliverDueCallbacks(ctx)).toBe(1);
  expect(second.received).toHaveLength(1);
});

it("looks in vain while the job runs, without that counting as an attempt", async () => {
  const { call, end } = createCalls();
  const { job } = await call();
  await call(second.url);
  clock.advance(15_000);
  expect(await deliverDueCallbacks(ctx)).toBe(1);
  expect(second.received).toEqual([]);
  expect(await viewOf(job)).toMatchObject({ callbacks: [{ state: "waiting", attempts: [], next_at: null }] });
  await cancelJob(ctx, job.id);
  await deliverDueCallbacks(ctx);
  expect(JSON.parse(second.received[0]?.body ?? "")).toMatchObject({ status: "error", code: "cancelled" });
  end();
});

it("sends all of them again on demand", async () => {
  const { call, end } = createCalls();
  end();
  const { job } = await call(first.url);
  await call(second.url);
  await deliverDueCallbacks(ctx);
  expect((await resendCallback(ctx, job.id)).callbacks.map(({ state }) => state)).toEqual(["waiting", "waiting"]);
  await deliverDueCallbacks(ctx);
  for (const receiver of [first, second]) expect(new Set(idsOf(receiver)).size).toBe(1);
  expect([idsOf(first).length, idsOf(second).length]).toEqual([2, 2]);
});

it("refuses a twin's address after ten, and says so", async () => {
  const { call, end } = createCalls();
  end();
  const { job } = await call(first.url);
  for (let n = 0; n < 10; n++) await call(`${second.url}?${n}`);
  await expect(call(`${second.url}?10`)).rejects.toMatchObject({
    code: "idempotency_conflict",
    errors: [{ path: "callback_url" }],
  });
  expect((await call(`${second.url}?9`)).job.id).toBe(job.id);
  expect(await findJob(ctx, job.id)).toMatchObject({ callbackUrl: first.url });
});
