import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { jobs } from "@/lib/db/schema";
import { callReservations } from "@/lib/db/schema-admission";
import { readBudgets } from "@/lib/records/budgets/read-budgets";
import type { CallerLimits, Context } from "@/lib/records/context";
import { findJob } from "@/lib/records/jobs/find-job";
import { takeJobs } from "@/lib/records/jobs/take-jobs";
import { forgetRemembered } from "@/lib/records/remember";
import { expectBalanced, ledger, setBudget, setRule } from "@/lib/testing/limits";
import { openOther } from "@/lib/testing/open-other";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import type { Tool } from "@/lib/tools/define-tool";
import { findTool } from "@/lib/tools/registry";
import { cancelJob } from "./cancel-job";
import { planCall } from "./plan-call";
import { recordDryRun } from "./record-dry-run";
import { replayJob } from "./replay-job";
import { runCall } from "./run-call";
import { runHeldJob } from "./run-held-job";

const ctx = await createTestContext();

beforeEach(async () => {
  for (const table of ["jobs", "idempotency_claims", "intent_rules", "limit_counters", "budgets", "budget_periods"]) {
    await ctx.db.execute(sql.raw(`delete from ${table}`));
  }
  await ctx.db.execute(sql`delete from call_reservations`);
  forgetRemembered(ctx);
});

type CallInput = { tool: Tool; n?: number; wait_s?: number; on?: Context; key?: string };

async function call({ tool, n = 0, wait_s = 5, on = ctx, key }: CallInput) {
  const plan = await planCall(on, { intent: tool.intent, tool });
  const request = { intent: tool.intent, inputs: { n }, mode: "auto" as const, wait_s };
  return runCall(on, {
    request: { ...request, ...(key !== undefined && { idempotency_key: key }) },
    route: { mode: "agent", tool },
    input: { n },
    plan,
  });
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  try {
    await promise;
    return "admitted";
  } catch (error) {
    expect(error).toBeInstanceOf(AppError);
    return (error as AppError).code;
  }
}

function limited(limits: Partial<CallerLimits>): Context {
  return {
    ...ctx,
    actor: { ...ctx.actor, limits: { ratePerMinute: null, burst: null, concurrentMax: null, ...limits } },
  };
}

function actingFor(ownerId: string, kind: "user" | "grant" | "key", id: string): Context {
  return { ...ctx, actor: { ...ctx.actor, kind, id, ownerId } };
}

it("counts the programs that a user let in as that user", async () => {
  const { tool } = probeTool({ effects: "read", run: async (n) => n });
  await setRule(ctx, { ratePerMinute: 1, burst: 1 });
  await call({ tool, n: 1, on: actingFor("usr_1", "grant", "grt_1") });
  expect(await codeOf(call({ tool, n: 2, on: actingFor("usr_1", "grant", "grt_2") }))).toBe("rate_limited");
  expect(await codeOf(call({ tool, n: 3, on: actingFor("usr_1", "user", "usr_1") }))).toBe("rate_limited");
});

it.each(["read", "once"] as const)(
  "has a program's call (%s) paid by its own budget and by that of the user who let it in",
  async (kind) => {
    const { tool } = probeTool({ effects: kind, run: async (n) => n });
    await setRule(ctx, { pricePerCall: 600_000 });
    await setBudget(ctx, { id: "bud_user", scope: "key", subject: "usr_1", hardMicros: 1_300_000 });
    await setBudget(ctx, { id: "bud_program", scope: "key", subject: "grt_1", hardMicros: 600_000 });
    await setBudget(ctx, { id: "bud_key", scope: "key", subject: "key_of_usr_1", hardMicros: 600_000 });
    const spent = async () =>
      Object.fromEntries((await readBudgets(ctx)).map((budget) => [budget.budget_id, budget.spent]));

    await call({ tool, n: 1, on: actingFor("usr_1", "grant", "grt_1") });
    expect(await spent()).toEqual({ bud_user: 0.6, bud_program: 0.6, bud_key: 0 });
    const refusal = await call({ tool, n: 2, on: actingFor("usr_1", "grant", "grt_1") }).catch((error) => error);
    expect(refusal.budget).toMatchObject({ budget_id: "bud_program" });
    // A key is no program: whoever gave it out gave it a budget of its own.
    await call({ tool, n: 3, on: actingFor("usr_1", "key", "key_of_usr_1") });
    expect(await spent()).toEqual({ bud_user: 0.6, bud_program: 0.6, bud_key: 0.6 });
    await call({ tool, n: 4, on: actingFor("usr_1", "user", "usr_1") });
    const last = await call({ tool, n: 5, on: actingFor("usr_1", "grant", "grt_2") }).catch((error) => error);
    expect(last).toMatchObject({ code: "budget_exceeded", budget: { budget_id: "bud_user" } });
    expect(last.message).toContain("the user whom this caller acts for");
  },
);

