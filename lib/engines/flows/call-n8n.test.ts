import { describe, expect, it } from "vitest";
import { flowCall } from "@/lib/testing/flow-call";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { n8nAnswers } from "@/lib/testing/n8n-answers";
import { callN8n } from "./call-n8n";
import type { FlowOutcome } from "./flow-call";

let answer: StandInAnswer = n8nAnswers.json;
const n8n = await startFlowStandIn(() => answer);
const url = `${n8n.url}/webhook/gmail-triage`;

type Options = { waits?: boolean; url?: string; method?: "GET" | "POST" };

function callAnswered(given: StandInAnswer, { waits = true, ...call }: Options = {}) {
  answer = given;
  return callN8n(flowCall({ url, ...call }), { waits });
}

/** What is told of an end: its kind, code, and whether the flow may have run. */
function endOf(outcome: FlowOutcome) {
  if (!("error" in outcome)) return outcome;
  return { ...outcome, error: outcome.error.code };
}

const failed = (mayHaveRun: boolean, error = "flow_failed") => ({ kind: "failed", mayHaveRun, error });
const retry = (mayHaveRun: boolean, error = "upstream_failed") => ({ kind: "retry", mayHaveRun, error });
const unknown = { kind: "unknown", error: "outcome_unknown" };
const page = "<!doctype html><html><body>Sign in at https://sso.internal.example</body></html>";
const html = { "content-type": "text/html" };
const json = { "content-type": "application/json" };

describe("n8n's own answers, where the workflow is waited for", () => {
  it.each<[string, StandInAnswer, unknown]>([
    ["the JSON of a Respond node", n8nAnswers.json, { kind: "succeeded", output: { ok: true, triaged: [] } }],
    ["the last node's item", n8nAnswers.lastNode, { kind: "succeeded", output: { ok: true, doubled: 42 } }],
    ["that it was started", n8nAnswers.started, { kind: "started" }],
    ["nothing (failed before its Respond node, or never there)", n8nAnswers.empty, failed(true, "outcome_unknown")],
    ["an error in last-node mode", n8nAnswers.errorInWorkflow, failed(true)],
    ["that there is no Respond node", n8nAnswers.noRespondNode, failed(true)],
    ["that the credentials are wrong", n8nAnswers.wrongCredentials, failed(false)],
    ["that the path is not registered", n8nAnswers.notRegistered, failed(false, "flow_not_found")],
    ["that the method is wrong", n8nAnswers.wrongMethod, failed(false, "flow_not_found")],
    ["that the test address is not armed", n8nAnswers.testUrl, failed(false, "flow_not_found")],
    ["that the JSON is broken", n8nAnswers.brokenJson, failed(false)],
    ["that the body is over 16 MiB", n8nAnswers.tooLarge, failed(true)],
    ["text as text/html", n8nAnswers.text, { kind: "succeeded", output: "hello n8n" }],
    ["204 of its own", n8nAnswers.noContent, { kind: "succeeded", output: null }],
    ["422 of its own", n8nAnswers.own422, failed(true)],
    ["503 of its own", n8nAnswers.own503, retry(true)],
    ["Express's page just after a start", n8nAnswers.cannotPost, retry(false)],
    ["that it is starting up, with 200", n8nAnswers.startingUp, retry(false)],
    ["that its database is not ready", n8nAnswers.databaseNotReady, retry(false)],
    ["that it stops", n8nAnswers.aborted, retry(true)],
  ])("takes %s for what it is", async (_what, given, expected) => {
    expect(endOf(await callAnswered(given))).toEqual(expected);
  });

  it("sends JSON that says so, because n8n drops a body without a content type", async () => {
    await callAnswered(n8nAnswers.json);
    expect(n8n.seen.at(-1)).toMatchObject({
      method: "POST",
      headers: { "content-type": "application/json", "idempotency-key": "key-1", "user-agent": "orchestrator" },
    });
    expect(JSON.parse(n8n.seen.at(-1)?.body ?? "")).toMatchObject({ intent: "gmail.triage", job_id: "job_1" });
    expect(n8n.seen.at(-1)?.headers).not.toHaveProperty("accept-encoding");
  });

  it.each<[string, StandInAnswer, Options, RegExp]>([
    ["a path that is not active", n8nAnswers.notRegistered, {}, /'gmail-triage'.*[Aa]ctivate/s],
    ["the method", n8nAnswers.wrongMethod, { method: "GET" }, /does not take GET requests/],
    ["the test address", n8nAnswers.testUrl, { url: `${n8n.url}/webhook-test/x` }, /\/webhook instead of/],
    ["the credentials", n8nAnswers.wrongCredentials, {}, /credentials/],
    ["the list of executions", n8nAnswers.errorInWorkflow, {}, /Executions list/],
    ["the Respond node", n8nAnswers.empty, {}, /before its Respond to Webhook node/],
  ])("names %s as what to look at", async (_what, given, options, expected) => {
    const outcome = await callAnswered(given, options);
    if (!("error" in outcome)) throw new Error("it should have failed");
    expect(`${outcome.error.detail} ${outcome.error.hint}`).toMatch(expected);
  });

  it("passes a Retry-After on, in seconds and as a date", async () => {
    const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
    expect(await callAnswered(n8nAnswers.own503)).toMatchObject({ error: { retryAfterS: 3 } });
    const dated = await callAnswered({ ...n8nAnswers.own503, headers: { "retry-after": inAnHour } });
    expect(dated.kind === "retry" && dated.error.retryAfterS).toBeGreaterThan(3_500);
  });
});

