import { expect, it } from "vitest";
import { CreateFlowRequest } from "@/lib/contracts/flow-binding";
import { CreateMcpServerRequest } from "@/lib/contracts/mcp-server";
import { callbacks } from "@/lib/db/schema";
import { startWorker } from "@/lib/dispatch/worker";
import { notePulse } from "@/lib/dispatch/worker-pulse";
import { runThroughBreaker } from "@/lib/engines/breakers";
import { createFlow } from "@/lib/records/flows/create-flow";
import { insertJob } from "@/lib/records/jobs/insert-job";
import { createMcpServer } from "@/lib/records/mcp-servers/create-mcp-server";
import { deleteMcpServer } from "@/lib/records/mcp-servers/delete-mcp-server";
import { ensureModel } from "@/lib/records/memory/ensure-model";
import { forgetRemembered } from "@/lib/records/remember";
import { activepiecesAnswers } from "@/lib/testing/activepieces-answers";
import { ageJobs } from "@/lib/testing/age-jobs";
import { createDoctorApp } from "@/lib/testing/doctor-app";
import { startEmbeddings } from "@/lib/testing/embeddings-stand-in";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { probedN8n } from "@/lib/testing/n8n-stand-in";
import { queuedJob } from "@/lib/testing/queued-job";
import { writeMcpConfig } from "@/lib/testing/write-mcp-config";

const { app, clock, examine, stopWorker } = await createDoctorApp();
const json = { "content-type": "application/json" };
const n8n = await startFlowStandIn(probedN8n({ "gmail-triage": "POST" }));
const activepieces = await startFlowStandIn(({ url }) =>
  url === "/api/v1/flags"
    ? { status: 200, headers: json, body: '{"ENVIRONMENT":"prod"}' }
    : activepiecesAnswers.noRoute,
);
const backends = { N8N_WEBHOOK_BASE: `${n8n.url}/webhook`, ACTIVEPIECES_BASE: `${activepieces.url}/api/v1` };
const gone = await startFlowStandIn(() => ({ status: 200 }));
gone.close();
const bind = (flow: object) =>
  createFlow(app.ctx, CreateFlowRequest.parse({ intent: "gmail.triage", backend: "n8n", ...flow }));

it("finds nothing wrong with a default installation", async () => {
  const { status, report } = await examine();
  expect(status).toBe(200);
  expect(report).toMatchObject({ status: "ok" });
  expect(report.checks.map(({ name, state }) => [name, state])).toEqual(
    [
      "database",
      "embeddings",
      "queue",
      "callbacks",
      "MCP servers",
      "resume URLs",
      "secret key",
      "local caller",
      "breakers",
    ].map((name) => [name, "ok"]),
  );
});

it("finds flows well that are there, without running one", async () => {
  await bind({});
  await bind({ intent: "slack.*" });
  const { status, report, find } = await examine(backends);
  expect({ status, state: report.status }).toEqual({ status: 200, state: "ok" });
  expect(find("n8n")).toMatchObject({ state: "ok", detail: `n8n answers at ${n8n.url}.` });
  expect(find("activepieces")).toMatchObject({ state: "ok" });
  expect(find("flow gmail.triage")).toMatchObject({ detail: expect.stringContaining("registered at 'gmail-triage'") });
  expect(find("flow slack.*")).toMatchObject({ state: "ok", detail: expect.stringContaining("a workflow of its own") });
  expect(new Set(n8n.seen.map(({ method }) => method))).toEqual(new Set(["PROPFIND", "OPTIONS"]));
});

it.each<[string, object, Record<string, string>, string]>([
  ["n8n is down", {}, { N8N_WEBHOOK_BASE: `${gone.url}/webhook` }, "refuses the connection"],
  ["its workflow is missing", { target: "no-such" }, backends, "no active workflow at 'no-such'"],
  ["its workflow takes another method", { method: "PUT" }, backends, "takes POST, and its binding says PUT"],
  ["its backend is not set", {}, {}, "its address is not set"],
])("fails a binding when %s, with what to do", async (_, flow, variables, says) => {
  await bind(flow);
  const { status, report, find } = await examine(variables);
  expect({ status, state: report.status }).toEqual({ status: 503, state: "failed" });
  expect(find("flow gmail.triage")).toEqual({
    name: "flow gmail.triage",
    state: "failed",
    detail: expect.stringContaining(says),
    fix: expect.any(String),
  });
});

it("fails n8n itself when it is down, and goes on with the others", async () => {
  const { find } = await examine({ ...backends, N8N_WEBHOOK_BASE: `${gone.url}/webhook` });
  expect(find("n8n")).toMatchObject({ state: "failed", fix: expect.stringContaining("Start n8n") });
  expect(find("activepieces")).toMatchObject({ state: "ok" });
});

