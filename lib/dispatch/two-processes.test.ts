import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { queryRows } from "@/lib/db/database";
import { jobs } from "@/lib/db/schema";
import { localActor } from "@/lib/records/actors";
import { endLeases } from "@/lib/testing/end-leases";
import { noteTool } from "@/lib/testing/note-tool";
import { startChild } from "@/lib/testing/start-child";
import { createTestContext } from "@/lib/testing/test-context";
import { runCall } from "./run-call";

const jobsCount = 2_000;
const ctx = { ...(await createTestContext()), actor: localActor };
const isPostgres = process.env.TEST_DATABASE === "postgres";

async function count(query: ReturnType<typeof sql>): Promise<number> {
  const [row] = await queryRows<{ n: string }>({ db: ctx.db, query });
  return Number(row?.n);
}

it.runIf(isPostgres)(
  `finishes each of ${jobsCount} jobs exactly once when one of two processes is killed half-way`,
  async () => {
    const [{ url } = { url: "" }] = await queryRows<{ url: string }>({
      db: ctx.db,
      query: sql`select current_database() as url`,
    });
    const address = new URL(process.env.TEST_DATABASE_URL ?? "");
    address.pathname = `/${url}`;
    await ctx.db.execute(sql`create table notes (n int, pid int)`);
    const tool = noteTool(async () => {});
    for (let n = 0; n < jobsCount; n += 50) {
      await Promise.all(
        Array.from({ length: 50 }, (_, i) =>
          runCall(ctx, {
            request: { intent: tool.intent, inputs: { n: n + i }, mode: "auto", wait_s: 0 },
            route: { mode: "agent", tool },
            input: { n: n + i },
          }),
        ),
      );
    }
    expect(await count(sql`select count(*) as n from jobs where state = 'queued'`)).toBe(jobsCount);

    const workers = [
      await startChild({ script: "run-worker", args: [address.href] }),
      await startChild({ script: "run-worker", args: [address.href] }),
    ];
    for (const worker of workers) expect(await worker.nextLine()).toBe("ready");
    await expect
      .poll(() => count(sql`select count(*) as n from jobs where state = 'succeeded'`), {
        timeout: 60_000,
        interval: 20,
      })
      .toBeGreaterThan(jobsCount / 2);
    await workers[0]?.kill();
    // What the dead one held is free when its lease is over; nobody need wait for that here.
    await endLeases(ctx.db);
    await expect
      .poll(() => count(sql`select count(*) as n from jobs where state = 'succeeded'`), {
        timeout: 60_000,
        interval: 50,
      })
      .toBe(jobsCount);

    expect(await ctx.db.$count(jobs)).toBe(jobsCount);
    const ends = sql`select count(*) as n from job_events where type = 'state' and data ->> 'state' = 'succeeded'`;
    expect(await count(ends)).toBe(jobsCount);
    expect(await count(sql`select count(distinct n) as n from notes`)).toBe(jobsCount);
    // Only what was in hand when the process died may have run twice: 20 at a time in each, with the living one's own.
    expect((await count(sql`select count(*) as n from notes`)) - jobsCount).toBeLessThanOrEqual(40);
    expect(await count(sql`select count(distinct pid) as n from notes`)).toBe(2);
  },
  180_000,
);
