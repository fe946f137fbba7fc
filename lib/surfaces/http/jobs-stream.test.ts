import { afterAll, expect, it } from "vitest";
import { JobsEventData } from "@/lib/contracts/jobs-event";
import { jobs } from "@/lib/db/schema";
import { startWorker } from "@/lib/dispatch/worker";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { queuedJob } from "@/lib/testing/queued-job";
import { readStream } from "@/lib/testing/read-stream";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();
const stranger = await app.createKey();
const operator = await app.createKey({ rights: ["jobs_of_others"] });
const stopWatch = await startJobWatch(app.runtime.database);
const worker = startWorker(app.ctx);
afterAll(async () => {
  worker.stop();
  app.runtime.stop.abort();
  await stopWatch();
});

/** What a stream tells from now on, until `isEnough`. */
async function follow(query: string, as: string, isEnough: (told: Told) => boolean, act: () => Promise<unknown>) {
  const response = await app.send({ path: `/jobs/events${query}`, key: as });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const stream = readStream(response);
  const told: Told = { states: [], gone: [], gaps: 0 };
  const first = stream.next();
  await act();
  for (let next = await first; !next.done; next = await stream.next()) {
    if (next.value.event === "gap") told.gaps += 1;
    else {
      const { jobs: rows, gone } = JobsEventData.jobs.parse(next.value.data);
      told.states.push(...rows.map(({ job_id, state }) => `${job_id} ${state}`));
      told.gone.push(...gone);
    }
    if (isEnough(told)) break;
  }
  await stream.return(undefined);
  return told;
}

type Told = { states: string[]; gone: string[]; gaps: number };

async function call(intent: string, inputs: object): Promise<string> {
  const body = { intent, inputs, wait_s: 0 };
  return ((await (await app.send({ path: "/orchestrate", key, body })).json()) as { job_id: string }).job_id;
}

it("tells of a new job and of its end, and last as it is", async () => {
  let id = "";
  const told = await follow(
    "",
    key,
    ({ states }) => states.at(-1)?.endsWith(" succeeded") ?? false,
    async () => {
      id = await call("memory.write", { text: "followed" });
    },
  );
  expect(new Set(told.states.map((state) => state.split(" ")[0]))).toEqual(new Set([id]));
});

it("tells of a call that only reads, which is recorded without a notice", async () => {
  let id = "";
  const told = await follow(
    "?intent=system.*",
    key,
    ({ states }) => states.length > 0,
    async () => {
      const response = await app.send({ path: "/orchestrate", key, body: { intent: "system.whoami", inputs: {} } });
      id = ((await response.json()) as { job_id: string }).job_id;
    },
  );
  expect(told.states).toEqual([`${id} succeeded`]);
});

it("tells nobody of another's jobs but who may see them", async () => {
  let mine = "";
  let theirs = "";
  const both = async () => {
    mine = await call("memory.write", { text: "not for the stranger" });
    const body = { intent: "memory.write", inputs: { text: "the stranger's" } };
    theirs = ((await (await app.send({ path: "/orchestrate", key: stranger, body })).json()) as { job_id: string })
      .job_id;
  };
  const told = await follow("", stranger, ({ states }) => states.some((s) => s.endsWith("succeeded")), both);
  expect(told.states.filter((state) => state.startsWith(mine))).toEqual([]);
  const seen = ({ states }: Told) => [mine, theirs].every((id) => id && states.includes(`${id} succeeded`));
  const all = await follow("", operator, seen, both);
  expect(seen(all)).toBe(true);
});

it("says which jobs left the filter", async () => {
  let id = "";
  const told = await follow(
    "?state=running,queued",
    key,
    ({ gone }) => gone.includes(id),
    async () => {
      id = await call("system.wait", { seconds: 1 });
    },
  );
  expect(told.states.filter((state) => state !== `${id} running` && state !== `${id} queued`)).toEqual([]);
});

it("says that something was missed instead of holding thousands of jobs for a slow reader", async () => {
  const many = Array.from({ length: 1_100 }, () => queuedJob({ intent: "flood.me", state: "succeeded" }));
  const told = await follow(
    "?intent=flood.*",
    operator,
    ({ gaps }) => gaps > 0,
    () => app.ctx.db.insert(jobs).values(many),
  );
  expect(told.gaps).toBe(1);
  expect(told.states).toEqual([]);
});

it("answers 400 to a filter that is none", async () => {
  expect((await app.send({ path: "/jobs/events?state=done", key })).status).toBe(400);
});
