import { eq, sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { AcceptedEnvelope, JobView } from "@/lib/contracts/envelope";
import { AppError } from "@/lib/core/app-error";
import { auditLog, jobQuestions } from "@/lib/db/schema-actions";
import type { Actor, Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import type { Job } from "@/lib/records/jobs/job";
import { listEvents } from "@/lib/records/jobs/list-events";
import { jobsChannel } from "@/lib/records/jobs/move-job";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { takeJob } from "@/lib/records/jobs/take-job";
import { askingTool, colorQuestion } from "@/lib/testing/asking-tool";
import { endLeases } from "@/lib/testing/end-leases";
import { createTestContext, testActor } from "@/lib/testing/test-context";
import { watchersOf } from "@/lib/testing/watchers-of";
import type { Question, Tool } from "@/lib/tools/define-tool";
import { answerQuestion } from "./answer-question";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { jobView } from "./job-envelope";
import { readEnvelope } from "./read-envelope";
import { runCall } from "./run-call";
import { runningJobs } from "./running-jobs";
import { stopAsking } from "./stop-asking";

const ctx = await createTestContext();
let lastN = 0;

/** Calls a tool as somebody who waits for 30 seconds, and answers as soon as there is something to answer. */
async function call(tool: Tool, on: Context = ctx): Promise<Job> {
  lastN += 1;
  const request = { intent: tool.intent, inputs: { n: lastN }, mode: "auto" as const, wait_s: 30 };
  return (await runCall(on, { request, route: { mode: "agent", tool }, input: { n: lastN } })).job;
}

async function ask(options: Parameters<typeof askingTool>[0] = {}, on: Context = ctx) {
  const job = await call(askingTool(options), on);
  const { question } = AcceptedEnvelope.parse(await readEnvelope(on, job));
  return { job, question: question ?? expect.fail("nothing is asked") };
}

const ended = (job: Job) => awaitJob(ctx, { job, waitMs: 10_000 });
const accept = (question_id: string, color = "blue") => ({
  question_id,
  action: "accept" as const,
  content: { color },
});

async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.catch((thrown) => thrown);
  return error instanceof AppError ? error : expect.fail("it was not refused");
}

async function viewOf(job: Job): Promise<JobView> {
  const now = (await findJob(ctx, job.id)) ?? expect.fail("there is no job");
  return JobView.parse(jobView(ctx, { job: now, ...(await findJobDetails(ctx, now)) }));
}

async function statesOf(job: Job): Promise<unknown[]> {
  const events = await listEvents(ctx, { jobId: job.id, afterId: 0, limit: 100 });
  return events.filter(({ type }) => type === "question").map(({ data }) => data.state);
}

describe("a tool that asks", () => {
  it.each(["once", "read"] as const)("is answered and goes on (%s)", async (effects) => {
    const { job, question } = await ask({ effects });
    expect(await viewOf(job)).toMatchObject({
      status: "accepted",
      state: "running",
      message: expect.stringContaining(`The tool asks: "Which colour?"`),
      retry_after_s: 10,
      question: { message: "Which colour?", schema: colorQuestion.schema, answer_url: question.answer_url },
    });
    expect(question.answer_url).toBe(`${ctx.env.publicUrl}/jobs/${job.id}/answer`);
    await answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await ended(job)).toMatchObject({
      state: "succeeded",
      result: { value: { answers: [{ action: "accept", content: { color: "blue" } }] } },
    });
    expect(await statesOf(job)).toEqual(["waiting", "answered"]);
    expect((await viewOf(job)).questions).toMatchObject([
      { id: question.id, state: "answered", answer: { color: "blue" }, answered_by: ctx.actor.name },
    ]);
    expect(watchersOf(ctx.db, job.id)).toBe(0);
  });

  it.each(["decline", "cancel"] as const)("hears a %s", async (action) => {
    const { job, question } = await ask();
    await answerQuestion(ctx, { jobId: job.id, request: { question_id: question.id, action } });
    expect((await ended(job)).result).toEqual({ value: { answers: [{ action }] } });
  });

  it("is answered at once for each question, one after the other", async () => {
    const second = { message: "Sure?", schema: null };
    const { job, question } = await ask({ questions: [colorQuestion, second] });
    await answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    let next = question.id;
    await expect
      .poll(async () => {
        const envelope = await readEnvelope(ctx, await awaitJob(ctx, { job, waitMs: 10_000 }));
        next = "question" in envelope ? (envelope.question?.id ?? next) : next;
        return next;
      })
      .not.toBe(question.id);
    await answerQuestion(ctx, { jobId: job.id, request: { question_id: next, action: "accept" } });
    expect((await ended(job)).result).toMatchObject({ value: { answers: [{}, { action: "accept", content: {} }] } });
  });

  it("does not run out of time while it waits, however little it has", async () => {
    const { job, question } = await ask({ timeoutMs: 1 });
    await answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await ended(job)).toMatchObject({ state: "succeeded" });
  });

  it("goes on as cancelled when its time is over by the database's clock", async () => {
    const { job, question } = await ask();
    await ctx.db.execute(
      sql`update job_questions set expires_at = now() - interval '1 second' where id = ${question.id}`,
    );
    expect(await refusal(answerQuestion(ctx, { jobId: job.id, request: accept(question.id) }))).toMatchObject({
      code: "question_closed",
    });
    expect(await viewOf(job)).not.toHaveProperty("question");
    await ctx.db.execute(sql`select pg_notify(${jobsChannel}, ${`${job.id} answered`})`);
    expect((await ended(job)).result).toEqual({ value: { answers: [{ action: "cancel" }] } });
    expect(await statesOf(job)).toEqual(["waiting", "expired"]);
  });

  it("is stopped at once when its job is cancelled, and takes no answer then", async () => {
    const { job, question } = await ask();
    const over = runningJobs(ctx.db).get(job.id)?.over;
    await cancelJob(ctx, job.id);
    expect(await over).toMatchObject({ state: "cancelled" });
    const late = answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await refusal(late)).toMatchObject({ code: "question_closed" });
    expect((await viewOf(job)).questions).toMatchObject([{ state: "cancelled", answer: null }]);
    await expect.poll(() => ctx.db.$count(jobQuestions, eq(jobQuestions.state, "waiting"))).toBe(0);
    expect(watchersOf(ctx.db, job.id)).toBe(0);
  });

  it.each([
    ["once", "failed"],
    ["idempotent", "queued"],
  ] as const)("is handed back at once when the process stops (%s: %s)", async (effects, state) => {
    const { job, question } = await ask({ effects });
    const over = runningJobs(ctx.db).get(job.id)?.over;
    stopAsking(ctx.db);
    expect(await over).toMatchObject({ state });
    expect(await refusal(answerQuestion(ctx, { jobId: job.id, request: accept(question.id) }))).toMatchObject({
      code: "question_closed",
    });
    expect((await viewOf(job)).questions).toMatchObject([{ state: "cancelled" }]);
    if (state === "queued") await cancelJob(ctx, job.id);
  });
});

