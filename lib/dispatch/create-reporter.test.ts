import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { JobEventData } from "@/lib/contracts/job-event";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { jobEvents } from "@/lib/db/schema";
import { findJob } from "@/lib/records/jobs/find-job";
import { listEvents } from "@/lib/records/jobs/list-events";
import { moveJobs } from "@/lib/records/jobs/move-job";
import { createTestContext } from "@/lib/testing/test-context";
import { defineTool, type Report, type ToolContext } from "@/lib/tools/define-tool";
import { createReporter } from "./create-reporter";
import { runCall } from "./run-call";
import { runningJobs } from "./running-jobs";

const ctx = await createTestContext();
const kilobyte = 1024;
let lastN = 0;

type Run = (ctx: Pick<ToolContext, "report" | "signal">) => Promise<void>;

/** Runs a tool that does what the test says, and answers with its job. */
async function run(does: Run, { effects = "once" as "once" | "read", wait_s = 5 } = {}) {
  const tool = defineTool({
    intent: "probe.report",
    title: "Probe",
    description: "Reports.",
    effects,
    input: z.strictObject({ n: z.number() }),
    output: z.strictObject({}),
    example: { n: 1 },
    timeoutMs: 20_000,
    run: async (toolCtx) => {
      await does(toolCtx);
      return {};
    },
  });
  lastN += 1;
  const request: OrchestrateRequest = { intent: tool.intent, inputs: { n: lastN }, mode: "agent", wait_s };
  return (await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: lastN } })).job;
}

async function eventsOf(jobId: string) {
  const events = await listEvents(ctx, { jobId, afterId: 0, limit: 1_000 });
  return events.map(({ type, data }) => ({ type, ...data }));
}

const textOf = (events: Awaited<ReturnType<typeof eventsOf>>) =>
  events.map((event) => ("text" in event ? event.text : "")).join("");

describe("what a run tells", () => {
  it("stands between its start and its end", async () => {
    const job = await run(async ({ report }) => {
      report.output("one\n");
      report.progress({ fraction: 0.5, message: "half" });
    });
    expect(await eventsOf(job.id)).toEqual([
      { type: "state", state: "running", attempt: 1 },
      { type: "output", text: "one\n" },
      { type: "progress", fraction: 0.5, message: "half" },
      { type: "state", state: "succeeded", attempt: 1 },
    ]);
  });

  it("fits the contract of the stream", async () => {
    const job = await run(async ({ report }) => {
      report.output("x".repeat(1025 * kilobyte));
      report.progress({ fraction: 7, message: "m".repeat(5_000) });
    });
    const events = await listEvents(ctx, { jobId: job.id, afterId: 0, limit: 1_000 });
    for (const { type, data, at } of events) JobEventData[type].parse({ ...data, at: at.toISOString() });
    expect(events.at(-2)?.data).toMatchObject({ fraction: 1 });
  });

  it("is joined: 5,000 pieces and as many steps make a few rows, with the newest step", async () => {
    const pieces = Array.from({ length: 5_000 }, (_, i) => `line ${i}\n`);
    const job = await run(async ({ report }) => {
      for (const [i, piece] of pieces.entries()) {
        report.output(piece);
        report.progress({ fraction: i / pieces.length, message: `step ${i}` });
      }
    });
    const events = await eventsOf(job.id);
    expect(events.filter(({ type }) => type === "progress")).toEqual([
      { type: "progress", fraction: 0.9998, message: "step 4999" },
    ]);
    expect(textOf(events)).toBe(pieces.join(""));
    expect(events.length).toBeLessThan(10);
  });

  it("is written ten times a second at most", async () => {
    const startedMs = performance.now();
    const job = await run(async ({ report }) => {
      for (let i = 0; i < 300; i++) {
        report.output(`${i}\n`);
        await ctx.db.execute(sql`select 1`);
      }
    });
    const passedMs = performance.now() - startedMs;
    const events = await eventsOf(job.id);
    expect(events.filter(({ type }) => type === "output").length).toBeLessThanOrEqual(passedMs / 100 + 2);
    expect(textOf(events)).toBe(Array.from({ length: 300 }, (_, i) => `${i}\n`).join(""));
  });

  it("is cut at 1 MB of output, and one event says so", async () => {
    const job = await run(async ({ report }) => {
      for (let i = 0; i < 20; i++) report.output("x".repeat(100 * kilobyte));
    });
    const events = await eventsOf(job.id);
    expect(textOf(events).length).toBe(1024 * kilobyte);
    expect(events.filter((event) => "truncated" in event)).toEqual([{ type: "output", text: "", truncated: true }]);
  });

  it("keeps characters whole, and holds nothing that Postgres cannot keep", async () => {
    const text = `a${"😀".repeat(20 * kilobyte)}`;
    const job = await run(async ({ report }) => {
      report.output(text);
      report.output("nul \0, half \ud83d!");
    });
    expect(textOf(await eventsOf(job.id))).toBe(`${text}nul \ufffd, half \ufffd!`);
  });

  it("costs no row when it is nothing", async () => {
    const job = await run(async () => {});
    expect(await eventsOf(job.id)).toHaveLength(2);
  });
});

describe("a read-only call", () => {
  it("leaves no events when it ends at once", async () => {
    const before = await ctx.db.$count(jobEvents);
    const job = await run(async ({ report }) => report.output("gone"), { effects: "read" });
    expect(job.state).toBe("succeeded");
    expect(await ctx.db.$count(jobEvents)).toBe(before);
  });

  it("has told everything from its start once it is on record", async () => {
    let end = () => {};
    const job = await run(
      ({ report }) => {
        report.output("early\n");
        return new Promise((resolve) => {
          end = () => {
            report.output("late\n");
            resolve();
          };
        });
      },
      { effects: "read", wait_s: 0.02 },
    );
    await expect.poll(async () => textOf(await eventsOf(job.id))).toBe("early\n");
    end();
    await runningJobs(ctx.db).get(job.id)?.over;
    expect(textOf(await eventsOf(job.id))).toBe("early\nlate\n");
    expect((await eventsOf(job.id)).at(-1)).toMatchObject({ state: "succeeded" });
  });
});

it("writes nothing of a run that is over, or that another attempt has replaced", async () => {
  let told: Report | undefined;
  const job = await run(
    ({ report }) => {
      told = report;
      return new Promise(() => {});
    },
    { wait_s: 0.02 },
  );
  const older = createReporter(ctx, { id: job.id, attempt: 0 });
  older.start();
  older.report.output("from an older attempt");
  await older.finish();
  await moveJobs(ctx, { to: "cancelled", where: sql`id = ${job.id}` });
  told?.output("too late");
  runningJobs(ctx.db).get(job.id)?.controller.abort(new Error("stop"));
  await runningJobs(ctx.db).get(job.id)?.over;
  expect(await eventsOf(job.id)).toMatchObject([{ state: "running" }, { state: "cancelled" }]);
  expect(await findJob(ctx, job.id)).toMatchObject({ state: "cancelled" });
});
