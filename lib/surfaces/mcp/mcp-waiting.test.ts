import type { Progress } from "@modelcontextprotocol/client";
import { describe, expect, it } from "vitest";
import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { holdEmbeddings } from "@/lib/testing/held-embeddings";
import { connectMcp, textsOf } from "@/lib/testing/mcp-client";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp } from "@/lib/testing/test-app";

const app = await createTestApp({ clock: systemClock });
await startJobWatch(app.runtime.database);
const url = await serveApp(app.handle);
const key = await app.createKey();

type View = { state: string; status: string };

describe.each(["2025-11-25", "2026-07-28"] as const)("a client of %s", (era) => {
  const client = connectMcp({ url, key, era });
  const wait = (seconds: number) => ({ name: "system_wait", arguments: { seconds, message: "Kettle" } });
  const viewOf = async (job_id: string, wait_s = 0) =>
    (await (await client).callTool({ name: "job_get", arguments: { job_id, wait_s } })).structuredContent as View;
  const newestJob = async () => {
    const response = await app.send({ path: "/jobs?intent=system.wait&limit=1", key });
    return ((await response.json()) as { jobs: { job_id: string; state: string }[] }).jobs[0];
  };

  it("is answered with a job when the result is not ready in time, and gets it from job_get", async () => {
    const provider = await holdEmbeddings();
    app.runtime.env = parseEnv(provider.variables);
    const _meta = { "orchestrator/wait_s": 0.05 };
    const result = await (await client).callTool({ name: "memory_write", arguments: { text: `late ${era}` }, _meta });
    expect(result).toMatchObject({ structuredContent: { status: "accepted" } });
    const { job_id } = result.structuredContent as { job_id: string };
    const [text] = textsOf(result);
    expect(text).toContain(`call job_get with {"job_id":"${job_id}","wait_s":40}`);
    await provider.held();
    expect(await viewOf(job_id)).toMatchObject({ status: "accepted", state: "running" });
    const polled = viewOf(job_id, 40);
    provider.release();
    expect(await polled).toMatchObject({ status: "success", state: "succeeded" });
    app.runtime.env = parseEnv({});
  });

  it("is told of the progress that it asked for, each time more, and waits longer for it", async () => {
    app.runtime.env = parseEnv({ ORCHESTRATOR_SYNC_TIMEOUT: "0" });
    const told: Progress[] = [];
    const onprogress = (progress: Progress) => void told.push(progress);
    const result = await (await client).callTool(wait(3), { onprogress });
    expect(result.structuredContent).toMatchObject({ status: "success", result: { waited_s: expect.any(Number) } });
    expect(told.length).toBeGreaterThanOrEqual(2);
    expect(told.map(({ progress }) => progress)).toEqual(
      [...told.map(({ progress }) => progress)].sort((a, b) => a - b),
    );
    expect(new Set(told.map(({ progress }) => progress)).size).toBe(told.length);
    expect(told[0]).toMatchObject({ total: 100, message: expect.stringContaining("Kettle") });
    expect(told.at(-1)?.message).toBe("Done");
    app.runtime.env = parseEnv({});
  });

  it("joins a call of its own that still runs, and does not do it twice", async () => {
    const provider = await holdEmbeddings();
    app.runtime.env = parseEnv(provider.variables);
    const call = { name: "memory_write", arguments: { text: `slow ${era}` }, _meta: { "orchestrator/wait_s": 0.05 } };
    const first = await (await client).callTool(call);
    await provider.held();
    const second = await (await client).callTool(call);
    expect(second.structuredContent).toMatchObject({ status: "accepted" });
    const [one, two] = [first, second].map(({ structuredContent }) => (structuredContent as { job_id: string }).job_id);
    expect(two).toBe(one);
    provider.release();
    expect(await viewOf(one ?? "", 40)).toMatchObject({ state: "succeeded" });
    app.runtime.env = parseEnv({});
  });

  it(
    era === "2026-07-28" ? "cancels its call by hanging up" : "finds its call still running when it hung up",
    async () => {
      const stop = new AbortController();
      const onprogress = () => stop.abort();
      const call = (await client).callTool(wait(30), { signal: stop.signal, onprogress });
      await expect(call).rejects.toThrow();
      const job = await newestJob();
      const now = await viewOf(job?.job_id ?? "", era === "2026-07-28" ? 40 : 0);
      expect(now.state).toBe(era === "2026-07-28" ? "cancelled" : "running");
      if (now.state === "running")
        await (await client).callTool({ name: "job_cancel", arguments: { job_id: job?.job_id } });
    },
  );

  it("finds again by the same call what changes something, though it hung up", async () => {
    const provider = await holdEmbeddings();
    app.runtime.env = parseEnv(provider.variables);
    const stop = new AbortController();
    const call = { name: "memory_write", arguments: { text: `kept ${era}` } };
    const first = (await client).callTool(call, { signal: stop.signal });
    await provider.held();
    stop.abort();
    await expect(first).rejects.toThrow();
    const second = (await client).callTool(call);
    provider.release();
    expect((await second).structuredContent).toMatchObject({ status: "success", result: { status: "stored" } });
    app.runtime.env = parseEnv({});
  });
});
