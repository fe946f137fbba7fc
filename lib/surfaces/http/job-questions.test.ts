import { afterAll, describe, expect, it } from "vitest";
import { AcceptedEnvelope, JobView } from "@/lib/contracts/envelope";
import { JobEventData } from "@/lib/contracts/job-event";
import { runCall } from "@/lib/dispatch/run-call";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { askingTool, colorQuestion } from "@/lib/testing/asking-tool";
import { keyActor } from "@/lib/testing/key-actor";
import { readWhole } from "@/lib/testing/read-stream";
import { createTestApp, errorOf } from "@/lib/testing/test-app";
import type { Tool } from "@/lib/tools/define-tool";
import { respondToRun } from "./respond-to-call";

const app = await createTestApp();
const stopWatch = await startJobWatch(app.runtime.database);
afterAll(async () => {
  app.runtime.stop.abort();
  await stopWatch();
});
const { key, actor } = await keyActor(app.ctx);
const ctx = { ...app.ctx, actor };
let lastN = 0;

/** The answer that a caller gets who would wait for so long. */
async function call(tool: Tool, waitS: number): Promise<Response> {
  lastN += 1;
  const input = { n: lastN };
  const request = { intent: tool.intent, inputs: input, mode: "auto" as const };
  return respondToRun(ctx, {
    request: new Request("http://127.0.0.1:8000/orchestrate"),
    wait_s: waitS,
    run: (wait_s = 0) => runCall(ctx, { request: { ...request, wait_s }, route: { mode: "agent", tool }, input }),
  });
}

async function ask(options: Parameters<typeof askingTool>[0] = {}) {
  const response = await call(askingTool(options), 30);
  expect(response.status).toBe(202);
  const { job_id: id, question } = AcceptedEnvelope.parse(await response.json());
  return { id, question: question ?? expect.fail("nothing is asked") };
}

const post = (id: string, body: unknown, as: string | undefined = key) =>
  app.send({ method: "POST", path: `/jobs/${id}/answer`, body, key: as });
const view = async (id: string, query = "") =>
  JobView.parse(await (await app.send({ path: `/jobs/${id}${query}`, key })).json());
const accept = (question_id: string) => ({ question_id, action: "accept", content: { color: "red" } });

describe("POST /jobs/{id}/answer", () => {
  it("lets the job go on, for a caller who was told at once what it asks", async () => {
    const startedMs = performance.now();
    const { id, question } = await ask();
    expect(performance.now() - startedMs).toBeLessThan(10_000);
    expect((await post(id, accept(question.id))).status).toBe(200);
    expect(await view(id, "?wait=20")).toMatchObject({
      state: "succeeded",
      result: { answers: [{ action: "accept", content: { color: "red" } }] },
      questions: [{ state: "answered", answer: { color: "red" }, answered_by: "test" }],
    });
    expect(await errorOf(await post(id, accept(question.id)))).toMatchObject({ code: "question_closed" });
  });

  it("answers 400 with the field that does not fit", async () => {
    const { id, question } = await ask();
    const wrong = await post(id, { ...accept(question.id), content: { color: "green" } });
    expect(wrong.status).toBe(400);
    expect(await errorOf(wrong)).toMatchObject({
      code: "invalid_request",
      errors: [{ path: "content.color", message: 'must be one of: "red", "blue"' }],
    });
    const declined = { question_id: question.id, action: "decline" };
    expect((await post(id, { ...declined, content: {} })).status).toBe(400);
    expect((await post(id, { ...declined, reason: "no" })).status).toBe(400);
    expect((await post(id, declined)).status).toBe(200);
  });

  it("answers 401 to nobody, 403 to who may only look, 404 to another caller and for another question", async () => {
    const { id, question } = await ask();
    const keyOf = async (change: Parameters<typeof app.createKey>[0]) => app.createKey(change);
    const answer = accept(question.id);
    expect((await app.send({ method: "POST", path: `/jobs/${id}/answer`, body: answer })).status).toBe(401);
    const viewer = await keyOf({ intents: [], rights: ["jobs_of_others"] });
    expect((await post(id, answer, viewer)).status).toBe(403);
    expect(await errorOf(await post(id, answer, await keyOf({})))).toMatchObject({ code: "job_not_found" });
    expect(await errorOf(await post(id, accept("qst_none")))).toMatchObject({ code: "not_found" });
    const operator = await keyOf({ name: "Operator", rights: ["jobs_of_others"] });
    expect((await post(id, answer, operator)).status).toBe(200);
    expect(await view(id, "?wait=20")).toMatchObject({ questions: [{ answered_by: "Operator" }] });
  });
});

it("GET /jobs/{id}?wait answers at once when a question comes up", async () => {
  let open = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const tool = askingTool();
  const late: Tool = { ...tool, run: (...given) => gate.then(() => tool.run(...given)) };
  const { job_id } = AcceptedEnvelope.parse(await (await call(late, 0.05)).json());
  const startedMs = performance.now();
  const waiting = view(job_id, "?wait=40");
  expect(await view(job_id)).not.toHaveProperty("question");
  open();
  expect(await waiting).toMatchObject({ state: "running", question: { message: "Which colour?" } });
  // It looks for itself after five seconds.
  expect(performance.now() - startedMs).toBeLessThan(4_000);
  await app.send({ method: "POST", path: `/jobs/${job_id}/cancel`, key });
});

it("a stream tells what is asked and what became of it, and ends with the envelope", async () => {
  const { id, question } = await ask();
  const stream = await app.send({ path: `/jobs/${id}/events`, key });
  await post(id, accept(question.id));
  const events = await readWhole(stream);
  const told = events.filter(({ event }) => event === "question").map(({ data }) => JobEventData.question.parse(data));
  expect(told).toMatchObject([
    { question_id: question.id, state: "waiting", message: "Which colour?", schema: colorQuestion.schema },
    { question_id: question.id, state: "answered" },
  ]);
  expect(JSON.stringify(told)).not.toContain('"content"');
  expect(events.at(-1)).toMatchObject({ event: "envelope", data: { status: "success" } });
});
