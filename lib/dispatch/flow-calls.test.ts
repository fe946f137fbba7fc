import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { CreateFlowRequest } from "@/lib/contracts/flow-binding";
import type { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { parseEnv } from "@/lib/core/env";
import { forgetGlobalState } from "@/lib/core/global-state";
import { jobs } from "@/lib/db/schema";
import { flows } from "@/lib/db/schema-actions";
import { budgets, intentRules } from "@/lib/db/schema-admission";
import { deleteExpiredClaims } from "@/lib/records/jobs/delete-expired-claims";
import { expireJobs } from "@/lib/records/jobs/expire-jobs";
import { findJob } from "@/lib/records/jobs/find-job";
import { listEvents } from "@/lib/records/jobs/list-events";
import { recoverJobs } from "@/lib/records/jobs/recover-jobs";
import { forgetRemembered } from "@/lib/records/remember";
import { activepiecesAnswers } from "@/lib/testing/activepieces-answers";
import { type SeenRequest, type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { setBudget, setRule } from "@/lib/testing/limits";
import { n8nAnswers } from "@/lib/testing/n8n-answers";
import { createTestContext } from "@/lib/testing/test-context";
import { awaitJob } from "./await-job";
import { cancelJob } from "./cancel-job";
import { orchestrate } from "./orchestrate";
import { resumeJob } from "./resume-job";
import { freePlaces } from "./running-jobs";
import { addFlow, changeFlow } from "./save-flow";
import { startWorker } from "./worker";

type Reply = StandInAnswer | ((response: import("node:http").ServerResponse) => void);
let reply: (seen: SeenRequest) => Reply = () => n8nAnswers.json;
const backend = await startFlowStandIn((seen) => reply(seen));
const variables = { N8N_WEBHOOK_BASE: `${backend.url}/webhook`, ACTIVEPIECES_BASE: `${backend.url}/api/v1` };
const opened = await createTestContext(variables);
const ctx = { ...opened, env: { ...opened.env, syncTimeoutMs: 5_000 } };
let lastN = 0;

beforeEach(async () => {
  reply = () => n8nAnswers.json;
  backend.seen.length = 0;
  forgetGlobalState("breakers");
  await ctx.db.delete(flows);
  forgetRemembered(ctx);
});

/** A call whose inputs no other test has. */
function call(request: Partial<OrchestrateRequest> & { intent: string }, on = ctx) {
  lastN += 1;
  return orchestrate(on, { mode: "auto", inputs: { n: lastN }, ...request });
}

const bind = (flow: object) => addFlow(ctx, CreateFlowRequest.parse({ backend: "n8n", ...flow }));
const bodyOf = (seen: SeenRequest | undefined) => JSON.parse(seen?.body ?? "{}") as Record<string, unknown>;
const tokenOf = (seen: SeenRequest | undefined) => String(bodyOf(seen).resume_url).split("/").at(-1) ?? "";
const refusal = (work: Promise<unknown>) =>
  work.then(
    () => expect.fail("it was not refused"),
    (error) => error,
  );

describe("by convention", () => {
  it.each(["flow", "auto"] as const)(
    "carries out the seed's gmail.triage in %s mode and answers with its result",
    async (mode) => {
      const { job } = await call({ intent: "gmail.triage", inputs: { since: `1 hour ago, ${mode}` }, mode });
      expect(job).toMatchObject({ mode: "flow", state: "succeeded", result: { value: { ok: true, triaged: [] } } });
      expect(backend.seen.map(({ method, url }) => `${method} ${url}`)).toEqual(["POST /webhook/gmail-triage"]);
    },
  );

  it("sends the seed's body, and what makes the flow safe to repeat and able to report", async () => {
    const traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00";
    const context = { user_id: "user_123" };
    const { job } = await call(
      { intent: "gmail.triage", inputs: { since: "1 hour ago" }, context, idempotency_key: "mine \u00e9" },
      { ...ctx, traceparent },
    );
    const [seen] = backend.seen;
    expect(bodyOf(seen)).toEqual({
      intent: "gmail.triage",
      inputs: { since: "1 hour ago" },
      context,
      job_id: job.id,
      idempotency_key: "mine \u00e9",
      traceparent: expect.stringMatching(/^00-0af7651916cd43dd8448eb211c80319c-[0-9a-f]{16}-00$/),
      resume_url: expect.stringMatching(new RegExp(`^${ctx.env.publicUrl}/resume/${job.id}\\.1\\.[\\w-]{43}$`)),
    });
    expect(seen?.headers).toMatchObject({ "idempotency-key": "mine%20%C3%A9", traceparent: bodyOf(seen).traceparent });
  });

  it("names the job where the caller has no key of its own, and takes any intent in flow mode", async () => {
    const { job } = await call({ intent: "reports.weekly.build", mode: "flow" });
    expect(backend.seen[0]?.url).toBe("/webhook/reports-weekly-build");
    expect(bodyOf(backend.seen[0])).toMatchObject({ idempotency_key: job.id });
  });

  it("is not led around a rule or a budget by another spelling", async () => {
    await setRule(ctx, { pattern: "held.flow", isEnabled: false });
    await setBudget(ctx, { scope: "intent", subject: "dear.*", hardMicros: 1 });
    forgetRemembered(ctx);
    const codes = [];
    for (const intent of ["held.flow", "held-flow", "dear-flow.a"]) {
      codes.push((await refusal(call({ intent, mode: "flow" }))).code);
    }
    expect(codes).toEqual(["intent_stopped", "intent_not_found", "intent_not_found"]);
    expect(backend.seen).toEqual([]);
    await ctx.db.delete(intentRules);
    await ctx.db.delete(budgets);
    forgetRemembered(ctx);
  });

  it.each([
    [{}, "N8N_WEBHOOK_BASE"],
    [{ ACTIVEPIECES_BASE: variables.ACTIVEPIECES_BASE }, "npm run flow:add"],
  ])("says what to set with %j", async (given, hint) => {
    const error = await refusal(call({ intent: "gmail.triage" }, { ...ctx, env: parseEnv(given) }));
    expect(error).toMatchObject({ code: "not_configured", hint: expect.stringContaining(hint) });
  });
});

it.each(["ssh.exec", "memory.write", "system.whoami"])("does not go round the gate of %s", async (intent) => {
  const error = await refusal(call({ intent, mode: "flow" }));
  expect(error).toMatchObject({ code: "invalid_request", errors: [{ path: "mode" }] });
  expect(backend.seen).toEqual([]);
});

describe("a bound flow", () => {
  it("wins over the convention, the closest pattern first", async () => {
    await bind({ intent: "crm.*", target: "any" });
    await bind({ intent: "crm.leads.*", target: "leads" });
    await bind({ intent: "crm.leads.add", target: "exact/add", method: "PUT" });
    for (const intent of ["crm.leads.add", "crm.leads.drop", "crm.show"]) await call({ intent });
    expect(backend.seen.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "PUT /webhook/exact/add",
      "POST /webhook/leads",
      "POST /webhook/any",
    ]);
  });

  it("is sent its credentials, which are stored encrypted and shown nowhere", async () => {
    const secret = "throwaway-header-value";
    const auth = { kind: "header", name: "X-Orchestrator-Key", value: secret };
    const made = await bind({ intent: "crm.add", auth });
    reply = (seen) => ({ ...n8nAnswers.json, body: JSON.stringify({ echoed: seen.headers }) });
    const { job } = await call({ intent: "crm.add" });
    expect(backend.seen[0]?.headers["x-orchestrator-key"]).toBe(secret);
    const rows = await Promise.all([ctx.db.select().from(flows), ctx.db.select().from(jobs)]);
    expect(JSON.stringify([made, job, rows])).not.toContain(secret);
    expect(made.auth).toEqual({ kind: "header" });
    await changeFlow(ctx, { id: made.flow_id, change: { target: "elsewhere" } });
    await call({ intent: "crm.add" });
    expect(backend.seen[1]).toMatchObject({ url: "/webhook/elsewhere", headers: { "x-orchestrator-key": secret } });
  });

  it("is not called with credentials that another secret key has stored", async () => {
    await bind({ intent: "crm.add", auth: { kind: "bearer", token: "abcdef" } });
    const { job } = await call({ intent: "crm.add" }, { ...ctx, secretKey: "another secret key, 32 characters" });
    expect(job).toMatchObject({ state: "failed", error: { code: "not_configured" } });
    expect(backend.seen).toEqual([]);
  });

  it("checks inputs by its schema before anything is called", async () => {
    const input_schema = {
      type: "object",
      required: ["since"],
      properties: { since: { type: "string" } },
      additionalProperties: false,
    };
    await bind({ intent: "crm.add", input_schema, example: { since: "today" } });
    expect(await refusal(call({ intent: "crm.add", inputs: { sinc: 1 } }))).toMatchObject({
      code: "invalid_inputs",
      errors: [{ path: "inputs.since", message: "is missing" }],
    });
    expect(backend.seen).toEqual([]);
  });

  it("fails when its answer is not as its output schema says", async () => {
    const output_schema = { type: "object", required: ["count"] };
    await bind({ intent: "crm.add", output_schema });
    const { job } = await call({ intent: "crm.add" });
    expect(job).toMatchObject({
      state: "failed",
      error: { code: "flow_output_invalid", error: expect.stringContaining("count") },
    });
  });

  it("is not run while it is switched off, not by convention either", async () => {
    await bind({ intent: "gmail.triage", enabled: false });
    expect(await refusal(call({ intent: "gmail.triage" }))).toMatchObject({ code: "not_configured" });
  });

  it.each([
    [{ intent: "memory.write" }, "intent"],
    [{ intent: "crm.add", input_schema: { type: "object", properties: 1 } }, "input_schema"],
    [{ intent: "crm.add", output_schema: { type: "nothing" } }, "output_schema"],
    [{ intent: "crm.add", output_schema: { allOf: [{ $ref: "#" }] } }, "output_schema"],
    [{ intent: "crm.add", input_schema: { type: "object", required: ["a"] }, example: { b: 1 } }, "example"],
    [{ intent: "crm.add", input_schema: { type: "object", properties: { a: { pattern: "(?=a)" } } } }, "input_schema"],
  ])("is refused with %j", async (flow, path) => {
    expect(await refusal(bind(flow))).toMatchObject({ code: "invalid_request", errors: [{ path }] });
  });

  it.each([
    { intent: "crm.add", target: "../admin" },
    { intent: "crm.add", target: "a//b" },
    { intent: "crm.add", target: "a?x=1" },
    { intent: "crm.add", target: "http://elsewhere/" },
    { intent: "crm.add", target: ".hidden" },
    { intent: "*" },
    { intent: "mcp.github.x" },
    { intent: "crm.add", backend: "activepieces" },
    { intent: "crm.*", backend: "activepieces", target: "ZARKWOUWKYS9hFazGxVGv" },
    { intent: "crm.add", colour: "red" },
  ])("cannot be $intent at $target of $backend", (flow) => {
    expect(CreateFlowRequest.safeParse({ backend: "n8n", ...flow }).success).toBe(false);
  });
});

it("matches a schema's patterns in linear time", async () => {
  const input_schema = { type: "object", properties: { a: { type: "string", pattern: "^(a+)+$" } } };
  await bind({ intent: "crm.add", input_schema });
  const startedMs = performance.now();
  const refused = await refusal(call({ intent: "crm.add", inputs: { a: `${"a".repeat(5_000)}!` } }));
  expect(refused).toMatchObject({ code: "invalid_inputs" });
  expect(performance.now() - startedMs).toBeLessThan(2_000);
});

it.each([
  ["gmail-purge", { intent: "gmail.purge", enabled: false }],
  ["crm.add-all", { intent: "crm.one", target: "crm-add-all" }],
  ["crm-x.y", { intent: "crm.*" }],
])("does not lead around a binding by another spelling: %s", async (intent, flow) => {
  await bind(flow);
  expect(await refusal(call({ intent, mode: "flow" }))).toMatchObject({ code: "intent_not_found" });
  expect(backend.seen).toEqual([]);
});

describe("a flow that goes on", () => {
  const start = async (request: Partial<OrchestrateRequest> = {}) => {
    reply = () => n8nAnswers.started;
    const { job } = await call({ intent: "slack.summarize", wait_s: 0.5, ...request });
    return { job, token: tokenOf(backend.seen.at(-1)) };
  };

  it("is a running job that nobody holds, until it reports its end", async () => {
    const { job, token } = await start();
    expect(job).toMatchObject({ state: "running", heldBy: null, leaseUntil: null });
    expect(await recoverJobs(ctx, { includingHeld: true })).toEqual({ again: 0, failed: 0 });
    await resumeJob(ctx, { token, report: { status: "progress", message: "half of it", fraction: 0.5 } });
    const answer = awaitJob(ctx, { job, waitMs: 5_000 });
    await resumeJob(ctx, { token, report: { status: "succeeded", result: { digest: "all quiet" } } });
    expect(await answer).toMatchObject({ state: "succeeded", result: { value: { digest: "all quiet" } } });
    const events = await listEvents(ctx, { jobId: job.id, afterId: 0, limit: 100 });
    expect(events.map(({ type }) => type)).toContain("progress");
  });

  it("takes one end", async () => {
    const { job, token } = await start();
    const reports = [
      { status: "failed", error: "no access to the channel" },
      { status: "succeeded", result: 1 },
      { status: "progress", message: "x" },
    ] as const;
    await resumeJob(ctx, { token, report: reports[0] });
    for (const report of reports)
      expect(await refusal(resumeJob(ctx, { token, report }))).toMatchObject({ code: "job_finished" });
    expect(await findJob(ctx, job.id)).toMatchObject({
      state: "failed",
      error: { code: "flow_failed", error: "The flow failed: no access to the channel" },
    });
  });

  it("may report before it has answered the call", async () => {
    reply = (seen) => async (response) => {
      await resumeJob(ctx, { token: tokenOf(seen), report: { status: "succeeded", result: "early" } });
      response.writeHead(200, { "content-type": "application/json" }).end('{"message":"Workflow was started"}');
    };
    const { job } = await call({ intent: "slack.summarize" });
    expect(job).toMatchObject({ state: "succeeded", result: { value: "early" } });
  });

  it("is known by nothing but its own link, for its own attempt", async () => {
    const { job, token } = await start();
    const report = { status: "succeeded", result: 1 } as const;
    const [id, attempt, mac = ""] = token.split(".");
    const forged = [
      `${id}.2.${mac}`,
      `${id}.${attempt}.${"A".repeat(43)}`,
      `${id}.${attempt}`,
      "",
      `${token}x`,
      `${id}.01.${mac}`,
    ];
    for (const wrong of forged)
      expect(await refusal(resumeJob(ctx, { token: wrong, report }))).toMatchObject({ code: "not_found" });
    const other = { ...ctx, secretKey: "another secret key, 32 characters" };
    expect(await refusal(resumeJob(other, { token, report }))).toMatchObject({ code: "not_found" });
    expect((await findJob(ctx, job.id))?.state).toBe("running");
  });

  it("can be cancelled, after which its report comes too late", async () => {
    const { job, token } = await start();
    await cancelJob(ctx, job.id);
    const report = { status: "succeeded", result: 1 } as const;
    expect(await refusal(resumeJob(ctx, { token, report }))).toMatchObject({ code: "job_finished" });
  });

  it("expires when it does not report in time, and keeps its claim because it may have happened", async () => {
    const { job } = await start({ idempotency_key: "expires" });
    expect(await expireJobs(ctx)).toBe(0);
    await ctx.db.execute(sql`update jobs set expires_at = now() - interval '1 second' where id = ${job.id}`);
    expect(await expireJobs(ctx)).toBe(1);
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "expired", error: { code: "expired" } });
    const again = await call({ intent: "slack.summarize", inputs: job.inputs, idempotency_key: "expires" });
    expect(again).toMatchObject({ isReplayed: true, job: { id: job.id } });
  });

  it("answers for its twins for as long as it waits, past their hour", async () => {
    await bind({ intent: "slack.summarize", reply: "async", timeout_s: 7_200 });
    const { job } = await start();
    const later = { ...ctx, clock: { now: () => new Date(Date.now() + 61 * 60_000) } };
    await deleteExpiredClaims(later, { limit: 100 });
    const again = await call({ intent: "slack.summarize", inputs: job.inputs, wait_s: 0 }, later);
    expect(again).toMatchObject({ isReplayed: true, job: { id: job.id } });
    expect(backend.seen).toHaveLength(1);
  });

  it("waits as long as its binding says", async () => {
    await bind({ intent: "slack.summarize", reply: "async", timeout_s: 600 });
    const { job } = await start();
    expect(Number(job.expiresAt) - Date.now()).toBeGreaterThan(590_000);
    await expireJobs(ctx);
    expect((await findJob(ctx, job.id))?.state).toBe("running");
  });

  it("of Activepieces goes on when it has stopped waiting for the answer", async () => {
    await bind({ intent: "crm.add", backend: "activepieces", target: "ZARKWOUWKYS9hFazGxVGv" });
    reply = () => activepiecesAnswers.noAnswerYet;
    const { job } = await call({ intent: "crm.add", wait_s: 0.3 });
    expect(backend.seen[0]?.url).toBe("/api/v1/webhooks/ZARKWOUWKYS9hFazGxVGv/sync");
    expect(job).toMatchObject({ state: "running", heldBy: null });
    await resumeJob(ctx, { token: tokenOf(backend.seen[0]), report: { status: "succeeded", result: null } });
    expect(await findJob(ctx, job.id)).toMatchObject({ state: "succeeded", result: { value: null } });
  });
});

