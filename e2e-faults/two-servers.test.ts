import { expect, it } from "vitest";
import { endLeases } from "@/lib/testing/end-leases";
import { follow } from "./follow";
import { createInstallation, databaseKinds } from "./installation";
import { call, queueCall, readJob } from "./send";
import { startServer } from "./server";

const installation = databaseKinds.includes("postgres") ? await createInstallation("postgres") : null;

/** A job that runs in the very process that is asked, because its caller waits for it, though not for long. */
async function runOn(url: string, message: string): Promise<string> {
  return (await call(url, { intent: "system.wait", inputs: { seconds: 6, message }, wait_s: 0.2 })).job_id;
}

it.runIf(installation)("goes on with streams and jobs in the other of two processes when one is killed", async () => {
  if (!installation) return;
  const one = await startServer(installation);
  const other = await startServer(installation);
  const onOne = await runOn(one.url, "on the one");
  const onOther = await runOn(other.url, "on the other");
  // Each is followed through the process that does not run it.
  const crossed = follow(one.url, { id: onOther });
  const kept = follow(other.url, { id: onOne });
  const hasProgress = ({ events }: typeof kept) => events.some(({ event }) => event === "progress");
  await expect.poll(() => [crossed, kept].every(hasProgress), { timeout: 10_000 }).toBe(true);
  const queued = await Promise.all(
    Array.from({ length: 40 }, (_, n) => queueCall(one.url, "memory.write", { text: `text ${n}` })),
  );
  await one.end("SIGKILL");
  expect(await crossed.over).toEqual({ isBroken: true });

  const resumed = follow(other.url, { id: onOther, afterId: crossed.events.at(-1)?.id ?? undefined });
  await resumed.over;
  const whole = follow(other.url, { id: onOther });
  await whole.over;
  expect([...crossed.events, ...resumed.events]).toEqual(whole.events);
  expect(whole.events.at(-1)).toMatchObject({ event: "envelope", data: { status: "success", job_id: onOther } });
  expect(await readJob(other.url, onOther)).toMatchObject({ attempt: 1 });

  // What the dead one held is free when its lease is over; nobody need wait for that here.
  await installation.withDatabase(({ db }) => endLeases(db));
  expect(await kept.over).toEqual({ isBroken: false });
  expect(kept.events.at(-1)).toMatchObject({ event: "envelope", data: { status: "success", job_id: onOne } });
  const starts = kept.events.filter(({ data }) => data.state === "running");
  expect(starts.map(({ data }) => data.attempt)).toEqual([1, 2]);
  for (const id of queued) expect(await readJob(other.url, id, 20)).toMatchObject({ state: "succeeded" });
  expect((await other.end("SIGTERM")).code).toBe(0);
});