it("warns of an MCP server that cannot be used, and fails one whose headers cannot be read", async () => {
  const request = { name: "remote", url: "https://x.example/mcp", headers: { "X-Key": "hunter2" } };
  await createMcpServer(app.ctx, CreateMcpServerRequest.parse(request));
  expect((await examine()).find("MCP servers")).toMatchObject({ state: "ok", detail: "1 switched on, of 1." });
  forgetRemembered(app.ctx);
  const shadowed = await examine(writeMcpConfig({ remote: { url: "https://y.example/mcp" } }));
  expect(shadowed.find("MCP servers")).toMatchObject({ state: "warning", detail: expect.stringContaining("'remote'") });
  forgetRemembered(app.ctx);
  const noted = await examine(writeMcpConfig({ other: { command: "node", alwaysAllow: [] } }));
  expect(noted.find("MCP servers")).toMatchObject({ state: "warning", detail: expect.stringContaining("alwaysAllow") });
  const { secretKey } = app.runtime;
  app.runtime.secretKey = "another secret key of 32 characters";
  forgetRemembered(app.ctx);
  const { operatorToken } = await import("@/lib/surfaces/process/operator-token");
  const response = await app.send({ path: "/ready?deep=1", key: operatorToken(app.runtime.secretKey) });
  app.runtime.secretKey = secretKey;
  expect(await response.text()).toContain("The headers of 'remote' cannot be read");
  await deleteMcpServer(app.ctx, "remote");
});

it("passes over a binding that is switched off", async () => {
  await bind({ target: "no-such", enabled: false });
  const { status, find } = await examine();
  expect(status).toBe(200);
  expect(find("flow gmail.triage")).toMatchObject({ state: "ok", detail: expect.stringContaining("Switched off") });
});

it("fails a binding whose credentials were stored with another secret key, and shows nothing of them", async () => {
  await bind({ auth: { kind: "bearer", token: "hunter2" } });
  const well = await examine(backends);
  expect(well.find("flow gmail.triage")).toMatchObject({ state: "ok" });
  const { secretKey } = app.runtime;
  app.runtime.secretKey = "another secret key of 32 characters";
  const token = await import("@/lib/surfaces/process/operator-token");
  const response = await app.send({ path: "/ready?deep=1", key: token.operatorToken(app.runtime.secretKey) });
  app.runtime.secretKey = secretKey;
  expect(response.status).toBe(503);
  const text = await response.text();
  expect(text).toContain("credentials of the flow for 'gmail.triage' cannot be read");
  expect(text + well.text).not.toContain("hunter2");
});

it.each<[string, { dimensions: number } | StandInAnswer, string, string]>([
  ["well", { dimensions: 3 }, "ok", "embeds, with 3 dimensions"],
  ["over what an index takes", { dimensions: 2_001 }, "warning", "no index"],
  ["refusing its key", { status: 401 }, "failed", "answers 401"],
  ["refusing the text", { status: 400 }, "failed", "refuses to embed"],
  ["something else", { status: 200, headers: json, body: '{"hello":"sk-hunter2"}' }, "failed", "something else"],
])("finds an embeddings provider that is %s", async (_, answer, state, says) => {
  const provider = await startEmbeddings(answer);
  const { find, text } = await examine(provider.variables);
  expect(find("embeddings")).toMatchObject({ state, detail: expect.stringContaining(says) });
  expect(text).not.toContain("hunter2");
});

it("says that an embeddings provider is down, and nothing of its address", async () => {
  const variables = { EMBEDDINGS_MODEL: "a-model", EMBEDDINGS_URL: gone.url.replace("//", "//ada:hunter2@") };
  const { find, text, status } = await examine(variables);
  expect(status).toBe(503);
  expect(find("embeddings")).toMatchObject({ state: "failed", fix: expect.stringContaining("EMBEDDINGS_URL") });
  expect(text).not.toContain("hunter2");
  const plain = await examine({ ...variables, EMBEDDINGS_URL: gone.url });
  expect(plain.find("embeddings")).toMatchObject({ detail: "The provider of 'a-model' refuses the connection." });
});

it("warns of a model whose vectors have changed their length", async () => {
  await ensureModel(app.ctx, { name: "a-model", dimensions: 4 });
  const provider = await startEmbeddings({ dimensions: 3 });
  const { find } = await examine(provider.variables);
  expect(find("embeddings")).toMatchObject({ state: "warning", detail: expect.stringContaining("of 4 dimensions") });
});

it("knows a worker that is alive by its looks, and one that is stopped by their end", async () => {
  stopWorker();
  const worker = startWorker(app.ctx);
  await expect.poll(async () => (await examine()).find("queue")).toMatchObject({ state: "ok" });
  await worker.stop();
  const { status, find } = await examine();
  expect(status).toBe(503);
  expect(find("queue")).toMatchObject({ state: "failed", detail: expect.stringContaining("has no worker") });
});