describe("a flow that fails", () => {
  it("gives a failed job that says so in our words", async () => {
    reply = () => n8nAnswers.errorInWorkflow;
    const { job } = await call({ intent: "gmail.triage" });
    expect(job).toMatchObject({
      state: "failed",
      attempt: 1,
      error: { code: "flow_failed", error: "The workflow failed in n8n." },
    });
  });

  it("is called once when it may have run, and must run once", async () => {
    reply = () => (response) => response.socket?.destroy();
    const { job } = await call({ intent: "gmail.triage", idempotency_key: "unknown" });
    expect(job).toMatchObject({ state: "failed", attempt: 1, error: { code: "outcome_unknown" } });
    const again = await call({ intent: "gmail.triage", inputs: job.inputs, idempotency_key: "unknown" });
    expect(again).toMatchObject({ isReplayed: true, job: { id: job.id } });
    expect(backend.seen).toHaveLength(1);
  });

  it.each([
    ["idempotent", (response: import("node:http").ServerResponse) => response.socket?.destroy()],
    ["once", null],
  ] as const)("is tried again when it is %s and that is safe", async (effects, cut) => {
    await bind({ intent: "crm.add", effects });
    let calls = 0;
    reply = () => {
      calls += 1;
      if (calls > 1) return n8nAnswers.json;
      return cut ?? n8nAnswers.cannotPost;
    };
    const worker = startWorker(ctx);
    const { job } = await call({ intent: "crm.add" });
    await worker.stop();
    expect(job).toMatchObject({ state: "succeeded", attempt: 2 });
  });

  it.each([
    ["a proxy says 502", { status: 502, headers: { "content-type": "text/html" }, body: "<h1>Bad gateway</h1>" }],
    ["it ends without an answer", n8nAnswers.empty],
    ["its answer is not as its schema says", n8nAnswers.json],
  ])("is not run again by the same request when it must run once and %s", async (_what, answer) => {
    await bind({ intent: "crm.add", output_schema: { type: "object", required: ["count"] }, attempts_max: 1 });
    reply = () => answer;
    const { job } = await call({ intent: "crm.add" });
    expect(job.state).toBe("failed");
    const again = await call({ intent: "crm.add", inputs: job.inputs });
    expect(again).toMatchObject({ isReplayed: true, job: { id: job.id } });
    expect(backend.seen).toHaveLength(1);
  });

  it("gives its claim up when it is cancelled before anything was done", async () => {
    reply = () => n8nAnswers.cannotPost;
    const { job } = await call({ intent: "gmail.triage", wait_s: 0.2 });
    expect(job.state).toBe("retrying");
    await cancelJob(ctx, job.id);
    reply = () => n8nAnswers.json;
    const again = await call({ intent: "gmail.triage", inputs: job.inputs });
    expect(again).toMatchObject({ isReplayed: false, job: { state: "succeeded" } });
  });

  it("says nothing against its backend when the answer is its own", async () => {
    reply = (seen) => (seen.url.endsWith("bad") ? n8nAnswers.own503 : n8nAnswers.json);
    for (let i = 0; i < 6; i++) await call({ intent: "a.bad", mode: "flow" });
    expect((await call({ intent: "a.good", mode: "flow" })).job.state).toBe("succeeded");
  });

  it("opens the breaker of a backend that cannot be reached, says so on the job, and closes it when that is back", async () => {
    const gone = { ...ctx, env: { ...ctx.env, n8n: { webhookBase: "http://127.0.0.1:1/webhook" } } };
    const once = async (on: typeof ctx) => (await call({ intent: "crm.once", mode: "flow", wait_s: 5 }, on)).job;
    await bind({ intent: "crm.once", attempts_max: 1 });
    for (let i = 0; i < 4; i++) expect((await once(gone)).error).toMatchObject({ code: "upstream_failed" });
    const opening = await once(gone);
    expect(opening.error).toMatchObject({ breaker: { target: "n8n", state: "open" }, mayHaveRun: false });
    const called = backend.seen.length;
    expect((await once(ctx)).error).toMatchObject({ breaker: { target: "n8n", state: "open" } });
    expect(backend.seen).toHaveLength(called);
    forgetGlobalState("breakers");
    expect((await once(ctx)).state).toBe("succeeded");
  });
});

it("has its own places: 30 flows in flight leave the tools of this process theirs", async () => {
  const waiting: (() => void)[] = [];
  reply = () => (response) => {
    waiting.push(() => response.writeHead(200, { "content-type": "application/json" }).end("{}"));
  };
  const started = Array.from({ length: 30 }, () => call({ intent: "gmail.triage", wait_s: 10 }));
  await expect.poll(() => waiting.length, { timeout: 5_000 }).toBe(30);
  expect(freePlaces(ctx, "local")).toBe(ctx.env.concurrencyMax);
  expect(freePlaces(ctx, "remote")).toBe(ctx.env.remoteConcurrencyMax - 30);
  for (const end of waiting) end();
  expect(new Set((await Promise.all(started)).map(({ job }) => job.state))).toEqual(new Set(["succeeded"]));
});

it("is called by nobody whose key does not cover it", async () => {
  const actor = { ...ctx.actor, intents: ["memory.*"] };
  expect(await refusal(call({ intent: "gmail.triage" }, { ...ctx, actor }))).toMatchObject({ code: "forbidden" });
  expect(backend.seen).toEqual([]);
});
