import { Agent } from "node:http";
import { expect, it } from "vitest";
import { follow } from "./follow";
import { createInstallation, databaseKinds } from "./installation";
import { queueCall, readJob, send } from "./send";
import { startServer } from "./server";
import { writeUntilRefused } from "./write-until-refused";

/** As scripts/server.mjs and start-process.ts have them: jobs drain, the rest settles twice, sockets close. */
const stopMsMax = 15_000;
/** Longer than jobs may take to drain, so that one of this length is handed back. */
const longerThanDrainS = 13;
const cases = await Promise.all(
  databaseKinds.map(async (kind) => ({ kind, installation: await createInstallation(kind) })),
);

it.each(cases)(
  "answers whom it took and finishes after its restart what it accepted, when stopped under load on $kind",
  async ({ installation }) => {
    const first = await startServer(installation, { ORCHESTRATOR_CONCURRENCY: "6" });
    const wait = (seconds: number, message: string) => ({ intent: "system.wait", inputs: { seconds, message } });
    const inFlight = (body: object, agent?: Agent) =>
      send(first.url, { path: "/orchestrate", body, ...(agent && { agent }) });

    // Six jobs take all places, until well after the stop has begun or longer; what comes after them is queued.
    const long = await queueCall(first.url, "system.wait", { seconds: longerThanDrainS });
    await expect.poll(async () => (await readJob(first.url, long)).state).toBe("running");
    const short = [1, 2, 3].map((n) => inFlight({ ...wait(5, `short ${n}`), wait_s: 20 }));
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const kept = inFlight({ ...wait(5, "on a connection that is kept"), wait_s: 20 }, agent);
    const tooLong = inFlight({ ...wait(longerThanDrainS, "too long"), wait_s: 40 });
    const stream = follow(first.url, { id: long });
    const poll = send(first.url, { path: `/jobs/${long}?wait=20` });
    await Promise.all([...short, kept, tooLong, poll].map(({ taken }) => taken));
    const accepted = await Promise.all(
      Array.from({ length: 40 }, (_, n) => queueCall(first.url, "memory.write", { text: `accepted ${n}` })),
    );
    for (const id of accepted) expect(await readJob(first.url, id)).toMatchObject({ state: "queued" });
    const load = writeUntilRefused(first.url);
    await load.begun;

    const ended = first.end("SIGTERM");
    const { acknowledged, faults } = await load.over;
    expect(faults).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { answer } of short) expect(await answer).toMatchObject({ status: 200, body: { status: "success" } });
    expect((await kept.answer).status).toBe(200);
    const late = await inFlight({ ...wait(0, "on the same connection"), wait_s: 20 }, agent).answer;
    expect(late).toMatchObject({ status: 503, body: { code: "shutting_down" } });
    expect(await poll.answer).toMatchObject({ status: 200, body: { status: "accepted", job_id: long } });
    const handedBack = await tooLong.answer;
    expect(handedBack).toMatchObject({ status: 202, body: { status: "accepted" } });
    expect(await stream.over).toEqual({ isBroken: false });
    const { code, afterMs } = await ended;
    expect(code).toBe(0);
    expect(afterMs).toBeLessThan(stopMsMax);

    const second = await startServer(installation);
    const resumed = follow(second.url, { id: long, afterId: stream.events.at(-1)?.id ?? undefined });
    for (const id of [...accepted, ...acknowledged]) {
      const job = await readJob(second.url, id, 20);
      expect(job).toMatchObject({ state: "succeeded", attempt: 1, result: { status: "stored" } });
    }
    await resumed.over;
    expect(resumed.events.at(-1)).toMatchObject({ event: "envelope", data: { status: "success", job_id: long } });
    const log = follow(second.url, { id: long });
    await log.over;
    expect([...stream.events, ...resumed.events]).toEqual(log.events);
    expect(log.events.filter(({ data }) => data.state === "running").map(({ data }) => data.attempt)).toEqual([1, 2]);
    expect(await readJob(second.url, handedBack.body.job_id, 20)).toMatchObject({ state: "succeeded" });
  },
);
