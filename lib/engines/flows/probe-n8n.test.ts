import { describe, expect, it } from "vitest";
import { type SeenRequest, type StandInAnswer, startFlowStandIn, startRawStandIn } from "@/lib/testing/flow-stand-in";
import { n8nAnswers } from "@/lib/testing/n8n-answers";
import { probeN8n } from "./probe-n8n";

const { signal } = new AbortController();
const json = { "content-type": "application/json" };
const page = { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><html>Sign in</html>" };
const workflow = { path: "gmail-triage", method: "POST" } as const;

/** n8n 2.8.4 as it was observed: one workflow, for POST alone. */
function answerLikeN8n({ method, url, headers }: SeenRequest): StandInAnswer {
  if (url === "/healthz") return { status: 200, headers: json, body: '{"status":"ok"}' };
  if (!/^\/webhook(-test)?\/./.test(url)) {
    // Its CORS middleware takes any path outside of the webhooks.
    const methods = { "access-control-allow-methods": "GET, POST, OPTIONS, PUT, PATCH, DELETE" };
    return method === "OPTIONS" ? { status: 204, headers: methods } : n8nAnswers.cannotPost;
  }
  if (method === "PROPFIND") {
    return {
      status: 500,
      headers: json,
      body: '{"code":0,"message":"The method PROPFIND is not supported.","stacktrace":"x"}',
    };
  }
  if (method !== "OPTIONS" || headers.origin === undefined) throw new Error("a probe must not run a workflow");
  const known = url === "/webhook/gmail-triage" ? ", POST" : "";
  return { status: 204, headers: { "access-control-allow-methods": `OPTIONS${known}` } };
}

const n8n = await startFlowStandIn(answerLikeN8n);
const probe = (input: Partial<Parameters<typeof probeN8n>[0]> = {}) =>
  probeN8n({ base: `${n8n.url}/webhook`, workflow, timeoutMs: 5_000, signal, ...input });

describe("a workflow", () => {
  it("is found where it is registered, without being run", async () => {
    expect(await probe()).toEqual({
      state: "ok",
      detail: expect.stringContaining("registered at 'gmail-triage' for POST"),
      fix: null,
    });
    expect(n8n.seen.map(({ method }) => method)).toEqual(["PROPFIND", "OPTIONS"]);
  });

  it.each([
    ["is not active", { workflow: { ...workflow, path: "other" } }, "no active workflow at 'other'", "Activate"],
    [
      "takes another method",
      { workflow: { ...workflow, method: "GET" as const } },
      "takes POST, and its binding says GET",
      "same method",
    ],
    ["is at the test address", { base: `${n8n.url}/webhook-test` }, "test address", "/webhook instead of"],
    ["is at a wrong base", { base: n8n.url }, "no webhooks at that path", "end with /webhook"],
  ])("fails when it %s", async (_what, input, detail, fix) => {
    expect(await probe(input)).toEqual({
      state: "failed",
      detail: expect.stringContaining(detail),
      fix: expect.stringContaining(fix),
    });
  });

  it("is a doubt where a proxy hides what n8n says", async () => {
    const proxy = await startFlowStandIn((seen) => (seen.method === "OPTIONS" ? { status: 204 } : answerLikeN8n(seen)));
    expect(await probe({ base: `${proxy.url}/webhook` })).toMatchObject({ state: "warning", fix: expect.any(String) });
  });
});

describe("n8n itself", () => {
  it("answers without a workflow being named", async () => {
    expect(await probe({ workflow: null, base: `${n8n.url}/webhook/` })).toMatchObject({ state: "ok" });
  });

  it.each<[string, StandInAnswer, string, string]>([
    ["another server", page, "failed", "is not n8n"],
    ["another API", { status: 200, headers: json, body: '{"ok":true}' }, "failed", "is not n8n"],
    ["a proxy without n8n", { ...page, status: 502 }, "failed", "A proxy answers"],
    ["a start", n8nAnswers.startingUp, "failed", "n8n is starting"],
    ["a redirect", { status: 301, headers: { location: "https://n8n.example/" } }, "failed", "redirect"],
    ["a sign-in", { status: 401 }, "warning", "asks for credentials"],
    ["a longer answer than anybody's", { status: 200, body: "x".repeat(6 * 1024 * 1024) }, "failed", "is not n8n"],
  ])("is told from %s", async (_what, answer, state, detail) => {
    const other = await startFlowStandIn(() => answer);
    expect(await probe({ base: other.url })).toEqual({
      state,
      detail: expect.stringContaining(detail),
      fix: expect.any(String),
    });
  });

  it.each([
    ["is down", "http://127.0.0.1:1/webhook", "refuses the connection"],
    ["has no such name", "http://n8n.invalid/webhook", "not known by that name"],
    ["has no address", "n8n:5678", "no http(s) address"],
  ])("fails when it %s", async (_what, base, detail) => {
    expect(await probe({ base })).toMatchObject({ state: "failed", detail: expect.stringContaining(detail) });
  });

  it("fails when it is silent, or speaks no HTTP", async () => {
    const silent = await startRawStandIn(() => {});
    expect(await probe({ base: silent.url, timeoutMs: 100 })).toMatchObject({
      detail: expect.stringMatching(/in time/),
    });
    const ssh = await startRawStandIn((socket) => socket.end("SSH-2.0-x\r\n"));
    expect(await probe({ base: ssh.url })).toMatchObject({ detail: expect.stringMatching(/does not speak HTTP/) });
  });
});
