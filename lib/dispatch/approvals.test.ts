import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { jobs } from "@/lib/db/schema";
import { approvals, auditLog } from "@/lib/db/schema-actions";
import { memories } from "@/lib/db/schema-memory";
import { approvalIdOf } from "@/lib/records/approvals/approval";
import { verifyAudit } from "@/lib/records/audit/verify-audit";
import type { Actor } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import type { Job } from "@/lib/records/jobs/job";
import { createTestContext } from "@/lib/testing/test-context";
import { approvalView } from "./approval-view";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { decideApproval } from "./decide-approval";
import { expireApprovals } from "./expire-approvals";
import { getApproval } from "./get-approval";
import { jobEnvelope } from "./job-envelope";
import { orchestrate } from "./orchestrate";
import { replayJob } from "./replay-job";
import { startWorker } from "./worker";

const opened = await createTestContext();
const envOf = (rules: string) => parseEnv({ ORCHESTRATOR_APPROVAL_RULES: rules });
let ctx = { ...opened, env: envOf("memory.write") };
let lastN = 0;

const person = (id: string, more: Partial<Actor> = {}): Actor => ({
  kind: "user",
  id: `usr_${id}`,
  name: id,
  intents: ["*"],
  namespace: "default",
  rights: ["approve", "jobs_of_others"],
  ownerId: `usr_${id}`,
  ...more,
});
const ada = person("ada");
const bob = person("bob");

beforeEach(() => {
  ctx = { ...opened, env: envOf("memory.write") };
});

async function ask(on = ctx, more: object = {}) {
  lastN += 1;
  const request = { intent: "memory.write", inputs: { text: `note ${lastN}` }, mode: "auto" as const, ...more };
  return (await orchestrate(on, request)).job;
}

const view = async (job: Job, actor = ada) => {
  const as = { ...ctx, actor };
  return approvalView(as, await getApproval(as, approvalIdOf(job)));
};

async function decide(job: Job, { by = ada, ...more }: { by?: Actor; [more: string]: unknown } = {}) {
  const { hash } = (await getApproval({ ...ctx, actor: ada }, approvalIdOf(job))).approval;
  const request = { decision: "approve" as const, hash, reason: "looks right", ...more };
  return decideApproval({ ...ctx, actor: by }, { id: approvalIdOf(job), request });
}

const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it was not refused"),
    (error) => error,
  );

/** Lets the queue run until a job has ended. */
async function runOut(job: Job) {
  const worker = startWorker(ctx);
  const ended = await awaitJob(ctx, { job, waitMs: 10_000 });
  await worker.stop();
  return ended;
}

const kindsOf = async (job: Job) => {
  const rows = await ctx.db
    .select()
    .from(auditLog)
    .where(eq(auditLog.subject, approvalIdOf(job)))
    .orderBy(auditLog.seq);
  return rows.map(({ kind }) => kind);
};

it("waits for a person, says where, and runs once when approved", async () => {
  const before = await ctx.db.$count(memories);
  const job = await ask();
  expect(jobEnvelope(ctx, job)).toMatchObject({
    status: "accepted",
    message: expect.stringContaining("A person must approve this first"),
    approval: { id: approvalIdOf(job), url: `${ctx.env.publicUrl}/console/approvals/${approvalIdOf(job)}` },
  });
  const worker = startWorker(ctx);
  expect((await awaitJob(ctx, { job, waitMs: 300 })).state).toBe("awaiting_approval");
  await worker.stop();
  expect(await view(job)).toMatchObject({ state: "waiting", can_decide: true, card: { inputs: job.inputs } });
  await decide(job);
  expect(await runOut(job)).toMatchObject({ state: "succeeded", attempt: 1 });
  expect(await ctx.db.$count(memories)).toBe(before + 1);
  expect((await view(job)).state).toBe("used");
  expect(await kindsOf(job)).toEqual(["approval.requested", "approval.approved", "approval.used"]);
});

