import { EventEmitter, once, setMaxListeners } from "node:events";
import { expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openPostgres } from "@/lib/db/open-postgres";
import { jobs } from "@/lib/db/schema";
import { localActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { startJobWatch } from "@/lib/records/jobs/job-watch";
import { endLeases } from "@/lib/testing/end-leases";
import { noteTool } from "@/lib/testing/note-tool";
import { createTestClock } from "@/lib/testing/test-clock";
import { createServerDatabase, onServer } from "@/lib/testing/test-database";
import { runCall } from "./run-call";
import { startWorker } from "./worker";

const jobsCount = 60;

it.runIf(process.env.TEST_DATABASE === "postgres")(
  "finishes every job although the database drops every connection while they run",
  async () => {
    const server = process.env.TEST_DATABASE_URL ?? "";
    const { name, url } = await createServerDatabase(server);
    const database = await openPostgres({ url, connectionsMax: 4 });
    const clock = createTestClock();
    const stop = new AbortController();
    setMaxListeners(0, stop.signal);
    const ctx: Context = {
      db: database.db,
      env: parseEnv({ ORCHESTRATOR_CONCURRENCY: "8" }),
      clock,
      log: createLog({ file: null, level: "silent" }),
      actor: localActor,
      requestId: "req_test",
      queue: embeddedQueue,
      secretKey: "the secret key of the tests, 32 chars",
      signal: stop.signal,
    };
    await startJobWatch(database).catch(() => {});
    const ran: number[] = [];
    const progress = new EventEmitter();
    const halfWay = once(progress, "half-way");
    const tool = noteTool(async (n) => {
      ran.push(n);
      if (ran.length === jobsCount / 2) progress.emit("half-way");
    });
    for (let n = 0; n < jobsCount; n++) {
      const request = { intent: tool.intent, inputs: { n }, mode: "auto" as const, wait_s: 0 };
      await runCall(ctx, { request, route: { mode: "agent", tool }, input: { n } });
    }
    const worker = startWorker(ctx, { find: () => tool, list: () => [tool] });
    await halfWay;
    // As a restart of the server does, to every connection at once.
    await onServer(
      server,
      (admin) => admin`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${name}`,
    );
    // What was taken while the answer to it was lost is free when its lease is over.
    await expect
      .poll(() =>
        endLeases(ctx.db).then(
          () => true,
          () => false,
        ),
      )
      .toBe(true);
    const states = async () => {
      const rows = await ctx.db.select({ state: jobs.state }).from(jobs);
      return rows.filter((row) => row.state === "succeeded").length;
    };
    await expect.poll(() => states().catch(() => 0), { timeout: 60_000, interval: 200 }).toBe(jobsCount);
    // What was in hand when it went may have run twice, never less than once.
    expect(new Set(ran).size).toBe(jobsCount);
    worker.stop();
    stop.abort();
    await database.close();
  },
  120_000,
);
