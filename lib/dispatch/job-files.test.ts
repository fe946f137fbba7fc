import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { JobView } from "@/lib/contracts/envelope";
import { parseEnv } from "@/lib/core/env";
import { jobs } from "@/lib/db/schema";
import { jobFiles } from "@/lib/db/schema-actions";
import { findFile } from "@/lib/records/files/find-file";
import { findJobDetails } from "@/lib/records/jobs/find-job-details";
import type { Job } from "@/lib/records/jobs/job";
import { createTestContext } from "@/lib/testing/test-context";
import { defineTool, type KeptFile, type ToolContext } from "@/lib/tools/define-tool";
import { forgetOldJobs } from "./forget-old-jobs";
import { jobView } from "./job-envelope";
import { runCall } from "./run-call";

const ctx = await createTestContext();
const megabyte = 1024 * 1024;
const dayMs = 24 * 60 * 60_000;

/** Runs a read-only tool that keeps what the test says, at another time if need be. */
async function run(work: (ctx: ToolContext) => Promise<unknown>, on = ctx): Promise<Job> {
  const tool = defineTool({
    intent: "probe.keep",
    title: "Keep",
    description: "Keeps files.",
    effects: "read",
    input: z.strictObject({}),
    output: z.strictObject({}),
    example: {},
    timeoutMs: 20_000,
    run: async (toolCtx) => {
      await work(toolCtx);
      return {};
    },
  });
  const request = { intent: tool.intent, inputs: {}, mode: "auto" as const, wait_s: 30 };
  return (await runCall(on, { request, route: { mode: "agent", tool }, input: {} })).job;
}

const bytes = (count: number) => new Uint8Array(count).fill(7);
const file = (change: Partial<Parameters<ToolContext["keep"]>[0]> = {}) => ({
  name: "a.png",
  mimeType: "image/png",
  content: Uint8Array.from([0, 255, 137, 80, 0]),
  ...change,
});

describe("a file that a tool keeps", () => {
  it("is listed with its job, and comes back byte for byte", async () => {
    let kept: KeptFile | null = null;
    const job = await run(async ({ keep }) => {
      kept = await keep(file());
    });
    expect(job.state).toBe("succeeded");
    const { files } = JobView.parse(jobView(ctx, { job, ...(await findJobDetails(ctx, job)) }));
    expect(files).toEqual([kept]);
    const { file_id = "", url } = files[0] ?? {};
    expect(files).toMatchObject([{ name: "a.png", mime_type: "image/png", bytes: 5 }]);
    expect(url).toBe(`${ctx.env.publicUrl}/jobs/${job.id}/files/${file_id}`);
    const found = await findFile(ctx, { jobId: job.id, id: file_id });
    expect([...(found?.content ?? [])]).toEqual([0, 255, 137, 80, 0]);
    expect(await findFile(ctx, { jobId: `job_${"0".repeat(26)}`, id: file_id })).toBeNull();
  });

  it("has a name that is one part and hides nothing", async () => {
    const names = ["../../etc/passwd", "a\u202egnp.exe", "\u0000\u200b", "C:\\x\\y.txt", `${"ü".repeat(300)}.png`];
    const job = await run(async ({ keep }) => {
      for (const name of names) await keep(file({ name, mimeType: "IMAGE/PNG; x=y\r\nSet-Cookie: a" }));
    });
    const { files } = await findJobDetails(ctx, job);
    expect(files.map(({ name }) => name)).toEqual(["etc_passwd", "agnp.exe", "file", "C_x_y.txt", "ü".repeat(120)]);
    expect(new Set(files.map(({ mimeType }) => mimeType))).toEqual(new Set(["image/png"]));
  });

  it("is refused when it is over 10 MB", async () => {
    const job = await run(({ keep }) => keep(file({ content: bytes(10 * megabyte + 1) })));
    expect(job).toMatchObject({ state: "failed", error: { code: "output_too_large" } });
    expect(await ctx.db.$count(jobFiles, eq(jobFiles.jobId, job.id))).toBe(0);
  });

  it("is refused when all are over 30 MB, or more than 20", async () => {
    const large = await run(async ({ keep }) => {
      await Promise.all([1, 2, 3].map(() => keep(file({ content: bytes(10 * megabyte) }))));
      await keep(file());
    });
    expect(large).toMatchObject({ state: "failed", error: { code: "output_too_large" } });
    expect(await ctx.db.$count(jobFiles, eq(jobFiles.jobId, large.id))).toBe(3);
    const many = await run(({ keep }) => Promise.all(Array.from({ length: 21 }, () => keep(file()))));
    expect(many).toMatchObject({ state: "failed", error: { code: "output_too_large" } });
    expect(await ctx.db.$count(jobFiles, eq(jobFiles.jobId, many.id))).toBe(20);
  });

  it("is on record with its job before anything else happens to either", async () => {
    let states: string[] = [];
    await run(async ({ keep, job }) => {
      await keep(file());
      states = (await ctx.db.select().from(jobs).where(eq(jobs.id, job.id))).map(({ state }) => state);
    });
    expect(states).toEqual(["running"]);
  });

  it("is not kept any more when the run is over", async () => {
    let late: ToolContext["keep"] | null = null;
    const job = await run(async ({ keep }) => {
      late = keep;
    });
    await expect((late as unknown as ToolContext["keep"])(file())).rejects.toMatchObject({ code: "cancelled" });
    expect(await ctx.db.$count(jobFiles, eq(jobFiles.jobId, job.id))).toBe(0);
  });
});

describe("retention", () => {
  const at = (days: number) => ({ ...ctx, clock: { now: () => new Date(Date.now() - days * dayMs) } });
  const forget = (variables: Record<string, string>) => forgetOldJobs({ ...ctx, env: parseEnv(variables) });

  it("removes files with what the job returned, and when the job has gone", async () => {
    const keepOne = ({ keep }: ToolContext) => keep(file());
    const [old, young] = [await run(keepOne, at(31)), await run(keepOne, at(29))];
    const orphan = await run(keepOne, at(40));
    await ctx.db.delete(jobs).where(eq(jobs.id, orphan.id));
    await forget({ ORCHESTRATOR_RETENTION_PAYLOAD_DAYS: "0", ORCHESTRATOR_RETENTION_JOB_DAYS: "0" });
    const left = (job: Job) => ctx.db.$count(jobFiles, eq(jobFiles.jobId, job.id));
    expect(await Promise.all([old, young, orphan].map(left))).toEqual([1, 1, 1]);
    await forget({});
    expect(await Promise.all([old, young, orphan].map(left))).toEqual([0, 1, 0]);
  });

  it("leaves the files of a job that goes on", async () => {
    await run(async (toolCtx) => {
      await toolCtx.keep(file());
      await forget({});
      expect(await ctx.db.$count(jobFiles, eq(jobFiles.jobId, toolCtx.job.id))).toBe(1);
    }, at(31));
  });
});
