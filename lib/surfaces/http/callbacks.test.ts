import { beforeEach, expect, it } from "vitest";
import { RotatedSecret } from "@/lib/contracts/callback";
import { JobView } from "@/lib/contracts/envelope";
import { forgetGlobalState } from "@/lib/core/global-state";
import { jobs } from "@/lib/db/schema";
import { deliverDueCallbacks } from "@/lib/dispatch/deliver-callbacks";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { createReceiver } from "@/lib/testing/receiver";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const receiver = await createReceiver();
const key = await app.createKey();

beforeEach(() => forgetGlobalState("breakers"));

async function makeJob(members: object = { callback_url: receiver.url }): Promise<string> {
  const response = await app.send({
    path: "/orchestrate",
    key,
    body: { intent: "system.whoami", inputs: {}, ...members },
  });
  return ((await response.json()) as { job_id: string }).job_id;
}

async function viewOf(id: string) {
  return JobView.parse(await (await app.send({ path: `/jobs/${id}`, key })).json());
}

const resend = (id: string, by = key) => app.send({ method: "POST", path: `/jobs/${id}/callback/resend`, key: by });
const rotate = (by: string | undefined, body?: unknown) =>
  app.send({ method: "POST", path: "/callback-secret/rotate", key: by, ...(body !== undefined && { body }) });

it("shows every attempt on the job", async () => {
  const id = await makeJob();
  expect((await viewOf(id)).callback).toMatchObject({ state: "waiting", attempts: [] });
  await deliverDueCallbacks(app.ctx);
  expect((await viewOf(id)).callback).toEqual({
    id: id.replace("job_", "cbk_"),
    url: receiver.url,
    state: "delivered",
    attempts: [{ at: expect.any(String), status: 204, error: null, duration_ms: expect.any(Number) }],
    next_at: null,
  });
});

it("shows no callback on a job that asked for none", async () => {
  expect((await viewOf(await makeJob({}))).callback).toBeNull();
});

it("sends again with 200, and runs nothing", async () => {
  const id = await makeJob();
  await deliverDueCallbacks(app.ctx);
  const before = [await app.ctx.db.$count(jobs), receiver.received.length] as const;
  const response = await resend(id);
  expect(response.status).toBe(200);
  expect(JobView.parse(await response.json()).callback).toMatchObject({ state: "waiting" });
  await deliverDueCallbacks(app.ctx);
  expect([await app.ctx.db.$count(jobs), receiver.received.length]).toEqual([before[0], before[1] + 1]);
  expect(receiver.received.at(-1)?.headers["webhook-id"]).toBe(id.replace("job_", "cbk_"));
});

it("refuses to resend for a job of another caller with 404, as for one that never was", async () => {
  const id = await makeJob();
  for (const response of [await resend(id, await app.createKey()), await resend("job_none")]) {
    expect(response.status).toBe(404);
    expect((await errorOf(response)).code).toBe("job_not_found");
  }
});

it("refuses to resend before the job has ended with 409", async () => {
  const id = await makeJob();
  await app.ctx.db.update(jobs).set({ state: "queued", result: null, runAt: new Date(Date.now() + 3_600_000) });
  const response = await resend(id);
  expect(response.status).toBe(409);
  expect((await errorOf(response)).code).toBe("job_not_finished");
});

it("refuses to resend where there is no callback_url with 400", async () => {
  expect((await errorOf(await resend(await makeJob({})))).code).toBe("invalid_request");
});

it("refuses to resend, and to rotate, without a good key with 401", async () => {
  expect((await resend("job_x", "ork_wrong")).status).toBe(401);
  expect((await rotate(undefined)).status).toBe(401);
});

it("rotates the caller's own secret, with no body and with an empty one", async () => {
  const first = RotatedSecret.parse(await (await rotate(key)).json());
  expect(first).toMatchObject({ secret: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{43}=$/) });
  const then = RotatedSecret.parse(await (await rotate(key, {})).json());
  expect(then.caller_id).toBe(first.caller_id);
  expect([then.secret === first.secret, then.previous_until === null]).toEqual([false, false]);
});

it("rotates another caller's secret for an admin alone", async () => {
  const { caller_id } = RotatedSecret.parse(await (await rotate(key)).json());
  const admin = await app.createKey({ rights: ["admin"] });
  expect((await rotate(await app.createKey(), { caller_id })).status).toBe(403);
  expect(RotatedSecret.parse(await (await rotate(admin, { caller_id })).json()).caller_id).toBe(caller_id);
  expect((await errorOf(await rotate(admin, { caller_id: "key_nobody" }))).code).toBe("not_found");
  expect((await errorOf(await rotate(admin, { callerid: "x" }))).code).toBe("invalid_request");
});

it("refuses a callback_url that can never be called with 400, naming the field", async () => {
  const body = { intent: "system.whoami", inputs: {}, callback_url: "https://169.254.169.254/latest" };
  const error = await errorOf(await app.send({ path: "/orchestrate", key, body }));
  expect(error).toMatchObject({ code: "invalid_request", errors: [{ path: "callback_url" }] });
});

it("names its own targets in /ready to anybody, and the hosts that callers named to insiders alone", async () => {
  await callTarget("embeddings", { kind: "operator", isUp: true });
  await callTarget("fine.example.com", { kind: "caller", isUp: true });
  await callTarget("bad.example.com", { kind: "caller", isUp: false });
  const ready = async (by?: string) => (await app.send({ path: "/ready", key: by })).json();
  const forAnybody = {
    status: "ready",
    checks: { database: "ok" },
    breakers: [{ target: "embeddings", state: "closed", retry_after_s: 0 }],
    callback_hosts: { known: 2, resting: 1 },
  };
  for (const by of [undefined, key, "ork_wrong"]) expect(await ready(by)).toEqual(forAnybody);
  const admin = await app.createKey({ rights: ["admin"] });
  expect(await ready(admin)).toMatchObject({
    callback_hosts: { breakers: [{ target: "fine.example.com" }, { target: "bad.example.com", state: "open" }] },
  });
});

function callTarget(target: string, { kind, isUp }: { kind: "operator" | "caller"; isUp: boolean }): Promise<unknown> {
  const rules = { failuresMax: 1, restMs: 60_000 };
  const call = { target, kind, rules, isTargetsFault: () => true, detail: "It is down.", hint: "Check it." };
  return runThroughBreaker(call, () => (isUp ? Promise.resolve() : Promise.reject(new Error("down")))).catch(() => {});
}

it("says on a resend that a receiver is left alone, and until when", async () => {
  const id = await makeJob();
  receiver.answer = (response) => response.writeHead(503).end();
  await callTarget(new URL(receiver.url).host, { kind: "caller", isUp: false });
  const before = Date.now();
  const { callback } = JobView.parse(await (await resend(id)).json());
  expect(callback).toMatchObject({ state: "waiting", note: expect.stringContaining("left alone until next_at") });
  const waitsMs = Date.parse(callback?.next_at ?? "") - before;
  expect([waitsMs > 50_000, waitsMs < 62_000]).toEqual([true, true]);
  receiver.answer = (response) => response.writeHead(204).end();
  await deliverDueCallbacks(app.ctx);
  expect((await viewOf(id)).callback?.attempts).toEqual([]);
});