const effects = ["read", "idempotent", "once"] as const;

describe.each(effects)("a call that is %s", (kind) => {
  it("is refused past its caller's rate, and is told when to come again", async () => {
    const { tool, calls } = probeTool({ effects: kind, run: async (n) => n });
    const on = limited({ ratePerMinute: 1, burst: 2 });
    const { rates } = await call({ tool, n: 1, on });
    expect(rates).toEqual([{ name: "caller", limit: 2, window_s: 120, remaining: 1, reset_s: 60 }]);
    await call({ tool, n: 2, on });
    const refusal = await call({ tool, n: 3, on }).catch((error) => error);
    expect(refusal).toMatchObject({ code: "rate_limited", rates: [{ remaining: 0 }] });
    expect(refusal.retryAfterS).toBeGreaterThan(40);
    expect(calls.count).toBe(2);
    expect(await ctx.db.$count(jobs)).toBe(2);
  });

  it("holds a place until it has ended", async () => {
    const { tool } = probeTool({ effects: kind, run: async (n) => n });
    const on = limited({ concurrentMax: 1 });
    // Nobody runs it: it waits in the queue.
    const { job } = await call({ tool, n: 1, wait_s: 0, on });
    expect(await codeOf(call({ tool, n: 2, on }))).toBe("too_many_jobs");
    await cancelJob(ctx, job.id);
    expect(await codeOf(call({ tool, n: 3, on }))).toBe("admitted");
    expect(await ledger(ctx)).toMatchObject({ in_flight: 0, reservations: 0 });
  });

  it("is charged for itself, its seconds and its units, and gives back what it did not use", async () => {
    await setRule(ctx, { pricePerCall: 100, pricePerSecond: 1_000_000, pricePerUnit: 7, unitsMax: 10 });
    await setBudget(ctx, { hardMicros: 100_000_000 });
    const { tool } = probeTool({
      effects: kind,
      run: async (n, _signal, run) => {
        run.report.units(2);
        run.report.units(1);
        expect(await ledger(ctx)).toMatchObject({ reserved: 100 + 5_000_000 + 70, spent: 0 });
        return n;
      },
    });
    const { job } = await call({ tool });
    const { costMicros, durationMs, state } = (await findJob(ctx, job.id)) ?? job;
    expect(state).toBe("succeeded");
    expect(costMicros).toBe(100 + (durationMs ?? 0) * 1_000 + 21);
    expect(await expectBalanced(ctx)).toMatchObject({ spent: costMicros, reserved: 0, reservations: 0 });
  });

  it("ends also when its tool reports more units than can be counted", async () => {
    await setRule(ctx, { pricePerUnit: 1_000_000_000_000_000, unitsMax: 1_000_000_000 });
    const { tool } = probeTool({
      effects: kind,
      run: async (n, _signal, run) => {
        run.report.units(1e300);
        return n;
      },
    });
    const { job } = await call({ tool });
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "succeeded", costMicros: Number.MAX_SAFE_INTEGER });
    expect(await ctx.db.$count(callReservations)).toBe(0);
  });

  it("is refused when it might go past a budget, in words that name it, and leaves nothing behind", async () => {
    await setRule(ctx, { pricePerCall: 600_000 });
    await setBudget(ctx, { hardMicros: 1_000_000 });
    const { tool, calls } = probeTool({ effects: kind, run: async (n) => n });
    await call({ tool, n: 1 });
    const refusal = (await call({ tool, n: 2 }).catch((error) => error)) as AppError;
    expect(refusal.code).toBe("budget_exceeded");
    expect(refusal.detail).toContain("0.6 USD of 1 USD a month are spent, and this call may cost 0.6 USD");
    expect(refusal.budget).toMatchObject({ budget_id: "bud_test", limit: 1, spent: 0.6, reserved: 0, needed: 0.6 });
    expect(calls.count).toBe(1);
    expect(await expectBalanced(ctx)).toMatchObject({ spent: 600_000, reservations: 0 });
  });
});