it("runs nothing when rejected, and says why", async () => {
  const job = await ask();
  await decide(job, { decision: "reject", reason: "not today" });
  expect(await findJob(ctx, job.id)).toMatchObject({
    state: "rejected",
    error: { code: "rejected", error: "ada rejected it: not today" },
  });
  const again = await ask(ctx, { inputs: job.inputs });
  expect(again.id).not.toBe(job.id);
});

it("lets a twin join what waits already, which is decided once", async () => {
  const job = await ask();
  const twin = await orchestrate(ctx, { intent: "memory.write", inputs: job.inputs, mode: "auto" });
  expect(twin).toMatchObject({ isReplayed: true, job: { id: job.id } });
});

it("asks again for a replay", async () => {
  const job = await ask();
  await decide(job);
  await runOut(job);
  const { job: second } = await replayJob(ctx, { id: job.id });
  expect(second).toMatchObject({ state: "awaiting_approval", replayOf: job.id });
});

describe("cannot be decided", () => {
  it("by the very key that asked, though it has the right", async () => {
    const asker = { ...ctx.actor, rights: ["approve" as const] };
    const job = await ask({ ...ctx, actor: asker });
    expect(await refusal(decide(job, { by: asker }))).toMatchObject({ code: "forbidden" });
    expect((await view(job, asker)).can_decide).toBe(false);
    expect((await findJob(ctx, job.id))?.state).toBe("awaiting_approval");
    expect(await kindsOf(job)).toContain("approval.refused");
  });

  it.each([
    ["without the right", person("eve", { rights: [] }), "approval_not_found"],
    [
      "by the keyless caller of this machine",
      { ...opened.actor, kind: "local", id: "local", rights: [] },
      "approval_not_found",
    ],
  ] as [string, Actor, string][])("%s", async (_title, by, code) => {
    const job = await ask();
    expect(await refusal(decide(job, { by }))).toMatchObject({ code });
  });

  it("by a key of the user who asked", async () => {
    const job = await ask({ ...ctx, actor: { ...ada, rights: [] } });
    expect(await refusal(decide(job, { by: { ...ada, kind: "key", id: "key_of_ada" } }))).toMatchObject({
      code: "forbidden",
    });
    await decide(job, { by: bob });
  });

  it("twice, by two people at once either: one word counts", async () => {
    const job = await ask();
    const words = [decide(job), decide(job, { by: bob, decision: "reject" })];
    const outcomes = await Promise.allSettled(words);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(outcomes.find(({ status }) => status === "rejected")).toMatchObject({ reason: { code: "approval_closed" } });
    expect(await refusal(decide(job))).toMatchObject({ code: "approval_closed" });
  });

  it("late, after which it expires", async () => {
    const job = await ask();
    await ctx.db.execute(sql`update approvals set expires_at = now() - interval '1 second' where job_id = ${job.id}`);
    expect(await refusal(decide(job))).toMatchObject({ code: "approval_closed", detail: "Its time is over." });
    expect(await expireApprovals(ctx)).toBe(1);
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "expired", error: { code: "expired" } });
    expect(await kindsOf(job)).toEqual(["approval.requested", "approval.expired"]);
  });

  it("for another text than was shown", async () => {
    const job = await ask();
    const { hash } = await view(job);
    await decide(job, { inputs: { text: "an edited note" } }).catch(() => {});
    expect(await refusal(decide(job, { by: bob, hash }))).toMatchObject({ code: "approval_closed" });
  });

  it("after its job was cancelled", async () => {
    const job = await ask();
    await cancelJob(ctx, job.id);
    expect(await refusal(decide(job))).toMatchObject({ code: "approval_closed" });
    expect((await view(job)).state).toBe("cancelled");
  });
});

describe("with four eyes", () => {
  beforeEach(() => {
    ctx = { ...ctx, env: envOf("memory.write+four_eyes"), actor: { ...ctx.actor, ownerId: ada.id } };
  });

  it("is not decided by the owner of the key that asked, nor by another key of theirs or of nobody's", async () => {
    const job = await ask();
    const adasKey: Actor = { ...ada, kind: "key", id: "key_other" };
    for (const by of [ada, adasKey, { ...adasKey, ownerId: null }]) {
      expect(await refusal(decide(job, { by }))).toMatchObject({ code: "forbidden" });
    }
    await decide(job, { by: bob });
    expect(await runOut(job)).toMatchObject({ state: "succeeded" });
  });
});