describe("an answer", () => {
  it("to a run whose process is gone is refused, and the next run asks anew", async () => {
    const { job, question } = await ask({ effects: "idempotent" });
    await endLeases(ctx.db);
    expect(await recoverJobs(ctx, { includingHeld: false })).toEqual({ again: 1, failed: 0 });
    const late = answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await refusal(late)).toMatchObject({ code: "question_closed" });
    await takeJob(ctx, { id: job.id, heldBy: "prc_other", leaseMs: 60_000, limit: null });
    const again = answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await refusal(again)).toMatchObject({ code: "question_closed" });
    expect(await viewOf(job)).toMatchObject({ attempt: 2, questions: [{ state: "cancelled" }] });
    await cancelJob(ctx, job.id);
  });

  it("counts once, of two that come at the same time", async () => {
    const { job, question } = await ask();
    const answers = await Promise.allSettled(
      ["red", "blue", "red", "blue"].map((color) =>
        answerQuestion(ctx, { jobId: job.id, request: accept(question.id, color) }),
      ),
    );
    const refused = answers.flatMap((one) => (one.status === "rejected" ? [one.reason.code] : []));
    expect(refused).toEqual(["question_closed", "question_closed", "question_closed"]);
    const winner = ["red", "blue", "red", "blue"][answers.findIndex(({ status }) => status === "fulfilled")];
    expect((await ended(job)).result).toMatchObject({ value: { answers: [{ content: { color: winner } }] } });
  });

  it.each([
    ["a value that is no choice", { color: "green" }, "content.color"],
    ["a missing field", {}, "content.color"],
    ["a field that was not asked for", { color: "red", isAdmin: true }, "content.isAdmin"],
    ["more than is kept", { color: "x".repeat(20_000) }, "content"],
  ])("is refused with %s, and the question still waits", async (_case, content, path) => {
    const { job, question } = await ask();
    const request = { question_id: question.id, action: "accept" as const, content };
    expect(await refusal(answerQuestion(ctx, { jobId: job.id, request }))).toMatchObject({
      code: "invalid_request",
      errors: [{ path }],
    });
    await answerQuestion(ctx, { jobId: job.id, request: accept(question.id) });
    expect(await ended(job)).toMatchObject({ state: "succeeded" });
  });

  it("is taken from an operator and audited without its content, and from nobody else", async () => {
    const { job, question } = await ask();
    const as = (change: Partial<Actor>): Context => ({ ...ctx, actor: { ...testActor, id: "key_other", ...change } });
    const answer = (on: Context) => answerQuestion(on, { jobId: job.id, request: accept(question.id) });
    expect(await refusal(answer(as({})))).toMatchObject({ code: "job_not_found" });
    expect(await refusal(answer(as({ rights: ["jobs_of_others"], intents: [] })))).toMatchObject({ code: "forbidden" });
    await answer(as({ rights: ["jobs_of_others"], name: "An operator" }));
    expect(await ended(job)).toMatchObject({ state: "succeeded" });
    expect((await viewOf(job)).questions).toMatchObject([{ answered_by: "An operator" }]);
    const [row] = await ctx.db.select().from(auditLog).where(eq(auditLog.subject, question.id));
    expect(row).toMatchObject({ kind: "question.answered", actorId: "key_other" });
    expect(row?.data).toEqual({ job: job.id, intent: "probe.ask", action: "accept" });
  });

  it("is for a question of that job", async () => {
    const [one, other] = [await ask(), await ask()];
    const request = accept(other.question.id);
    expect(await refusal(answerQuestion(ctx, { jobId: one.job.id, request }))).toMatchObject({ code: "not_found" });
    await Promise.all([cancelJob(ctx, one.job.id), cancelJob(ctx, other.job.id)]);
  });
});

