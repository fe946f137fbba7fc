import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Envelope } from "@/lib/contracts/envelope";
import { systemClock } from "@/lib/core/clock";
import { startWorker, type Worker } from "@/lib/dispatch/worker";
import { createTestApp } from "@/lib/testing/test-app";

// The whole way, from POST /orchestrate to a real n8n and back, with the workflows of e2e-n8n/workflows.
const base = process.env.N8N_WEBHOOK_BASE ?? "";

describe.skipIf(base === "")("through the orchestrator", () => {
  let app: Awaited<ReturnType<typeof createTestApp>>;
  let worker: Worker | undefined;
  let key: string;
  let lastN = 0;

  beforeAll(async () => {
    app = await createTestApp({ variables: { N8N_WEBHOOK_BASE: base }, clock: systemClock });
    worker = startWorker(app.ctx);
    key = await app.createKey({ rights: ["admin"] });
  });
  afterAll(() => worker?.stop());

  const call = async (body: { intent: string; [more: string]: unknown }) => {
    lastN += 1;
    const response = await app.send({ path: "/orchestrate", key, body: { inputs: { n: lastN }, ...body } });
    return Envelope.parse(await response.json());
  };

  it.each(["flow", "auto"])("answers the seed's gmail.triage in %s mode with the workflow's result", async (mode) => {
    const answer = await call({ intent: "gmail.triage", inputs: { since: `1 hour ago, ${mode}` }, mode });
    expect(answer).toMatchObject({ status: "success", mode: "flow", result: { ok: true, intent: "gmail.triage" } });
  });

  it("turns a workflow of 12 s into a job that is polled to its result", async () => {
    const accepted = await call({ intent: "slow-12s", mode: "flow", wait_s: 1 });
    if (accepted.status !== "accepted") throw new Error(`it was not accepted: ${JSON.stringify(accepted)}`);
    const polled = await app.send({ path: `/jobs/${accepted.job_id}?wait=20`, key });
    expect(await polled.json()).toMatchObject({ status: "success", state: "succeeded", result: { ok: true } });
  });

  it.each([
    ["error-response-node", "ended without an answer"],
    ["error-last-node", "failed in n8n"],
    ["not-there", "no active workflow"],
  ])("makes of %s a failed job with a reason that helps", async (intent, reason) => {
    const answer = await call({ intent, mode: "flow" });
    expect(answer).toMatchObject({ status: "error", retryable: false, error: expect.stringContaining(reason) });
    expect(JSON.stringify(answer)).not.toMatch(/stacktrace|node_modules/);
  });

  it("lets a workflow that answers at once report its end by its link", async () => {
    const accepted = await call({ intent: "immediate", mode: "flow", wait_s: 0.5 });
    expect(accepted).toMatchObject({ status: "accepted", message: expect.stringContaining("goes on outside") });
  });

  it("knows a bound workflow by its credentials", async () => {
    const flow = { intent: "guarded.run", backend: "n8n", target: "header-auth" };
    const auth = { kind: "header", name: "X-Orchestrator-Key", value: "throwaway-not-a-secret" };
    await app.send({ path: "/flows", key, body: { ...flow, auth } });
    const answer = await call({ intent: "guarded.run" });
    expect(answer).toMatchObject({ status: "success", result: { ok: true } });
    expect(JSON.stringify(answer)).not.toContain(auth.value);
  });
});
