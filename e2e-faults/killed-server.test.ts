import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import { endLeases } from "@/lib/testing/end-leases";
import { createReceiver } from "@/lib/testing/receiver";
import { startCountingProvider } from "./counting-provider";
import { createInstallation, databaseKinds, type Installation } from "./installation";
import { call, queueCall, readJob, send } from "./send";
import { startServer } from "./server";

/**
 * No tool that ships has effects `once`, so the job that the killed process left behind is made one. Postgres has no
 * single process: what the dead one held is free when its lease is over, and nobody need wait for that here.
 */
async function makeOnce({ kind, withDatabase }: Installation, id: string): Promise<void> {
  await withDatabase(async ({ db }) => {
    await db.execute(sql`update jobs set effects = 'once', attempts_max = 1 where id = ${id} and state = 'running'`);
    if (kind === "postgres") await endLeases(db);
  });
}

const cases = await Promise.all(
  databaseKinds.map(async (kind) => ({
    kind,
    installation: await createInstallation(kind),
    provider: await startCountingProvider(),
    receiver: await createReceiver(),
  })),
);

it.each(cases)(
  "loses no job and repeats none that must happen once when killed in mid-job on $kind",
  async ({ installation, provider, receiver }) => {
    receiver.answer = (response) => void response.writeHead(500).end();
    // Four run: three from the queue and one in its caller's request. The others wait.
    const variables = { ...provider.variables, ORCHESTRATOR_CONCURRENCY: "4" };
    const first = await startServer(installation, variables);
    const write = (text: string, more: object = {}) => queueCall(first.url, "memory.write", { text }, more);

    const told = await call(first.url, { intent: "system.whoami", inputs: {}, callback_url: receiver.url });
    await expect.poll(async () => (await readJob(first.url, told.job_id)).callback?.attempts.length).toBe(1);
    const inRequest = send(first.url, {
      path: "/orchestrate",
      body: { intent: "memory.write", inputs: { text: "in a request" }, wait_s: 20 },
    });
    await provider.holds(["in a request"]);
    const read = await queueCall(first.url, "system.wait", { seconds: 2 });
    const again = await write("may run twice", { callback_url: receiver.url });
    const once = await write("must run once", { callback_url: receiver.url });
    const queued = [await write("queued 1"), await queueCall(first.url, "system.wait", { seconds: 0 })];
    await provider.holds(["may run twice", "must run once"]);
    expect(await readJob(first.url, read)).toMatchObject({ state: "running", attempt: 1 });
    for (const id of queued) expect(await readJob(first.url, id)).toMatchObject({ state: "queued", attempt: 0 });
    await first.end("SIGKILL");
    await expect(inRequest.answer).rejects.toThrow();
    await makeOnce(installation, once);

    provider.release();
    const arrived = receiver.received.length;
    expect(arrived).toBe(1);
    receiver.answer = (response) => void response.writeHead(204).end();
    const second = await startServer(installation, variables);
    expect(await readJob(second.url, read, 20)).toMatchObject({ state: "succeeded", attempt: 2 });
    expect(await readJob(second.url, again, 20)).toMatchObject({ state: "succeeded", attempt: 2 });
    expect(await readJob(second.url, once, 20)).toMatchObject({ state: "failed", attempt: 1, code: "interrupted" });
    for (const id of queued)
      expect(await readJob(second.url, id, 20)).toMatchObject({ state: "succeeded", attempt: 1 });

    // The same requests again: the one that lost its answer gets it, and what must happen once is not done now either.
    const repeat = (text: string) => call(second.url, { intent: "memory.write", inputs: { text }, wait_s: 20 });
    expect(await repeat("in a request")).toMatchObject({ status: "success", result: { status: "stored" } });
    expect(await repeat("must run once")).toMatchObject({ status: "error", code: "interrupted", job_id: once });
    expect(["in a request", "may run twice", "must run once", "queued 1"].map(provider.countOf)).toEqual([2, 2, 1, 1]);

    await expect.poll(() => receiver.received.length, { timeout: 20_000 }).toBe(arrived + 3);
    const ids = receiver.received.slice(arrived).map(({ body }) => (JSON.parse(body) as { job_id: string }).job_id);
    expect(ids.sort()).toEqual([told.job_id, again, once].sort());
    expect(await readJob(second.url, told.job_id)).toMatchObject({ callback: { state: "delivered" } });
    expect((await second.end("SIGTERM")).code).toBe(0);
  },
);