it("stops every intent that a rule covers, and starts it again", async () => {
  const { tool } = probeTool({ run: async (n) => n });
  await setRule(ctx, { isEnabled: false });
  expect(await codeOf(call({ tool }))).toBe("intent_stopped");
  await setRule(ctx, { isEnabled: true });
  expect(await codeOf(call({ tool }))).toBe("admitted");
});

it("answers a twin from the first one's result when the budget is used up, and counts it for the rate", async () => {
  await setRule(ctx, { pricePerCall: 1_000_000, ratePerMinute: 1, burst: 3 });
  await setBudget(ctx, { hardMicros: 1_000_000 });
  const { tool, calls } = probeTool({ run: async (n) => n });
  const first = await call({ tool, n: 1 });
  const twin = await call({ tool, n: 1 });
  expect(twin).toMatchObject({ isReplayed: true, job: { id: first.job.id }, rates: [{ remaining: 1 }] });
  expect(await codeOf(call({ tool, n: 2 }))).toBe("budget_exceeded");
  expect(await codeOf(call({ tool, n: 1 }))).toBe("admitted");
  expect(await codeOf(call({ tool, n: 1 }))).toBe("rate_limited");
  expect(calls.count).toBe(1);
});

it("lets a twin join the one that holds the only place", async () => {
  const on = limited({ concurrentMax: 1 });
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const { tool, calls } = probeTool({ run: async (n) => ended.then(() => n) });
  const first = call({ tool, on });
  await expect.poll(() => calls.count).toBe(1);
  const twin = call({ tool, on });
  expect(await codeOf(call({ tool, n: 2, on }))).toBe("too_many_jobs");
  end();
  expect((await twin).job.id).toBe((await first).job.id);
  expect(calls.count).toBe(1);
  expect(await ledger(ctx)).toMatchObject({ in_flight: 0 });
});

it.each(effects)(
  "admits exactly 100 of 1,000 parallel calls (%s) on a budget of 100",
  async (kind) => {
    await setRule(ctx, { pricePerCall: 1_000_000 });
    await setBudget(ctx, { hardMicros: 100_000_000 });
    const { tool } = probeTool({ effects: kind, run: async (n) => n });
    const codes = await Promise.all(Array.from({ length: 1_000 }, (_, n) => codeOf(call({ tool, n, wait_s: 0.1 }))));
    expect(codes.filter((code) => code === "admitted")).toHaveLength(100);
    expect(codes.filter((code) => code === "budget_exceeded")).toHaveLength(900);
    const { spent, reserved } = await expectBalanced(ctx);
    expect(spent + reserved).toBe(100_000_000);
  },
  60_000,
);

it.each(effects)(
  "lets two processes have exactly what one limit allows (%s)",
  async (kind) => {
    const other = process.env.TEST_DATABASE === "postgres" ? await openOther(ctx) : { ...ctx };
    await setRule(ctx, { ratePerMinute: 1, burst: 30, counts: "all" });
    const { tool } = probeTool({ effects: kind, run: async (n) => n });
    const codes = await Promise.all(
      Array.from({ length: 200 }, (_, n) => codeOf(call({ tool, n, wait_s: 0.1, on: n % 2 ? other : ctx }))),
    );
    expect(codes.filter((code) => code === "admitted")).toHaveLength(30);
    expect(codes.filter((code) => code === "rate_limited")).toHaveLength(170);
  },
  60_000,
);

