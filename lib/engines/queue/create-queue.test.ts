import { expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { startInngestStandIn } from "@/lib/testing/inngest-stand-in";
import { createQueue } from "./create-queue";

const log = createLog({ file: null, level: "silent" });
const inngest = await startInngestStandIn();
const runAt = new Date("2030-01-01T00:00:00Z");
const job = { id: "job_1", intent: "probe.run", runAt, priority: 0, attempt: 0, sentAt: null };

it.each([
  ["the embedded queue without Inngest", {}, "embedded"],
  ["Inngest with a dev server", { INNGEST_DEV: "1" }, "inngest"],
  ["Inngest with both keys", { INNGEST_EVENT_KEY: "e", INNGEST_SIGNING_KEY: "s" }, "inngest"],
])("chooses %s", (_name, variables, kind) => {
  expect(createQueue({ env: parseEnv(variables), log }).kind).toBe(kind);
});

it("sends a job with an id that says which start it is, at its time, urgent ones with a head start", async () => {
  const queue = createQueue({ env: parseEnv({ INNGEST_DEV: inngest.url }), log });
  await queue.send([
    job,
    { ...job, attempt: 1, priority: 2, runAt: null },
    { ...job, attempt: 1, priority: -200, sentAt: new Date(5) },
  ]);
  await queue.cancel("job_1");
  const data = { id: "job_1", intent: "probe.run" };
  expect(inngest.events).toMatchObject([
    { name: "orchestrator/job.due", id: "job_1.0", ts: runAt.getTime(), data: { ...data, attempt: 0, priority_s: 0 } },
    { name: "orchestrator/job.due", id: "job_1.1", data: { ...data, attempt: 1, priority_s: 120 } },
    { name: "orchestrator/job.due", id: "job_1.1.5", data: { ...data, priority_s: -600 } },
    { name: "orchestrator/job.cancelled", id: "job_1.cancelled", data: { id: "job_1" } },
  ]);
});

it("rejects when Inngest does not take a job", async () => {
  const queue = createQueue({ env: parseEnv({ INNGEST_DEV: inngest.url }), log });
  inngest.isDown = true;
  await expect(queue.send([job])).rejects.toThrow();
});
