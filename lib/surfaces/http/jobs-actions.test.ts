import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { JobsActionResult, JobsCount } from "@/lib/contracts/jobs-actions";
import { jobs } from "@/lib/db/schema";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const operator = await app.createKey({ rights: ["jobs_of_others"] });
const viewer = await app.createKey({ intents: [], rights: ["jobs_of_others"] });
const narrow = await app.createKey({ intents: ["memory.*"], rights: ["jobs_of_others"] });

/** So many jobs that wait for nobody's worker, under an intent of their own. */
async function insertWaiting(count: number, intent: string): Promise<string[]> {
  const made = Array.from({ length: count }, () => queuedJob({ intent, callerId: "key_somebody" }));
  await app.ctx.db.insert(jobs).values(made);
  return made.map(({ id }) => id);
}

const stateOf = async (id: string) => (await app.ctx.db.select().from(jobs).where(sql`id = ${id}`))[0]?.state;

async function count(query: string, key = operator): Promise<JobsCount> {
  return JobsCount.parse(await (await app.send({ path: `/jobs/count?${query}`, key })).json());
}

const act = (action: string, filter: object, expected_count: number, key = operator) =>
  app.send({ path: `/jobs/${action}`, key, body: { filter, expected_count } });

it("counts what fits, and of that only what can be cancelled or replayed", async () => {
  const [first = ""] = await insertWaiting(3, "count.me");
  await app.send({ method: "POST", path: `/jobs/${first}/cancel`, key: operator });
  expect(await count("intent=count.me")).toEqual({ count: 3, is_more: false });
  expect(await count("intent=count.me&action=cancel")).toEqual({ count: 2, is_more: false });
  expect(await count("intent=count.me&action=replay")).toEqual({ count: 1, is_more: false });
  expect(await count("intent=count.me&state=succeeded&action=cancel")).toEqual({ count: 0, is_more: false });
});

it("cancels the jobs of a filter and no other", async () => {
  const ids = await insertWaiting(12, "cancel.these");
  const [other = ""] = await insertWaiting(1, "cancel.those");
  const response = await act("cancel", { intent: "cancel.these" }, 12);
  expect(JobsActionResult.parse(await response.json())).toEqual({ done: 12, refused: 0, refusals: [], left: 0 });
  expect(await Promise.all(ids.map(stateOf))).toEqual(ids.map(() => "cancelled"));
  expect(await stateOf(other)).toBe("queued");
});

it("replays each job of a filter once, as new jobs of whoever asks", async () => {
  const done = Array.from({ length: 3 }, () =>
    queuedJob({ intent: "system.whoami", state: "succeeded", callerName: "replay these", finishedAt: new Date() }),
  );
  await app.ctx.db.insert(jobs).values(done);
  const filter = { intent: "system.whoami", caller: "replay these", state: "succeeded" };
  const response = await act("replay", filter, 3);
  expect(await response.json()).toMatchObject({ done: 3, refused: 0 });
  const replays = await app.ctx.db.select().from(jobs).where(sql`replay_of is not null`);
  expect(replays.map(({ replayOf }) => replayOf).toSorted()).toEqual(done.map(({ id }) => id).toSorted());
  expect(new Set(replays.map(({ callerName }) => callerName))).toEqual(new Set(["test"]));
});

it.each([
  { expected: 200, name: "more was expected" },
  { expected: 2, name: "less was expected" },
])("does nothing when $name than there is", async ({ expected }) => {
  const [id = ""] = await insertWaiting(20, `changed.n${expected}`);
  const response = await act("cancel", { intent: `changed.n${expected}` }, expected);
  expect(response.status).toBe(409);
  expect(await errorOf(response)).toMatchObject({
    code: "count_changed",
    error: expect.stringContaining("20 jobs fit"),
  });
  expect(await stateOf(id)).toBe("queued");
});

it("lets a few jobs more or less pass, which move while a person reads", async () => {
  await insertWaiting(20, "drift.some");
  expect((await act("cancel", { intent: "drift.some" }, 17)).status).toBe(200);
});

it("acts on the newest 500 and says how many are left", { timeout: 60_000 }, async () => {
  await insertWaiting(510, "many.jobs");
  const result = JobsActionResult.parse(await (await act("cancel", { intent: "many.jobs" }, 510)).json());
  expect(result).toEqual({ done: 500, refused: 0, refusals: [], left: 10 });
  expect(await count("intent=many.jobs&state=queued")).toEqual({ count: 10, is_more: false });
});

it("lets a viewer count and change nothing", async () => {
  const [id = ""] = await insertWaiting(2, "not.yours");
  expect(await count("intent=not.yours&action=cancel", viewer)).toEqual({ count: 2, is_more: false });
  for (const action of ["cancel", "replay"]) {
    const filter = action === "cancel" ? { intent: "not.yours" } : { caller: "replay these", state: "succeeded" };
    const response = await act(action, filter, action === "cancel" ? 2 : 3, viewer);
    expect(response.status).toBe(403);
  }
  expect(await stateOf(id)).toBe("queued");
});

it("says which jobs it may not act on, and acts on the others", async () => {
  const [mine = ""] = await insertWaiting(1, "memory.mixed");
  const [theirs = ""] = await insertWaiting(1, "other.mixed");
  const filter = { state: "queued", q: "mixed" };
  const result = JobsActionResult.parse(await (await act("cancel", filter, 2, narrow)).json());
  expect(result).toMatchObject({ done: 1, refused: 1, refusals: [{ job_id: theirs, code: "forbidden" }] });
  expect(await stateOf(mine)).toBe("cancelled");
});

it.each([
  [{ filter: {} }, "expected_count"],
  [{ filter: {}, expected_count: 0 }, "expected_count"],
  [{ filter: { stat: "failed" }, expected_count: 1 }, "filter.stat"],
  [{ expected_count: 1 }, "filter"],
])("refuses the body %j", async (body, path) => {
  const response = await app.send({ path: "/jobs/cancel", key: operator, body });
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ errors: [{ path }] });
});
