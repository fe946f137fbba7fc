import { expect, it } from "vitest";
import { FlowEntry, FlowList } from "@/lib/contracts/flow-binding";
import { ToolList } from "@/lib/contracts/tool";
import { findJob } from "@/lib/records/jobs/find-job";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { n8nAnswers } from "@/lib/testing/n8n-answers";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

let reply: StandInAnswer = n8nAnswers.json;
const backend = await startFlowStandIn(() => reply);
const app = await createTestApp({ variables: { N8N_WEBHOOK_BASE: `${backend.url}/webhook/` } });
const admin = await app.createKey({ rights: ["admin"] });
const caller = await app.createKey();
const secret = "throwaway-header-value";
const flow = {
  intent: "crm.add",
  backend: "n8n",
  description: "Adds a lead to the CRM.",
  input_schema: { type: "object", properties: { name: { type: "string" } }, required: ["name"] },
  output_schema: { type: "object", properties: { ok: { type: "boolean" } } },
  example: { name: "Ada" },
  auth: { kind: "header", name: "X-Orchestrator-Key", value: secret },
};

const send = (method: string, path: string, body?: unknown, key: string | undefined = admin) =>
  app.send({ method, path, key, ...(body !== undefined && { body }) });
const made = FlowEntry.parse(await (await send("POST", "/flows", flow)).json());

it("shows a binding to admins without its credentials, lists it, changes it", async () => {
  const shown = await send("GET", `/flows/${made.flow_id}`);
  expect(await shown.json()).toEqual(made);
  expect(made).toMatchObject({ intent: "crm.add", auth: { kind: "header" }, effects: "once", reply: "sync" });
  expect(FlowList.parse(await (await send("GET", "/flows")).json()).flows).toEqual([made]);
  const changed = await send("PATCH", `/flows/${made.flow_id}`, { title: "Add a lead" });
  expect(FlowEntry.parse(await changed.json())).toMatchObject({ title: "Add a lead", auth: { kind: "header" } });
});

it.each([
  ["GET", "/flows"],
  ["POST", "/flows"],
  ["GET", `/flows/${made.flow_id}`],
  ["PATCH", `/flows/${made.flow_id}`],
  ["DELETE", `/flows/${made.flow_id}`],
])("lets only admins %s %s", async (method, path) => {
  const body = method === "POST" ? flow : method === "PATCH" ? {} : undefined;
  expect(await errorOf(await send(method, path, body, caller))).toMatchObject({ code: "forbidden" });
  const anonymous = await app.send({ method, path, ...(body !== undefined && { body }) });
  expect(await errorOf(anonymous)).toMatchObject({ code: "unauthorized" });
});

it.each([
  ["a second binding of an intent", "POST", "/flows", flow, "already_exists"],
  ["a field that is not known", "POST", "/flows", { ...flow, colour: "red" }, "invalid_request"],
  ["a path that leads out", "POST", "/flows", { ...flow, intent: "a.b", target: "../x" }, "invalid_request"],
  ["an id that is not there", "PATCH", "/flows/flow_nothing", {}, "not_found"],
  [
    "another backend without its target",
    "PATCH",
    `/flows/${made.flow_id}`,
    { backend: "activepieces" },
    "invalid_request",
  ],
])("refuses %s", async (_what, method, path, body, code) => {
  expect(await errorOf(await send(method, path, body))).toMatchObject({ code });
});

it("is listed, described and called like any tool, for whoever may call it", async () => {
  const listed = async (key: string) =>
    ToolList.parse(await (await send("GET", "/tools", undefined, key)).json()).tools;
  const entry = (await listed(caller)).find(({ intent }) => intent === "crm.add");
  expect(entry).toMatchObject({ mode: "flow", input_schema: flow.input_schema, example: { inputs: { name: "Ada" } } });
  const narrow = await app.createKey({ intents: ["memory.*"] });
  expect((await listed(narrow)).map(({ intent }) => intent)).not.toContain("crm.add");

  const document = async (key?: string) => (await (await app.send({ path: "/openapi.json", key })).json()) as Document;
  expect((await document(caller)).paths["/intents/crm.add"]?.post.description).toBe("Adds a lead to the CRM.");
  for (const hidden of [await document(), await document(narrow)])
    expect(hidden.paths["/intents/crm.add"]).toBeUndefined();

  const answer = await send("POST", "/intents/crm.add", { name: "Ada" }, caller);
  expect(await answer.json()).toMatchObject({ status: "success", mode: "flow", result: { ok: true } });
});

type Document = { paths: Record<string, { post: { description: string } } | undefined> };

it("shows a changed description in OpenAPI at once", async () => {
  await send("PATCH", `/flows/${made.flow_id}`, { description: "Another text." });
  const text = await (await app.send({ path: "/openapi.json", key: caller })).text();
  expect(text).toContain("Another text.");
});

it("takes a report by the link alone, as a POST alone, and shows the link to nobody", async () => {
  reply = n8nAnswers.started;
  const body = { intent: "crm.add", inputs: { name: "Grace" }, wait_s: 0.2 };
  const accepted = await send("POST", "/orchestrate", body, caller);
  const text = await accepted.text();
  expect(accepted.status).toBe(202);
  const { job_id: id } = JSON.parse(text) as { job_id: string };
  await expect.poll(() => backend.seen.at(-1)?.body).toContain(id);
  const { resume_url: url } = JSON.parse(backend.seen.at(-1)?.body ?? "{}") as { resume_url: string };
  const path = new URL(url).pathname;
  expect(text + (await (await send("GET", `/jobs/${id}`, undefined, caller)).text())).not.toContain(path);

  for (const method of ["GET", "HEAD", "PUT", "DELETE"]) expect((await app.send({ method, path })).status).toBe(405);
  expect((await findJob(app.ctx, id))?.state).toBe("running");
  const report = (given: unknown) => app.send({ method: "POST", path, body: given });
  for (const wrong of [
    {},
    { status: "done" },
    { status: "succeeded", result: 1, more: 1 },
    { status: "failed" },
    "{",
  ]) {
    expect((await report(wrong)).status).toBe(400);
  }
  expect(await (await report({ status: "progress", message: "half", fraction: 0.5 })).json()).toEqual({
    status: "ok",
    job_id: id,
    state: "running",
  });
  expect(await (await send("GET", `/jobs/${id}`, undefined, caller)).json()).toMatchObject({
    progress: { message: "half", fraction: 0.5 },
  });
  expect((await report({ status: "succeeded", result: { ok: true } })).status).toBe(200);
  expect(await errorOf(await report({ status: "succeeded", result: { ok: false } }))).toMatchObject({
    code: "job_finished",
  });
  expect(
    await errorOf(await app.send({ method: "POST", path: `${path}x`, body: { status: "succeeded" } })),
  ).toMatchObject({
    code: "not_found",
  });
  expect(await (await send("GET", `/jobs/${id}`, undefined, caller)).json()).toMatchObject({
    status: "success",
    result: { ok: true },
  });
});

it("removes a binding, after which its name is unknown", async () => {
  expect((await send("DELETE", `/flows/${made.flow_id}`)).status).toBe(200);
  const answer = await send("POST", "/orchestrate", { intent: "crm.add", inputs: {} }, caller);
  expect(await errorOf(answer)).toMatchObject({ code: "intent_not_found" });
  expect(await errorOf(await send("DELETE", `/flows/${made.flow_id}`))).toMatchObject({ code: "not_found" });
});
