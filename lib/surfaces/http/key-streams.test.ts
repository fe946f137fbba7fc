import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorker } from "@/lib/dispatch/worker";
import { startCallerWatch } from "@/lib/records/caller-watch";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { findKey } from "@/lib/records/keys/find-key";
import { revokeKey } from "@/lib/records/keys/revoke-key";
import { updateKey } from "@/lib/records/keys/update-key";
import { changeRole } from "@/lib/records/users/change-role";
import { addUser, testPassword } from "@/lib/testing/add-user";
import { createBrowser } from "@/lib/testing/browser";
import { keyActor } from "@/lib/testing/key-actor";
import { queuedJob } from "@/lib/testing/queued-job";
import { readWhole } from "@/lib/testing/read-stream";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const { ctx } = app;
const seer = await app.createKey({ rights: ["jobs_of_others"] });
const stops = [await startJobWatch(app.runtime.database), await startCallerWatch(app.runtime.database)];
const worker = startWorker(ctx);
afterAll(async () => {
  await worker.stop();
  app.runtime.stop.abort();
  for (const stop of stops) await stop();
});

/** Due for a minute: the embedded database's clock may be some seconds late on a busy machine. */
const dueJob = (callerId: string) => queuedJob({ callerId, runAt: new Date(Date.now() - 60_000) });
const pause = (id: string, paused = true) => updateKey(ctx, { id, change: { paused } });
const stateOf = async (id: string, key: string) =>
  ((await (await app.send({ path: `/jobs/${id}`, key })).json()) as { state: string }).state;

/** A stream that is being read; `isOver` says whether it has closed. */
function read(response: Response) {
  const told = { isOver: false, end: Promise.resolve() };
  told.end = readWhole(response).then(() => {
    told.isOver = true;
  });
  return told;
}

describe.each([
  ["is revoked", (id: string) => revokeKey(ctx, id)],
  ["is paused", (id: string) => pause(id)],
  ["may come from elsewhere only", (id: string) => updateKey(ctx, { id, change: { addresses: ["192.0.2.1"] } })],
  ["may see less", (id: string) => updateKey(ctx, { id, change: { rights: [] } })],
])("when a key %s", (_, change) => {
  it("its streams close and its long poll is answered, and nobody else's", async () => {
    const { key, actor } = await keyActor(ctx, { rights: ["jobs_of_others"] });
    const other = await app.createKey({ rights: ["jobs_of_others"] });
    const body = { intent: "system.wait", inputs: { seconds: 300 } };
    const running = await app.send({ path: "/orchestrate", key, body: { ...body, wait_s: 0 } });
    const { job_id } = (await running.json()) as { job_id: string };
    const call = { path: "/orchestrate", key, body, headers: { accept: "text/event-stream" } };
    const streams = [
      read(await app.send({ path: "/jobs/events", key })),
      read(await app.send({ path: `/jobs/${job_id}/events`, key })),
      read(await app.send(call)),
    ];
    const others = read(await app.send({ path: `/jobs/${job_id}/events`, key: other }));
    const poll = app.send({ path: `/jobs/${job_id}?wait=40`, key });
    await app.send({ path: "/jobs", key });
    await change(actor.id);
    await Promise.all(streams.map(({ end }) => end));
    expect([401, 403]).toContain((await poll).status);
    expect(others.isOver).toBe(false);
    await app.send({ method: "POST", path: `/jobs/${job_id}/cancel`, key: other });
    await others.end;
  }, 30_000);
});

it("the streams of a console user close when their sessions end", async () => {
  const user = await addUser(ctx, { email: "operator@example.com", role: "operator" });
  const browser = createBrowser(app);
  await browser.signIn(user.email, testPassword);
  const stream = read(await browser.send({ path: "/jobs/events" }));
  await browser.send({ path: "/jobs" });
  expect(stream.isOver).toBe(false);
  await changeRole(ctx, { id: user.id, change: { role: "viewer" } });
  await stream.end;
}, 30_000);

describe("the queued jobs of a paused key", () => {
  it("wait, while others run, and run when it goes on", async () => {
    const [paused, other] = [await keyActor(ctx), await keyActor(ctx)];
    await pause(paused.actor.id);
    const held = dueJob(paused.actor.id);
    const free = dueJob(other.actor.id);
    await insertJob(ctx, held);
    await insertJob(ctx, free);
    await expect.poll(() => stateOf(free.id, other.key), { timeout: 20_000 }).toBe("succeeded");
    expect(await stateOf(held.id, seer)).toBe("queued");
    await pause(paused.actor.id, false);
    await expect.poll(() => stateOf(held.id, paused.key), { timeout: 20_000 }).toBe("succeeded");
  }, 60_000);

  it("fail when it is revoked instead", async () => {
    const paused = await keyActor(ctx);
    await pause(paused.actor.id);
    const held = dueJob(paused.actor.id);
    await insertJob(ctx, held);
    await revokeKey(ctx, paused.actor.id);
    await expect.poll(() => stateOf(held.id, seer), { timeout: 20_000 }).toBe("failed");
  }, 60_000);
});

describe("another process", () => {
  // The same database by another name has its own memory of callers, as another process has.
  const there = { ...ctx, db: new Proxy(ctx.db, {}) };
  let stop = async () => {};
  beforeAll(async () => {
    stop = await startCallerWatch({ db: there.db, listen: app.runtime.database.listen });
  });
  afterAll(() => stop());

  it("hears of a pause, an edit and a revocation by a notice: its clock stands still", async () => {
    const { key, actor } = await keyActor(ctx);
    const seen = () => findKey(there, key);
    expect(await seen()).toMatchObject({ isPaused: false });
    await pause(actor.id);
    await expect.poll(seen).toMatchObject({ isPaused: true });
    await updateKey(ctx, { id: actor.id, change: { paused: false, intents: ["memory.*"] } });
    await expect.poll(seen).toMatchObject({ isPaused: false, actor: { intents: ["memory.*"] } });
    await revokeKey(ctx, actor.id);
    await expect.poll(seen).toBeNull();
  });
});