describe("where the workflow answers at once", () => {
  it.each<[string, StandInAnswer, unknown]>([
    ["its message", n8nAnswers.started, { kind: "started" }],
    ["nothing", n8nAnswers.empty, { kind: "started" }],
    ["204", n8nAnswers.noContent, { kind: "started" }],
    ["any JSON", n8nAnswers.json, { kind: "started" }],
    ["a sign-in page", { status: 200, headers: html, body: page }, failed(true)],
    ["that it is starting up, with 200", n8nAnswers.startingUp, retry(false)],
    ["that it failed", n8nAnswers.errorInWorkflow, failed(true)],
    ["that it is not active", n8nAnswers.notRegistered, failed(false, "flow_not_found")],
  ])("takes %s for what it is", async (_what, given, expected) => {
    expect(endOf(await callAnswered(given, { waits: false }))).toEqual(expected);
  });
});

describe("answers of what stands before n8n, and bodies of any kind", () => {
  it.each<[string, StandInAnswer, unknown]>([
    [
      "a redirect to another scheme",
      { status: 308, headers: { location: `https://n8n.example/webhook/gmail-triage` } },
      failed(false),
    ],
    [
      "a redirect to the same path with a slash",
      { status: 301, headers: { location: "/webhook/gmail-triage/" } },
      failed(false),
    ],
    ["a redirect to elsewhere", { status: 307, headers: { location: "/done" } }, failed(true)],
    ["a redirect to nowhere", { status: 302 }, failed(true)],
    ["a sign-in page with 200", { status: 200, headers: html, body: page }, failed(true)],
    ["a page with 403", { status: 403, headers: html, body: page }, failed(false)],
    ["401 in JSON", { status: 401, headers: json, body: "{}" }, failed(true)],
    ["408", { status: 408 }, unknown],
    ["413 of a proxy", { status: 413, headers: html, body: page }, failed(false, "payload_too_large")],
    ["429 with JSON, which may be the workflow's", { status: 429, headers: json, body: "{}" }, retry(true)],
    ["429", { status: 429, headers: { "retry-after": "7" } }, retry(false)],
    [
      "500 that nobody knows",
      { status: 500, headers: json, body: '{"code":0,"message":"x","stacktrace":"y"}' },
      retry(true),
    ],
    ["502", { status: 502, headers: html, body: page }, retry(true)],
    ["503", { status: 503, headers: html, body: page }, retry(true)],
    ["504, after which the workflow goes on", { status: 504, headers: html, body: page }, unknown],
    ["an array", { status: 200, headers: json, body: "[1,2]" }, { kind: "succeeded", output: [1, 2] }],
    ["a number", { status: 200, headers: json, body: "42" }, { kind: "succeeded", output: 42 }],
    ["false", { status: 200, headers: json, body: "false" }, { kind: "succeeded", output: false }],
    ["null", { status: 200, headers: json, body: "null" }, { kind: "succeeded", output: null }],
    [
      "JSON of a type with a suffix",
      { status: 200, headers: { "content-type": "application/problem+json" }, body: "{}" },
      { kind: "succeeded", output: {} },
    ],
    ["blanks", { status: 200, headers: json, body: " \n " }, failed(true, "outcome_unknown")],
    ["broken JSON", { status: 200, headers: json, body: '{"a":' }, failed(true)],
    ["JSON nested too deep", { status: 200, headers: json, body: "[".repeat(100_000) }, failed(true)],
    [
      "bytes that are no UTF-8",
      { status: 200, headers: json, body: Buffer.from([0x22, 0xff, 0xfe, 0x22]) },
      failed(true),
    ],
    [
      "an image",
      { status: 200, headers: { "content-type": "image/png" }, body: Buffer.from("\x89PNG\r\n\x1a\n\0\0", "latin1") },
      failed(true),
    ],
  ])("takes %s for what it is", async (_what, given, expected) => {
    expect(endOf(await callAnswered(given))).toEqual(expected);
  });

  it("replaces what a database cannot keep, and drops __proto__", async () => {
    const body = '{"a":"x\\u0000y\\ud800","__proto__":{"b":1},"c\\u0000":[{"\\u005f_proto__":1}]}';
    expect(await callAnswered({ status: 200, headers: json, body })).toEqual({
      kind: "succeeded",
      output: { a: "x\ufffdy\ufffd", "c\ufffd": [{}] },
    });
  });
});