it("fails a worker that has fallen silent", async () => {
  notePulse(app.ctx);
  clock.advance(60_000);
  const { find } = await examine();
  expect(find("queue")).toMatchObject({ state: "failed", detail: expect.stringContaining("silent for 60 s") });
});

it("warns of jobs that wait for long, and counts those that failed", async () => {
  await insertJob(app.ctx, queuedJob());
  await ageJobs(app.ctx.db, 120_000);
  await insertJob(app.ctx, queuedJob({ state: "failed", finishedAt: clock.now() }));
  const { status, find } = await examine();
  expect(status).toBe(200);
  expect(find("queue")).toMatchObject({
    state: "warning",
    detail: expect.stringMatching(/^Jobs wait for their turn\. Due: 1, the oldest for 12\d s\. Failed .*: 1\.$/),
  });
});

it("names receivers that do not take their callbacks", async () => {
  const job = queuedJob({ state: "succeeded", finishedAt: clock.now() });
  await insertJob(app.ctx, job);
  const one = { jobId: job.id, callerId: "key_1", state: "waiting" as const, createdAt: clock.now() };
  const nextAt = new Date(clock.now().getTime() + 60_000);
  await app.ctx.db.insert(callbacks).values([
    { ...one, id: "cbk_1", url: "https://down.example/hook?token=hunter2", attempt: 2, nextAt },
    { ...one, id: "cbk_2", url: "https://new.example/hook", attempt: 0, nextAt },
  ]);
  const failing = await examine();
  expect(failing.find("callbacks")).toMatchObject({
    state: "warning",
    detail: expect.stringContaining("down.example (1)"),
  });
  expect(failing.text).not.toMatch(/hunter2|new\.example/);
  clock.advance(600_000);
  notePulse(app.ctx);
  const overdue = await examine();
  expect(overdue.find("callbacks")).toMatchObject({
    state: "warning",
    detail: expect.stringContaining("due for 540 s"),
  });
});

it.each<[string, Record<string, string>, string, string]>([
  [
    "resume URLs",
    { N8N_WEBHOOK_BASE: "http://n8n.invalid:5678/webhook" },
    "warning",
    "http://n8n.invalid:5678 is elsewhere",
  ],
  ["resume URLs", {}, "ok", "Nothing to look at: the address of no flow backend is set."],
  ["resume URLs", { ...backends, ORCHESTRATOR_URL: "https://o.example" }, "ok", "report to https://o.example"],
  ["secret key", { DATABASE_URL: "postgres://ada:hunter2@127.0.0.1:1/x" }, "warning", "the database is shared"],
  ["local caller", { ORCHESTRATOR_LOCAL_CALLER: "on", ORCHESTRATOR_URL: "https://o.example" }, "warning", "a proxy"],
  ["local caller", { ORCHESTRATOR_LOCAL_CALLER: "off" }, "ok", "every caller needs a key"],
])("says of %s under %j: %s", async (name, variables, state, says) => {
  const { find, text } = await examine(variables);
  expect(find(name)).toMatchObject({ state, detail: expect.stringContaining(says) });
  expect(text).not.toContain("hunter2");
});

it("names what is left alone", async () => {
  const fails = () =>
    runThroughBreaker(
      { target: "n8n", rules: { failuresMax: 1, restMs: 30_000 }, isTargetsFault: () => true, detail: "", hint: "" },
      () => Promise.reject(new Error("down")),
    );
  await expect(fails()).rejects.toThrow();
  const { find } = await examine();
  expect(find("breakers")).toMatchObject({ state: "warning", detail: expect.stringContaining("n8n (30 s)") });
});

it.each<[string, StandInAnswer | null, string, string]>([
  [
    "knows the functions",
    { status: 200, headers: json, body: '{"functions":[{"slug":"orchestrator-x"}]}' },
    "ok",
    "knows",
  ],
  ["knows no function", { status: 200, headers: json, body: '{"functions":[]}' }, "failed", "does not know"],
  ["does not say", { status: 404 }, "warning", "cannot be seen"],
  ["fails", { status: 502 }, "failed", "answers 502"],
  ["is down", null, "failed", "refuses the connection"],
])("says of an Inngest that %s", async (_, answer, state, says) => {
  const url = answer === null ? gone.url : (await startFlowStandIn(() => answer)).url;
  stopWorker();
  const { find } = await examine({ INNGEST_DEV: "1", INNGEST_BASE_URL: url });
  expect(find("queue")).toMatchObject({ state, detail: expect.stringContaining(says) });
});
