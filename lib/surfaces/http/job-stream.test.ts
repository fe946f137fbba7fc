import { sql } from "drizzle-orm";
import { afterAll, describe, expect, it } from "vitest";
import { Envelope } from "@/lib/contracts/envelope";
import { JobEventData } from "@/lib/contracts/job-event";
import { startWorker } from "@/lib/dispatch/worker";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { operatorToken } from "@/lib/surfaces/process/operator-token";
import { readStream, readWhole, type Sent } from "@/lib/testing/read-stream";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import { watchersOf } from "@/lib/testing/watchers-of";
import { respondEvents } from "./respond-events";

const app = await createTestApp();
const key = await app.createKey();
const stopWatch = await startJobWatch(app.runtime.database);
const worker = startWorker(app.ctx);
afterAll(async () => {
  worker.stop();
  app.runtime.stop.abort();
  await stopWatch();
});

const accept = { accept: "text/event-stream" };
const kilobyte = 1024;

const waitFor = (seconds: number) => ({ intent: "system.wait", inputs: { seconds } });
const stream = (path: string, headers: Record<string, string> = {}) => app.send({ path, key, headers });

/** The stream of a new job, and the job's id from its first event. */
async function startStream(body: object, path = "/orchestrate") {
  const response = await app.send({ path, key, body, headers: accept });
  expect(response.status).toBe(200);
  const events = readStream(response);
  const first = (await events.next()).value as Sent;
  expect(first).toMatchObject({ id: null, event: "job" });
  return { response, events, id: String(first.data.job_id) };
}

/** A job that runs on and on, with as many events of output. */
async function stuckJob({ events, chars = 10 }: { events: number; chars?: number }): Promise<string> {
  const { events: opened, id } = await startStream(waitFor(300));
  for await (const { data } of opened) if (data.state === "running") break;
  await app.ctx.db.execute(sql`
    insert into job_events (job_id, type, data, at)
    select ${id}, 'output', json_build_object('text', repeat('x', ${chars}::int)), now()
    from generate_series(1, ${events}::int)`);
  return id;
}

async function findJobNow(id: string): Promise<Job> {
  const job = await findJob(app.ctx, id);
  if (!job) throw new Error(`no job ${id}`);
  return job;
}

/** A context whose reads from the database are counted. */
function countingContext() {
  const reads = { count: 0 };
  const db = new Proxy(app.ctx.db, {
    get(target, name) {
      if (name === "select") reads.count += 1;
      return Reflect.get(target, name);
    },
  });
  return { ctx: { ...app.ctx, db }, reads };
}

/** What the one who is `app.ctx.actor` would send. */
const asked = (id: string) =>
  new Request(`http://127.0.0.1:8000/jobs/${id}/events`, {
    headers: { authorization: `Bearer ${operatorToken(app.runtime.secretKey)}` },
  });
const cancel = (id: string) => app.send({ method: "POST", path: `/jobs/${id}/cancel`, key });