describe("what must not get out", () => {
  const all = Object.values<StandInAnswer>(n8nAnswers);

  it("tells a caller nothing of n8n's words, whatever it answers", async () => {
    for (const given of all) {
      const outcome = await callAnswered(given);
      if (!("error" in outcome)) continue;
      const told = `${outcome.error.detail} ${outcome.error.hint} ${outcome.error.message}`;
      expect(told).not.toMatch(/stack|\/home|\.ts:|ResponseError|127\.0\.0\.1|Authorization data|<|Cannot/);
    }
  });

  it("keeps 500 characters for the log, without control characters", async () => {
    const outcome = await callAnswered({
      status: 500,
      headers: json,
      body: `\u001b[31m\r\n\u202e${"x".repeat(9_000)}`,
    });
    const excerpt = "error" in outcome ? String(outcome.error.context.excerpt) : "";
    expect(excerpt).toHaveLength(500);
    expect(excerpt.startsWith("\\u{1b}[31m\\u{d}\\u{a}\\u{202e}xxx")).toBe(true);
  });

  it.each([200, 500])("hides credentials and the resume address that a workflow echoes with %i", async (status) => {
    const call = flowCall({ url, auth: { kind: "header", name: "X-Key", value: 'se"cret-of-the-binding' } });
    answer = {
      status,
      headers: json,
      body: JSON.stringify({ headers: { "x-key": 'se"cret-of-the-binding' }, body: call.body }),
    };
    const outcome = await callN8n(call, { waits: true });
    const told = JSON.stringify("error" in outcome ? outcome.error.context : outcome);
    expect(told).toContain("[hidden]");
    expect(told).not.toMatch(/cret-of-the-binding|token-of-this-job/);
  });
});

it("puts a GET's members into its address, those that are no text as JSON", async () => {
  await callAnswered(n8nAnswers.json, { method: "GET", url: `${url}?fixed=1` });
  const seen = n8n.seen.at(-1);
  const { searchParams } = new URL(seen?.url ?? "", n8n.url);
  expect(seen?.body).toBe("");
  expect(Object.fromEntries(searchParams)).toMatchObject({
    fixed: "1",
    intent: "gmail.triage",
    inputs: '{"since":"1 hour ago"}',
  });
});

it("refuses a GET that is too long without sending it", async () => {
  const before = n8n.seen.length;
  const call = flowCall({ url, method: "GET", body: { inputs: { text: "x".repeat(10_000) } } });
  expect(endOf(await callN8n(call, { waits: true }))).toEqual(failed(false, "payload_too_large"));
  expect(n8n.seen.length).toBe(before);
});