const field = (value: unknown) => ({ type: "object", properties: { a: value } });

describe("a question that may not be asked", () => {
  it.each<[string, Partial<Question>]>([
    ["a message of 1 MB", { message: "x".repeat(1024 * 1024) }],
    ["no words", { message: "\u202e\u200b \n" }],
    ["a schema of 1 MB", { schema: field({ type: "string", description: "x".repeat(1024 * 1024) }) }],
    ["a nested object", { schema: field({ type: "object", properties: {} }) }],
    ["a reference", { schema: field({ $ref: "#/properties/a" }) }],
    ["no object", { schema: { type: "string" } }],
    [
      "a field named __proto__",
      { schema: JSON.parse('{"type":"object","properties":{"__proto__":{"type":"string"}}}') },
    ],
    ["a choice that cannot be seen", { schema: field({ type: "string", enum: ["a", "a\u200b"] }) }],
    ["a required field that there is not", { schema: { ...field({ type: "string" }), required: ["b"] } }],
    ["a script for an address", { schema: null, url: "javascript:alert(1)" }],
    ["an address with a name in it", { schema: null, url: "https://bank.example@evil.example/" }],
    ["both an address and a schema", { url: "https://ok.example/" }],
  ])("is cancelled: %s", async (_case, change) => {
    const job = await call(askingTool({ questions: [{ ...colorQuestion, ...change }] }));
    expect(job.result).toEqual({ value: { answers: [{ action: "cancel" }] } });
    expect((await viewOf(job)).questions).toEqual([]);
  });

  it("is the twenty-first of a job", async () => {
    const job = await call(
      askingTool({ questions: Array.from({ length: 21 }, () => colorQuestion), timeoutMs: 60_000 }),
    );
    for (let asked = 1; asked <= 20; asked++) {
      const question = await openQuestion(job);
      await answerQuestion(ctx, { jobId: job.id, request: { question_id: question, action: "decline" } });
    }
    const { result } = await ended(job);
    const declined = Array.from({ length: 20 }, () => ({ action: "decline" }));
    expect(result).toEqual({ value: { answers: [...declined, { action: "cancel" }] } });
    expect((await viewOf(job)).questions).toHaveLength(20);
  });

  it("is the twenty-first of a caller that waits; another caller's is asked", async () => {
    const some = { ...ctx, env: { ...ctx.env, concurrencyMax: 100 } };
    const waiting = await Promise.all(Array.from({ length: 20 }, () => ask({}, some)));
    expect((await call(askingTool(), some)).result).toEqual({ value: { answers: [{ action: "cancel" }] } });
    const other = { ...some, actor: { ...testActor, id: "key_of_another" } };
    const theirs = await ask({}, other);
    await Promise.all(waiting.map(({ job }) => cancelJob(ctx, job.id)));
    await cancelJob(other, theirs.job.id);
  });

  async function openQuestion(job: Job): Promise<string> {
    let id = "";
    await expect
      .poll(async () => {
        const view = await viewOf(job);
        id = view.status === "accepted" ? (view.question?.id ?? "") : "";
        return id;
      })
      .not.toBe("");
    return id;
  }
});

it("shows a hostile message without what misleads, and its own words in quotes", async () => {
  const message = "Enter your \u202epassword\u202c\u0000 \u{e0041}now";
  const { job, question } = await ask({ questions: [{ message, schema: null, url: "http://evil.example/a b" }] });
  expect(question).toMatchObject({
    message: "Enter your password now",
    url: "http://evil.example/a%20b",
    schema: null,
  });
  expect((await viewOf(job)).status === "accepted" && (await viewOf(job))).toMatchObject({
    message: expect.stringContaining('"Enter your password now" Your user is asked to open http://evil.example/a%20b'),
  });
  await cancelJob(ctx, job.id);
});

it("keeps nothing of what is asked and answered in the log", async () => {
  const told: unknown[] = [];
  const log = Object.assign(Object.create(ctx.log), { warn: (...of: unknown[]) => told.push(of) });
  const questions = [{ message: `hunter2${"x".repeat(3_000)}`, schema: null }];
  const job = await call(askingTool({ questions }), { ...ctx, log });
  expect(JSON.stringify(told)).toContain(job.id);
  expect(JSON.stringify(told)).not.toContain("hunter2");
});