describe("a stream", () => {
  it("tells of a call from its record to its envelope, in order", async () => {
    const { response, events, id } = await startStream(waitFor(0.3));
    expect(response.headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
    expect(response.headers.get("cache-control")).toBe("no-cache, no-transform");
    expect(response.headers.get("x-accel-buffering")).toBe("no");
    const told: Sent[] = [];
    for await (const event of events) told.push(event);
    const states = told.flatMap(({ data }) => (data.state ? [data.state] : []));
    // An idle queue lets it begin without a turn.
    expect(states.filter((state) => state !== "queued")).toEqual(["running", "succeeded"]);
    expect(told.map(({ event }) => event)).toEqual(expect.arrayContaining(["output", "progress"]));
    const ids = told.slice(0, -1).map((event) => Number(event.id));
    expect(ids).toEqual([...ids].sort((left, right) => left - right));
    for (const { event, data } of told.slice(0, -1)) JobEventData[event as keyof typeof JobEventData].parse(data);
    const last = told.at(-1);
    expect(last).toMatchObject({ id: "end", event: "envelope" });
    expect(Envelope.parse(last?.data)).toMatchObject({ status: "success", job_id: id, mode: "agent" });
  });

  it("resumes after each of its events without a gap or a repeat", async () => {
    const { events, id } = await startStream(waitFor(0.2));
    const whole: Sent[] = [];
    for await (const event of events) whole.push(event);
    expect(whole.length).toBeGreaterThanOrEqual(5);
    expect(await readWhole(await stream(`/jobs/${id}/events`))).toEqual(whole);
    for (const [i, { id: lastId }] of whole.slice(0, -1).entries()) {
      const byHeader = await stream(`/jobs/${id}/events`, { "last-event-id": String(lastId) });
      expect(await readWhole(byHeader)).toEqual(whole.slice(i + 1));
      const byQuery = await stream(`/jobs/${id}/events?last_event_id=${lastId}`);
      expect(await readWhole(byQuery)).toEqual(whole.slice(i + 1));
    }
  });

  it("resumes while the job runs, and ends with the envelope of a failure", async () => {
    const id = await stuckJob({ events: 55 });
    const seen: Sent[] = [];
    // Every time another connection, which is cut after nine events: pages hold twenty.
    while (seen.length < 55) {
      const headers: Record<string, string> = seen.length ? { "last-event-id": String(seen.at(-1)?.id) } : {};
      const before = seen.length;
      for await (const event of readStream(await stream(`/jobs/${id}/events`, headers))) {
        seen.push(event);
        if (seen.length === before + 9) break;
      }
    }
    expect(new Set(seen.map((event) => event.id)).size).toBe(seen.length);
    const rest = readWhole(await stream(`/jobs/${id}/events`, { "last-event-id": String(seen.at(-1)?.id) }));
    expect((await cancel(id)).status).toBe(200);
    const ending = await rest;
    expect(ending.at(-2)).toMatchObject({ event: "state", data: { state: "cancelled" } });
    expect(ending.at(-1)).toMatchObject({ event: "envelope", data: { status: "error", code: "cancelled" } });
  });

  it("of a call that ended at once is its envelope alone", async () => {
    const body = { intent: "system.whoami", inputs: {} };
    const { job_id } = (await (await app.send({ path: "/orchestrate", key, body })).json()) as { job_id: string };
    const events = await readWhole(await stream(`/jobs/${job_id}/events`));
    expect(events).toMatchObject([{ event: "envelope", data: { status: "success", result: { caller: "test" } } }]);
  });

  it("is not offered again to whoever has its end", async () => {
    const { events, id } = await startStream(waitFor(0));
    for await (const _ of events);
    expect((await stream(`/jobs/${id}/events`, { "last-event-id": "end" })).status).toBe(204);
  });

  it("answers a twin of a finished call with the first one's events", async () => {
    const body = { intent: "memory.write", inputs: { text: "streamed once" } };
    const first = await startStream(body);
    const firstTold: Sent[] = [];
    for await (const event of first.events) firstTold.push(event);
    const second = await startStream(body, "/orchestrate");
    expect(second.response.headers.get("idempotency-replayed")).toBe("true");
    expect(second.id).toBe(first.id);
    const told: Sent[] = [];
    for await (const event of second.events) told.push(event);
    expect(told).toEqual(firstTold);
  });

  it("is given by /intents/{intent} and by a replay, too", async () => {
    const first = await startStream({ seconds: 0 }, "/intents/system.wait");
    for await (const _ of first.events);
    const second = await startStream({}, `/jobs/${first.id}/replay`);
    expect(second.id).not.toBe(first.id);
    for await (const { event, data } of second.events) if (event === "envelope") expect(data.status).toBe("success");
  });
});

describe("what never becomes a stream", () => {
  it.each([
    ["an unknown intent", { intent: "no.such", inputs: {} }, 404],
    ["inputs that are not valid", { intent: "system.wait", inputs: { seconds: 301 } }, 400],
    ["a misspelt field", { ...waitFor(1), wait: 1 }, 400],
  ])("%s is answered with the error envelope", async (_, body, status) => {
    const response = await app.send({ path: "/orchestrate", key, body, headers: accept });
    expect(response.status).toBe(status);
    await errorOf(response);
  });

  it.each(["application/json", "*/*", "text/event-stream;q=0", "text/event-streams"])(
    "a call that accepts %s gets its envelope",
    async (range) => {
      const body = { intent: "system.whoami", inputs: {} };
      const response = await app.send({ path: "/orchestrate", key, body, headers: { accept: range } });
      expect(await response.json()).toMatchObject({ status: "success" });
    },
  );

  it("an id that is none is refused by name", async () => {
    const { id, events } = await startStream(waitFor(0));
    for await (const _ of events);
    for (const lastId of ["abc", "-1", "1.5", "9".repeat(16)]) {
      const response = await stream(`/jobs/${id}/events`, { "last-event-id": lastId });
      expect(response.status).toBe(400);
      expect((await errorOf(response)).errors).toMatchObject([{ path: "last_event_id" }]);
    }
  });

  it("another caller's job is not there, and nobody's is nobody's", async () => {
    const { id, events } = await startStream(waitFor(0));
    for await (const _ of events);
    const other = await app.createKey();
    expect((await app.send({ path: `/jobs/${id}/events`, key: other })).status).toBe(404);
    expect((await app.send({ path: `/jobs/${id}/events` })).status).toBe(401);
  });
});

describe("a reader", () => {
  it("that is slow holds a page and no more: 10 MB wait in the database", async () => {
    const events = 640;
    const id = await stuckJob({ events, chars: 16 * kilobyte });
    const { ctx, reads } = countingContext();
    const reader = (
      respondEvents(ctx, { request: asked(id), job: await findJobNow(id) }).body as ReadableStream<Uint8Array>
    ).getReader();
    await reader.read();
    expect(reads.count).toBe(0);
    const page = await reader.read();
    // Whatever were read ahead would be read while these go by.
    for (let i = 0; i < 50; i++) await app.ctx.db.execute(sql`select 1`);
    expect(reads.count).toBe(1);
    await cancel(id);
    let bytes = page.value?.length ?? 0;
    for (let next = page; !next.done; next = await reader.read()) {
      expect(next.value.length).toBeLessThan(400 * kilobyte);
      bytes += next.value.length;
    }
    expect(bytes).toBeGreaterThan(events * 16 * kilobyte);
  });

  it("that hangs up is let go of, and the job goes on", async () => {
    const id = await stuckJob({ events: 0 });
    const before = watchersOf(app.ctx.db, id);
    const readers = await Promise.all(
      Array.from({ length: 50 }, async () => {
        const reader = (await stream(`/jobs/${id}/events`)).body?.getReader();
        await reader?.read();
        return reader;
      }),
    );
    // Some wait for what comes next, the others are between two reads.
    const waiting = readers.slice(0, 25).map((reader) => reader?.read().then(() => reader.read()));
    await expect.poll(() => watchersOf(app.ctx.db, id)).toBe(before + 25);
    await Promise.all(readers.map((reader) => reader?.cancel()));
    expect(watchersOf(app.ctx.db, id)).toBe(before);
    await Promise.all(waiting);
    const view = await (await stream(`/jobs/${id}`)).json();
    expect(view).toMatchObject({ status: "accepted", state: "running" });
    await cancel(id);
  });

  it("that never reads holds nothing", async () => {
    const id = await stuckJob({ events: 1 });
    const response = await stream(`/jobs/${id}/events`);
    expect(watchersOf(app.ctx.db, id)).toBe(0);
    await response.body?.cancel();
    await cancel(id);
  });

  it("is let go of when the process stops, and may come again", async () => {
    const stopping = new AbortController();
    const id = await stuckJob({ events: 1 });
    const ctx = { ...app.ctx, signal: stopping.signal };
    const told: Sent[] = [];
    for await (const event of readStream(respondEvents(ctx, { request: asked(id), job: await findJobNow(id) }))) {
      told.push(event);
      if (event.event === "output") stopping.abort();
    }
    expect(told.some(({ event }) => event === "envelope")).toBe(false);
    expect(watchersOf(app.ctx.db, id)).toBe(0);
    await cancel(id);
  });
});

it("wakes at the move of another process, whose notice comes from the database", async () => {
  const id = await stuckJob({ events: 0 });
  const events = readStream(await stream(`/jobs/${id}/events`));
  for await (const { data } of events) if (data.state === "running") break;
  const rest = readWhole(await stream(`/jobs/${id}/events`));
  const startedMs = performance.now();
  await moveJobs(app.ctx, { to: "expired", where: sql`id = ${id}` });
  expect((await rest).at(-2)).toMatchObject({ event: "state", data: { state: "expired" } });
  expect(performance.now() - startedMs).toBeLessThan(1_000);
});
