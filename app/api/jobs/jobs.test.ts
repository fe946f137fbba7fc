import { expect, it } from "vitest";
import { JobList, JobView } from "@/lib/contracts/envelope";
import { parseEnv } from "@/lib/core/env";
import { createId } from "@/lib/core/ids";
import { jobs } from "@/lib/db/schema";
import { holdEmbeddings } from "@/lib/testing/held-embeddings";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const key = await app.createKey();
const stranger = await app.createKey();

const get = (path: string, as = key) => app.send({ path, key: as });
const list = async (query: string, as = key) => JobList.parse(await (await get(`/jobs${query}`, as)).json());

async function call(intent: string, inputs: object, as = key): Promise<string> {
  const response = await app.send({ path: "/orchestrate", key: as, body: { intent, inputs } });
  return ((await response.json()) as { job_id: string }).job_id;
}

it("shows a job with its answer, its inputs and its times", async () => {
  const id = await call("memory.write", { text: "kept" });
  const response = await get(`/jobs/${id}`);
  expect(response.status).toBe(200);
  expect(JobView.parse(await response.json())).toMatchObject({
    status: "success",
    job_id: id,
    state: "succeeded",
    inputs: { text: "kept" },
    finished_at: expect.any(String),
  });
});

it("answers for another caller's job exactly as for one that never was", async () => {
  const id = await call("memory.write", { text: "mine" });
  const never = createId("job", Date.now());
  const answers = await Promise.all(
    [id, never].map(async (of) => {
      const response = await get(`/jobs/${of}`, stranger);
      const { request_id, ...error } = await errorOf(response);
      return { ...error, httpStatus: response.status, error: error.error.replace(of, "ID") };
    }),
  );
  expect(answers[0]).toEqual(answers[1]);
  expect(answers[0]).toMatchObject({ httpStatus: 404, code: "job_not_found", error: "Job 'ID' not found." });
});

it("shows every caller's jobs to a key with the right to them", async () => {
  const id = await call("memory.write", { text: "seen by the operator" });
  const operator = await app.createKey({ rights: ["jobs_of_others"] });
  expect((await get(`/jobs/${id}`, operator)).status).toBe(200);
  expect((await list("", operator)).jobs.map((job) => job.job_id)).toContain(id);
});

it.each(["5", "job_", "job_x", "../keys", "%F0%9F%98%80", "job_'; drop table jobs; --"])(
  "answers 404 for the job '%s'",
  async (id) => {
    expect((await get(`/jobs/${encodeURIComponent(id)}`)).status).toBe(404);
  },
);

it.each([
  ["/jobs/job_1?wait=41", "wait"],
  ["/jobs/job_1?wait=soon", "wait"],
  ["/jobs/job_1?wait=-1", "wait"],
  ["/jobs/job_1?full=perhaps", "full"],
  ["/jobs/job_1?wiat=1", "wiat"],
  ["/jobs?state=done", "state"],
  ["/jobs?mode=auto", "mode"],
  ["/jobs?intent=memory%20write", "intent"],
  ["/jobs?limit=0", "limit"],
  ["/jobs?limit=101", "limit"],
  ["/jobs?limit=ten", "limit"],
  ["/jobs?cursor=job_1", "cursor"],
  ["/jobs?cursor=", "cursor"],
  ["/jobs?staet=failed", "staet"],
])("answers 400 to %s and names %s", async (path, name) => {
  const response = await get(path);
  expect(response.status).toBe(400);
  expect(await errorOf(response)).toMatchObject({ code: "invalid_request", errors: [{ path: name }] });
});

it("refuses a name that a query gives twice", async () => {
  expect((await errorOf(await get("/jobs?limit=1&limit=2"))).error).toBe("The query gives 'limit' twice.");
});

