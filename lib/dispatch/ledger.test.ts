import { sql } from "drizzle-orm";
import fc from "fast-check";
import { beforeEach, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { approvals } from "@/lib/db/schema-actions";
import { addUnits } from "@/lib/records/admission/add-units";
import { admitUnrecorded } from "@/lib/records/admission/admit-job";
import { insertSettled } from "@/lib/records/admission/insert-settled";
import { releaseReservations } from "@/lib/records/admission/release-reservations";
import type { Job } from "@/lib/records/jobs/job";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { takeJobs } from "@/lib/records/jobs/take-jobs";
import { forgetRemembered } from "@/lib/records/remember";
import { ageJobs } from "@/lib/testing/age-jobs";
import { endLeases } from "@/lib/testing/end-leases";
import { expectBalanced, setBudget, setRule } from "@/lib/testing/limits";
import { probeTool } from "@/lib/testing/probe-tool";
import { queuedJob } from "@/lib/testing/queued-job";
import { createTestContext } from "@/lib/testing/test-context";
import { askApproval } from "./ask-approval";
import { cancelJob } from "./cancel-job";
import { decideApproval } from "./decide-approval";
import { expireApprovals } from "./expire-approvals";
import { planCall } from "./plan-call";
import { runCall } from "./run-call";
import { settleJob } from "./settle-job";

const ctx = await createTestContext();
const approver = { ...ctx, actor: { ...ctx.actor, id: "key_other", name: "other", rights: ["approve" as const] } };
const { tool } = probeTool({ effects: "idempotent", run: async (n) => n });
const price = { pricePerCall: 100, pricePerSecond: 10, pricePerUnit: 3, unitsMax: 5 };
const reserved = 100 + 50 + 15;
const unitsUsed = 4;
const hard = 4 * reserved;

async function clear(): Promise<void> {
  for (const table of [
    "jobs",
    "approvals",
    "idempotency_claims",
    "limit_counters",
    "budget_periods",
    "call_reservations",
  ])
    await ctx.db.execute(sql.raw(`delete from ${table}`));
}

beforeEach(async () => {
  await clear();
  await ctx.db.execute(sql`delete from budgets`);
  await ctx.db.execute(sql`delete from intent_rules`);
  await setRule(ctx, { pattern: "probe.*", concurrentMax: 6, ...price });
  await setBudget(ctx, { hardMicros: hard });
  forgetRemembered(ctx);
});

const route = { mode: "agent" as const, tool };
const refusals = ["too_many_jobs", "budget_exceeded"];
const unlessRefused = (error: AppError) => {
  if (!refusals.includes(error.code)) throw error;
  return null;
};

async function ask(n: number) {
  const plan = await planCall(ctx, { intent: tool.intent, tool });
  const request = { intent: tool.intent, inputs: { n }, mode: "auto" as const, wait_s: 0 };
  return { plan, request };
}

const steps = [
  ...(["call", "call", "twin", "ask", "read", "take", "use", "succeed", "fail", "fail for now", "stop"] as const),
  ...(["crash", "cancel", "reject", "approve", "let expire", "end read", "lose reads", "wait"] as const),
];
type Step = (typeof steps)[number];

/** What callers, workers, people and housekeeping do to a handful of jobs. */
class Model {
  n = 0;
  jobs: string[] = [];
  runs: Job[] = [];
  reads: Job[] = [];
  units = new Map<string, number>();

  async do(step: Step, at: number): Promise<void> {
    const run = this.runs[at % Math.max(1, this.runs.length)];
    const read = this.reads[at % Math.max(1, this.reads.length)];
    switch (step) {
      case "call":
        return this.call(++this.n);
      case "twin":
        return this.call(Math.max(1, this.n));
      case "ask":
        return this.ask(++this.n);
      case "read":
        return this.read();
      case "take":
        this.runs.push(
          ...(await takeJobs(ctx, { heldBy: "p", limit: 1, modes: null, leaseMs: 20_000, limits: new Map() })),
        );
        return;
      case "use":
        if (run) await this.use(run);
        return;
      case "succeed":
        if (run) await settleJob(ctx, { job: run, outcome: { kind: "succeeded", output: 1, durationMs: at * 1_900 } });
        return;
      case "fail":
        return this.fail(run, new AppError({ code: "internal", detail: "no" }));
      case "fail for now":
        return this.fail(run, new AppError({ code: "upstream_failed", detail: "not now" }));
      case "stop":
        return this.fail(run, new AppError({ code: "shutting_down", detail: "stops" }));
      case "crash":
        await endLeases(ctx.db);
        await recoverJobs(ctx, { includingHeld: false });
        return;
      case "cancel":
        return this.cancel(this.jobs[at % Math.max(1, this.jobs.length)]);
      case "reject":
        return this.decide("reject");
      case "approve":
        return this.decide("approve");
      case "let expire":
        await ctx.db.execute(
          sql`update approvals set expires_at = now() - interval '1 second' where state = 'waiting'`,
        );
        await expireApprovals(ctx);
        return;
      case "end read":
        if (read) await this.endRead(read, at);
        return;
      case "lose reads":
        await ctx.db.execute(
          sql`update call_reservations set expires_at = now() - interval '1 s' where expires_at is not null`,
        );
        await releaseReservations(ctx, { limit: 100 });
        return;
      case "wait":
        await ageJobs(ctx.db, 10 * 60_000);
    }
  }

  async call(n: number): Promise<void> {
    const { plan, request } = await ask(n);
    const called = await runCall(ctx, { request, route, input: { n }, plan }).catch(unlessRefused);
    if (called) this.jobs.push(called.job.id);
  }

  async ask(n: number): Promise<void> {
    const { plan, request } = await ask(n);
    const card = {
      title: "x",
      inputs: { n },
      command: null,
      host: null,
      host_key: null,
      reason: null,
      assessment: "",
      parts: [],
    };
    const gate = { kind: "approval" as const, card, bound: {}, needed: 1, fourEyes: false };
    const asked = await askApproval(ctx, { request, route, gate, replayOf: null, plan }).catch(unlessRefused);
    if (asked) this.jobs.push(asked.job.id);
  }

  async read(): Promise<void> {
    const { plan } = await ask(0);
    const job = queuedJob({ id: createId("job", Date.now()), intent: tool.intent });
    const admitted = plan && (await admitUnrecorded(ctx, { job, plan }).catch(unlessRefused));
    if (admitted) this.reads.push(job);
  }

  async use(run: Job): Promise<void> {
    await addUnits(ctx, { job: run, units: unitsUsed });
    this.units.set(run.id, (this.units.get(run.id) ?? 0) + unitsUsed);
  }

  async fail(run: Job | undefined, error: AppError): Promise<void> {
    if (run) await settleJob(ctx, { job: run, outcome: { kind: "failed", error, durationMs: 700 } });
  }

  async cancel(id: string | undefined): Promise<void> {
    if (id) await cancelJob(ctx, id).catch((error) => expect(error.code).toBe("job_finished"));
  }

  async decide(decision: "approve" | "reject"): Promise<void> {
    const [waiting] = await ctx.db.select().from(approvals).where(sql`state = 'waiting'`).limit(1);
    if (!waiting) return;
    await decideApproval(approver, { id: waiting.id, request: { decision, hash: waiting.hash, reason: "so" } });
  }

  async endRead(job: Job, at: number): Promise<void> {
    this.reads = this.reads.filter((one) => one !== job);
    const ended = { state: "succeeded" as const, attempt: 1, durationMs: at * 400, finishedAt: new Date() };
    await insertSettled(ctx, { job: { ...job, ...ended }, units: at });
    this.units.set(job.id, at);
  }

  /** What must hold after every step. */
  async check(): Promise<void> {
    const books = await expectBalanced(ctx);
    const beyond = [...this.units.values()].reduce((sum, units) => sum + Math.max(0, units - price.unitsMax), 0);
    expect(books.spent + books.reserved).toBeLessThanOrEqual(hard + beyond * price.pricePerUnit);
    expect(books.places).toBe(books.reservations);
    expect(books.reservations).toBeLessThanOrEqual(6);
  }
}

it("loses nothing between jobs, reservations, counters and budget, in whatever order things happen", async () => {
  const happening = fc.record({ step: fc.constantFrom(...steps), at: fc.nat(6) });
  const run = fc.asyncProperty(fc.array(happening, { minLength: 4, maxLength: 24 }), async (sequence) => {
    await clear();
    const model = new Model();
    for (const { step, at } of sequence) {
      await model.do(step, at);
      await model.check();
    }
    for (const id of new Set(model.jobs)) await model.cancel(id);
    await model.do("lose reads", 0);
    await model.check();
    expect(await expectBalanced(ctx)).toMatchObject({ reservations: 0, unfinished: 0, reserved: 0, in_flight: 0 });
  });
  await fc.assert(run, { numRuns: 60 });
}, 240_000);

it("loses nothing and waits for nobody in a circle when all of it happens at once", async () => {
  await ctx.db.execute(sql`delete from budgets`);
  await setBudget(ctx, { id: "bud_a", hardMicros: 100 * reserved });
  await setRule(ctx, { pattern: "*", concurrentMax: 60, counts: "all", ratePerMinute: 1_000_000 });
  await setRule(ctx, { pattern: "probe.*", concurrentMax: 50, ...price });
  const models = Array.from({ length: 8 }, () => new Model());
  const orders: Step[] = [
    "call",
    "ask",
    "take",
    "use",
    "succeed",
    "cancel",
    "twin",
    "fail",
    "reject",
    "let expire",
    "crash",
  ];
  await Promise.all(
    models.map(async (model, m) => {
      model.n = m * 1_000;
      for (let i = 0; i < 30; i++) {
        await model.do(orders[(i * 7 + m * 3) % orders.length] ?? "call", i + m).catch((error) => {
          // Two decide on one approval, or end one job.
          if (error.code !== "approval_closed") throw error;
        });
      }
    }),
  );
  await expectBalanced(ctx);
  for (const model of models) for (const id of new Set(model.jobs)) await model.cancel(id);
  expect(await expectBalanced(ctx)).toMatchObject({ reservations: 0, unfinished: 0, reserved: 0, in_flight: 0 });
}, 120_000);

it("gives an interrupted job's place and money back, and charges what it had used", async () => {
  const once = probeTool({ effects: "once", run: async (n) => n }).tool;
  const plan = await planCall(ctx, { intent: once.intent, tool: once });
  const request = { intent: once.intent, inputs: { n: 1 }, mode: "auto" as const, wait_s: 0 };
  const { job } = await runCall(ctx, { request, route: { mode: "agent", tool: once }, input: { n: 1 }, plan });
  const [run] = await takeJobs(ctx, { heldBy: "p", limit: 1, modes: null, leaseMs: 20_000, limits: new Map() });
  expect(run?.id).toBe(job.id);
  await addUnits(ctx, { job: { id: job.id, attempt: 1 }, units: 2 });
  expect(await expectBalanced(ctx)).toMatchObject({ reserved, spent: 0, in_flight: 1 });
  // The process dies here.
  await endLeases(ctx.db);
  await recoverJobs(ctx, { includingHeld: false });
  expect(await expectBalanced(ctx)).toMatchObject({ reserved: 0, spent: 106, in_flight: 0, unfinished: 0 });
});

it("gives back what a read-only call held whose process died before it was on record, once it is late", async () => {
  const { plan } = await ask(1);
  if (!plan) throw new Error("no plan");
  await admitUnrecorded(ctx, { job: queuedJob({ intent: tool.intent }), plan });
  expect(await releaseReservations(ctx, { limit: 10 })).toBe(0);
  await ctx.db.execute(sql`update call_reservations set expires_at = now() - interval '1 second'`);
  expect(await releaseReservations(ctx, { limit: 10 })).toBe(1);
  expect(await expectBalanced(ctx)).toMatchObject({ reserved: 0, spent: 0, in_flight: 0, reservations: 0 });
});