it("counts a dry run for the rate, and nothing else", async () => {
  await setRule(ctx, { ratePerMinute: 1, burst: 1, concurrentMax: 1, pricePerCall: 5 });
  await setBudget(ctx, { hardMicros: 1 });
  const { tool } = probeTool({ run: async (n) => n });
  const dryRun = async () => {
    const request = { intent: tool.intent, inputs: { n: 1 }, mode: "auto" as const };
    const gate = { kind: "dry_run" as const, result: {}, note: "nothing" };
    const plan = await planCall(ctx, { intent: tool.intent, tool });
    return recordDryRun(ctx, { request, route: { mode: "agent", tool }, gate, replayOf: null, plan });
  };
  expect(await codeOf(dryRun())).toBe("admitted");
  expect(await codeOf(dryRun())).toBe("rate_limited");
  expect(await ledger(ctx)).toMatchObject({ spent: 0, in_flight: 0, reservations: 0, cost: 0 });
});

it("counts the replay of a job like the call that it repeats", async () => {
  const on = limited({ ratePerMinute: 1, burst: 1 });
  const { job } = await runCall(ctx, {
    request: { intent: "system.whoami", inputs: {}, mode: "auto" },
    route: { mode: "agent", tool: findTool("system.whoami") as Tool },
    input: {},
  });
  expect(await codeOf(replayJob(on, { id: job.id }))).toBe("admitted");
  expect(await codeOf(replayJob(on, { id: job.id }))).toBe("rate_limited");
});

it("runs nothing of what waits in the queue while its intent is stopped, and charges nothing for it", async () => {
  await setRule(ctx, { pricePerCall: 5 });
  const { tool, calls } = probeTool({ run: async (n) => n });
  await call({ tool, wait_s: 0 });
  await setRule(ctx, { pricePerCall: 5, isEnabled: false });
  const taken = await takeJobs(ctx, { heldBy: "p", limit: 1, modes: null, leaseMs: 20_000, limits: new Map() });
  for (const job of taken) await runHeldJob(ctx, { job, tools: { find: () => tool, list: () => [tool] } });
  const [job] = await ctx.db.select().from(jobs);
  expect(job).toMatchObject({ state: "failed", error: { code: "intent_stopped" }, costMicros: 0 });
  expect(calls.count).toBe(0);
  expect(await ledger(ctx)).toMatchObject({ reservations: 0, unfinished: 0 });
});

it.each([
  ["read", 1, 2],
  ["once", 2, 2],
] as const)(
  "takes %s calls no statement more where nothing limits them: %i, and %i where something does",
  async (kind, free, held) => {
    const { tool } = probeTool({ effects: kind, run: async (n) => n });
    const on = limited({ ratePerMinute: 1_000 });
    // What applies is known for a second.
    await call({ tool, n: 1 });
    const sent = vi.spyOn(sessionOf(ctx), "prepareQuery");
    const now = ctx.clock.now();
    const still = { ...ctx, clock: { now: () => now } };
    await planCall(still, { intent: tool.intent, tool });
    sent.mockClear();
    await call({ tool, n: 2, on: still });
    expect(sent).toHaveBeenCalledTimes(free);
    sent.mockClear();
    await call({ tool, n: 3, on: { ...still, actor: on.actor } });
    expect(sent).toHaveBeenCalledTimes(held);
    sent.mockRestore();
  },
);

/** Where Drizzle sends every statement. */
function sessionOf({ db }: Context): { prepareQuery(...given: unknown[]): unknown } {
  return (db as unknown as { session: { prepareQuery(...given: unknown[]): unknown } }).session;
}