it("filters by state, intent and mode", async () => {
  const own = await app.createKey();
  const stored = await call("memory.write", { text: "filtered" }, own);
  const failed = await call("memory.get", { item_id: `mem_${"0".repeat(26)}` }, own);
  const ids = async (query: string) => (await list(query, own)).jobs.map((job) => job.job_id);
  expect(await ids("?state=failed")).toEqual([failed]);
  expect(await ids("?intent=memory.write")).toEqual([stored]);
  expect(await ids("?mode=agent&state=succeeded")).toEqual([stored]);
  expect(await ids("?mode=flow")).toEqual([]);
  expect((await list("?state=failed", own)).jobs[0]?.error).toMatch(/^There is no memory/);
});

it("tells a dry run from what succeeded in something", async () => {
  const own = await app.createKey();
  await call("ssh.exec", { host: "server.com", command: "reboot" }, own);
  await call("system.whoami", {}, own);
  const { jobs } = await list("?limit=2", own);
  const states = Object.fromEntries(jobs.map(({ intent, state, dry_run }) => [intent, [state, dry_run]]));
  expect(states).toEqual({ "system.whoami": ["succeeded", undefined], "ssh.exec": ["succeeded", true] });
});

it("pages through 250 jobs, newest first, without a gap or a repeat", async () => {
  const own = await app.createKey();
  const first = await call("system.whoami", {}, own);
  const [row] = await app.ctx.db.query.jobs.findMany({ where: (job, { eq }) => eq(job.id, first) });
  if (!row) throw new Error("the job is not recorded");
  const start = row.createdAt.getTime();
  // Three in every millisecond, as a busy minute has.
  const more = Array.from({ length: 249 }, (_, i) => {
    const createdAt = new Date(start + 1 + Math.floor(i / 3));
    return { ...row, id: createId("job", createdAt.getTime()), createdAt };
  });
  await app.ctx.db.insert(jobs).values(more);

  const seen: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; ) {
    const page: JobList = await list(`?limit=40${cursor && `&cursor=${cursor}`}`, own);
    seen.push(...page.jobs.map((job) => job.job_id));
    cursor = page.next_cursor;
  }
  expect(seen).toEqual([first, ...more.map((job) => job.id)].sort().reverse());
});

it("ends with no cursor on a last page that is full", async () => {
  const own = await app.createKey();
  await call("system.whoami", {}, own);
  await call("system.whoami", {}, own);
  const page = await list("?limit=2", own);
  expect(page.jobs).toHaveLength(2);
  expect(page.next_cursor).toBeNull();
});

it("waits for a running job, and answers at once when it is not to wait", async () => {
  const provider = await holdEmbeddings();
  app.runtime.env = parseEnv(provider.variables);
  const body = { intent: "memory.write", inputs: { text: "waited for" }, wait_s: 0.05 };
  const { job_id } = (await (await app.send({ path: "/orchestrate", key, body })).json()) as { job_id: string };
  await provider.held();
  expect(await (await get(`/jobs/${job_id}`)).json()).toMatchObject({ status: "accepted", state: "running" });
  expect((await list("?state=running")).jobs.map((job) => job.job_id)).toEqual([job_id]);
  const waiting = get(`/jobs/${job_id}?wait=40`);
  provider.release();
  expect(await (await waiting).json()).toMatchObject({ status: "success", state: "succeeded" });
  app.runtime.env = parseEnv({});
});

it("cuts a long job to 100,000 characters, and shows it whole when asked to", async () => {
  const text = "\u0001".repeat(50_000);
  const id = await call("memory.write", { text });
  const cut = await (await get(`/jobs/${id}`)).text();
  expect(cut.length).toBeLessThanOrEqual(100_000);
  expect(JobView.parse(JSON.parse(cut))).toMatchObject({ truncated: true, state: "succeeded" });
  const whole = JSON.parse(await (await get(`/jobs/${id}?full=true`)).text()) as JobView;
  expect(whole.inputs).toEqual({ text });
  expect(whole.truncated).toBeUndefined();
});