it("lets the owner of the key decide where nobody asks for more, so that one person is enough", async () => {
  const job = await ask({ ...ctx, actor: { ...ctx.actor, ownerId: ada.id } });
  await decide(job);
  expect((await runOut(job)).state).toBe("succeeded");
});

it("waits for as many people as the rule says, each of whom counts once, with however many keys", async () => {
  ctx = { ...ctx, env: envOf("memory.*=2") };
  const job = await ask();
  await decide(job);
  await decide(job, { by: { ...ada, kind: "key", id: "key_of_ada" } });
  expect(await refusal(decide(job))).toMatchObject({ code: "approval_closed" });
  expect(await view(job)).toMatchObject({ state: "waiting", approvals_needed: 2, approvals_given: 1 });
  await decide(job, { by: bob });
  expect((await runOut(job)).state).toBe("succeeded");
});

describe("an edit", () => {
  it("runs what was edited, and records the difference", async () => {
    const job = await ask();
    await decide(job, { inputs: { text: "the edited note", tags: ["edited"] } });
    expect(await runOut(job)).toMatchObject({ state: "succeeded", inputs: { text: "the edited note" } });
    const [row] = await ctx.db
      .select()
      .from(auditLog)
      .where(eq(auditLog.kind, "approval.edited"))
      .orderBy(sql`seq desc`);
    expect(row?.data).toMatchObject({
      before: JSON.stringify(job.inputs),
      after: expect.stringContaining("the edited note"),
    });
    const [{ decisions } = { decisions: [] }] = [await view(job)];
    expect(decisions).toMatchObject([{ edited: true, by: "ada" }]);
  });

  it("takes away what was said to the text before", async () => {
    ctx = { ...ctx, env: envOf("memory.*=2") };
    const job = await ask();
    await decide(job);
    await decide(job, { by: bob, inputs: { text: "changed by bob" } });
    expect(await view(job)).toMatchObject({ state: "waiting", approvals_given: 1 });
    await decide(job);
    expect((await runOut(job)).inputs).toEqual({ text: "changed by bob" });
  });

  it("passes the same checks as a call", async () => {
    const job = await ask();
    expect(await refusal(decide(job, { inputs: { txt: 1 } }))).toMatchObject({ code: "invalid_inputs" });
  });
});

describe("what was approved", () => {
  it("does not run when it is too late by then", async () => {
    const job = await ask();
    await decide(job);
    await ctx.db.execute(sql`update approvals set run_before = now() - interval '1 second' where job_id = ${job.id}`);
    expect(await runOut(job)).toMatchObject({ state: "failed", error: { code: "approval_closed" } });
    expect(await kindsOf(job)).toContain("approval.void");
  });

  it.each([
    [
      "its inputs are others in the meantime",
      sql`update jobs set inputs = '{"text": "something else"}'::json where id = `,
    ],
    ["it was used", sql`update approvals set state = 'used' where job_id = `],
  ])("does not run when %s", async (_title, change) => {
    const job = await ask();
    await decide(job);
    await ctx.db.execute(sql`${change} ${job.id}`);
    expect(await runOut(job)).toMatchObject({ state: "failed", error: { code: "approval_closed" } });
  });

  it("runs nothing that was slipped into the queue without an approval", async () => {
    const job = await ask();
    await ctx.db
      .update(jobs)
      .set({ state: "queued", runAt: new Date(0) })
      .where(eq(jobs.id, job.id));
    expect(await runOut(job)).toMatchObject({ state: "failed", error: { code: "approval_closed" } });
    expect((await view(job)).state).toBe("waiting");
  });
});

it("leaves an audit log that is whole, and that nobody can change", async () => {
  expect(await verifyAudit(ctx)).toMatchObject({ ok: true, rows: await ctx.db.$count(auditLog) });
  const tamper = ctx.db.execute(sql`update audit_log set actor_name = 'nobody' where seq = 1`);
  await expect(tamper).rejects.toThrow();
  expect(await ctx.db.$count(approvals)).toBeGreaterThan(0);
});
