import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { serve } from "inngest/node";
import { afterAll, expect, it } from "vitest";
import { AppError } from "@/lib/core/app-error";
import { parseEnv } from "@/lib/core/env";
import { awaitJob } from "@/lib/dispatch/await-job";
import { cancelJob } from "@/lib/dispatch/cancel-job";
import { guardRunning } from "@/lib/dispatch/guard-running";
import { runCall } from "@/lib/dispatch/run-call";
import { createQueue } from "@/lib/engines/queue/create-queue";
import { createInngestClient } from "@/lib/engines/queue/inngest-client";
import { createFunctions } from "@/lib/surfaces/inngest/create-functions";
import { probeTool } from "@/lib/testing/probe-tool";
import { createTestContext } from "@/lib/testing/test-context";
import type { Tool } from "@/lib/tools/define-tool";

const { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey, INNGEST_BASE_URL: baseUrl } = process.env;
if (!baseUrl) throw new Error("INNGEST_BASE_URL: set it to an Inngest server, such as http://127.0.0.1:8288.");

const keys =
  eventKey && signingKey ? { INNGEST_EVENT_KEY: eventKey, INNGEST_SIGNING_KEY: signingKey } : { INNGEST_DEV: "1" };
const base = await createTestContext();
const env = parseEnv({ ...keys, INNGEST_BASE_URL: baseUrl });
const settings = env.inngest;
if (!settings) throw new Error("Inngest is not configured");
const ctx = { ...base, env, queue: createQueue({ env, log: base.log }) };
const client = createInngestClient({ settings, log: ctx.log });
afterAll(guardRunning(ctx));

/** Serves the functions for one tool and has Inngest know them. */
async function serveFor(tool: Tool): Promise<void> {
  const tools = {
    find: (_ctx: unknown, { intent }: { intent: string }) => (intent === tool.intent ? tool : null),
    list: () => [tool],
  };
  const open = async () => ({ ctx, database: { maintain: async () => {} } });
  const functions = createFunctions({ client, env, tools, open, deliverCallbacks: null });
  const server = createServer(serve({ client, functions, servePath: "/api/inngest" }));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  afterAll(() => void server.close());
  const { port } = server.address() as AddressInfo;
  const synced = await fetch(`http://127.0.0.1:${port}/api/inngest`, { method: "PUT" });
  expect(await synced.json()).toMatchObject({ message: "Successfully registered" });
}

async function queueJob(tool: Tool) {
  const request = { intent: tool.intent, inputs: { n: Math.random() }, mode: "auto" as const, wait_s: 0 };
  return (await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n: 0 } })).job;
}

it("runs no more of an intent at once than it allows", async () => {
  const running = { now: 0, most: 0 };
  const { tool, calls } = probeTool({
    concurrencyMax: 2,
    run: async () => {
      running.now += 1;
      running.most = Math.max(running.most, running.now);
      await sleep(400);
      running.now -= 1;
      return 1;
    },
  });
  await serveFor(tool);
  const jobs = await Promise.all(Array.from({ length: 8 }, () => queueJob(tool)));
  const ended = await Promise.all(jobs.map((job) => awaitJob(ctx, { job, waitMs: 60_000 })));
  expect(ended.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(jobs.map(() => "succeeded 1"));
  expect([running.most, calls.count]).toEqual([2, 8]);
});

it("tries a job again at the time that its own plan says", async () => {
  const startedAt: number[] = [];
  const { tool } = probeTool({
    effects: "idempotent",
    run: async () => {
      startedAt.push(Date.now());
      if (startedAt.length === 1) throw new AppError({ code: "upstream_failed", detail: "down", retryAfterS: 3 });
      return 1;
    },
  });
  await serveFor(tool);
  const job = await queueJob(tool);
  expect(await awaitJob(ctx, { job, waitMs: 60_000 })).toMatchObject({ state: "succeeded", attempt: 2 });
  const [first = 0, second = 0] = startedAt;
  expect(second - first).toBeGreaterThanOrEqual(3_000);
  expect(second - first).toBeLessThan(6_000);
});

it("stops a running job within a second of its cancellation", async () => {
  const { tool, calls } = probeTool({ run: (_n, signal) => once(signal, "abort").then(() => 1) });
  await serveFor(tool);
  const job = await queueJob(tool);
  await expect.poll(() => calls.count, { timeout: 20_000 }).toBe(1);
  const cancelledAt = Date.now();
  await cancelJob(ctx, job.id);
  expect(await awaitJob(ctx, { job, waitMs: 5_000 })).toMatchObject({ state: "cancelled" });
  expect(Date.now() - cancelledAt).toBeLessThan(1_000);
});
