import { describe, expect, it } from "vitest";
import type { Context } from "@/lib/records/context";
import { findOpenQuestion } from "@/lib/records/questions/find-open-question";
import { askingTool } from "@/lib/testing/asking-tool";
import { openOther } from "@/lib/testing/open-other";
import { createTestContext } from "@/lib/testing/test-context";
import { answerQuestion } from "./answer-question";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { guardRunning } from "./guard-running";
import { runCall } from "./run-call";
import { runningJobs } from "./running-jobs";

const ctx = await createTestContext();
let lastN = 0;

async function ask(on: Context) {
  lastN += 1;
  const tool = askingTool();
  const request = { intent: tool.intent, inputs: { n: lastN }, mode: "auto" as const, wait_s: 30 };
  const { job } = await runCall(on, { request, route: { mode: "agent", tool }, input: { n: lastN } });
  const question = (await findOpenQuestion(ctx, job.id)) ?? expect.fail("nothing is asked");
  return { job, answer: { question_id: question.id, action: "accept" as const, content: { color: "red" } } };
}

// PGlite is one process's own.
describe.runIf(process.env.TEST_DATABASE === "postgres")("two processes on one Postgres", () => {
  it("an answer at the one wakes the run of the other at once, and whoever waits there", async () => {
    const other = await openOther(ctx);
    const { job, answer } = await ask(ctx);
    const over = runningJobs(ctx.db).get(job.id)?.over;
    expect((await awaitJob(other, { job, waitMs: 30_000 })).state).toBe("running");
    const startedMs = performance.now();
    await answerQuestion(other, { jobId: job.id, request: answer });
    const ended = awaitJob(other, { job, waitMs: 30_000 });
    expect(await over).toMatchObject({ state: "succeeded" });
    expect(await ended).toMatchObject({ result: { value: { answers: [{ content: { color: "red" } }] } } });
    // Nobody looks for himself so soon.
    expect(performance.now() - startedMs).toBeLessThan(3_000);
  });

  it("of answers at both one counts", async () => {
    const other = await openOther(ctx);
    for (let round = 0; round < 10; round++) {
      const { job, answer } = await ask(ctx);
      const both = [ctx, other, ctx, other].map((on) => answerQuestion(on, { jobId: job.id, request: answer }));
      const kinds = (await Promise.allSettled(both)).map(({ status }) => status);
      expect(kinds.filter((kind) => kind === "fulfilled")).toHaveLength(1);
    }
  });

  it("a cancel at the one ends what the other asks", async () => {
    const other = await openOther(ctx);
    const unguard = guardRunning(ctx);
    const { job, answer } = await ask(ctx);
    const over = runningJobs(ctx.db).get(job.id)?.over;
    await cancelJob(other, job.id);
    expect(await over).toMatchObject({ state: "cancelled" });
    await expect(answerQuestion(other, { jobId: job.id, request: answer })).rejects.toMatchObject({
      code: "question_closed",
    });
    unguard();
  });
});

it("an answer is found without a notice, as behind a pooler", async () => {
  const deaf = { ...ctx, db: Object.create(ctx.db) as Context["db"] };
  const { job, answer } = await ask(deaf);
  const over = runningJobs(deaf.db).get(job.id)?.over;
  await answerQuestion(ctx, { jobId: job.id, request: answer });
  expect(await over).toMatchObject({ state: "succeeded" });
});
