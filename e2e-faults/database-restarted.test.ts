import { expect, it } from "vitest";
import { onServer } from "@/lib/testing/test-database";
import { createInstallation, databaseKinds } from "./installation";
import { queueCall, readJob, send } from "./send";
import { startServer } from "./server";

const installation = databaseKinds.includes("postgres") ? await createInstallation("postgres") : null;
const restartsCount = 8;
const callersCount = 8;

it.runIf(installation)(
  "serves on and loses no job while the database drops all connections again and again",
  async () => {
    if (!installation) return;
    const databaseUrl = installation.variables.DATABASE_URL ?? "";
    const { url, end, complaints } = await startServer(installation);
    const accepted: string[] = [];
    const unexpected: unknown[] = [];
    let isOver = false;

    async function callOn(caller: number): Promise<void> {
      for (let n = 0; !isOver; n++) {
        const body = { intent: "memory.write", inputs: { text: `text ${n} of caller ${caller}` }, wait_s: n % 2 };
        const { status, body: answer } = await send(url, { path: "/orchestrate", body }).answer;
        if (status === 200 || status === 202) accepted.push(answer.job_id);
        else if (answer.code !== "database_unavailable") unexpected.push(answer);
      }
    }

    const callers = Array.from({ length: callersCount }, (_, n) => callOn(n));
    for (let n = 1; n <= restartsCount; n++) {
      // As a restart of the server does, to every connection at once; between two of them some calls get through.
      await onServer(
        databaseUrl,
        (sql) => sql`
      select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
      );
      const before = accepted.length;
      await expect.poll(() => accepted.length, { timeout: 10_000, interval: 20 }).toBeGreaterThan(before + 5);
    }
    isOver = true;
    await Promise.all(callers);
    expect(unexpected).toEqual([]);
    const last = await queueCall(url, "system.wait", { seconds: 0 });
    for (const id of [...accepted, last]) expect(await readJob(url, id, 40)).toMatchObject({ state: "succeeded" });
    // Next keeps the process alive after one; another platform would end it.
    expect(complaints()).not.toContain("uncaughtException");
    expect((await end("SIGTERM")).code).toBe(0);
  },
);
