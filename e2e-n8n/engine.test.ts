import { describe, expect, it } from "vitest";
import { callN8n } from "@/lib/engines/flows/call-n8n";
import type { FlowCall, FlowOutcome } from "@/lib/engines/flows/flow-call";
import { probeN8n } from "@/lib/engines/flows/probe-n8n";
import { flowCall } from "@/lib/testing/flow-call";

const base = process.env.N8N_WEBHOOK_BASE?.replace(/\/+$/, "") ?? "";
const origin = base === "" ? "" : new URL(base).origin;
const { signal } = new AbortController();
const key = "throwaway-not-a-secret";

type Options = Partial<FlowCall> & { waits?: boolean };

const call = (path: string, { waits = true, ...more }: Options = {}) =>
  callN8n(flowCall({ url: `${base}/${path}`, timeoutMs: 20_000, ...more }), { waits });
const probe = (path: string | null, at = base) =>
  probeN8n({ base: at, workflow: path === null ? null : { path, method: "POST" }, timeoutMs: 5_000, signal });

/** The workflows that are not there: what they would show is skipped. */
async function filterMissing(paths: string[]): Promise<string[]> {
  if (base === "") return paths;
  const probes = await Promise.all(paths.map(async (path) => ({ path, ...(await probe(path)) })));
  return probes.filter(({ state }) => state !== "ok").map(({ path }) => path);
}

const failed = (mayHaveRun: boolean, code = "flow_failed") => ({ kind: "failed", mayHaveRun, error: { code } });

const rows: [string, string, Options, unknown][] = [
  ["the last node's item", "last-node", { body: { n: 21 } }, { kind: "succeeded", output: { ok: true, doubled: 42 } }],
  [
    "a Code node's JSON",
    "code-node",
    { body: { numbers: [1, 2, 3] } },
    { kind: "succeeded", output: { ok: true, keys: ["numbers"], sum: 6 } },
  ],
  ["text", "plain-text", { body: { name: "n8n" } }, { kind: "succeeded", output: "hello n8n" }],
  ["that it was started, where that is expected", "immediate", { waits: false }, { kind: "started" }],
  ["that it was started, where it is not", "immediate", {}, { kind: "started" }],
  ["an error before the Respond node", "error-response-node", {}, failed(true)],
  ["an error in last-node mode", "error-last-node", {}, failed(true)],
  ["a Respond node that is not reached", "respond-unreached", {}, failed(true)],
  ["no Respond node", "no-respond-node", {}, failed(true)],
  ["no data", "no-data", {}, failed(true)],
  ["422 of its own", "status", { body: { status: 422 } }, failed(true)],
  [
    "503 of its own",
    "status",
    { body: { status: 503 } },
    { kind: "retry", mayHaveRun: true, error: { retryAfterS: 3 } },
  ],
  ["204 of its own", "status", { body: { status: 204 } }, { kind: "succeeded", output: null }],
  ["307 of its own", "status", { body: { status: 307 } }, failed(true)],
  ["no credentials", "header-auth", {}, failed(false)],
  [
    "wrong credentials",
    "header-auth",
    { auth: { kind: "header", name: "x-orchestrator-key", value: "nope" } },
    failed(false),
  ],
  ["another method", "gmail-triage", { method: "PUT" }, failed(false, "flow_not_found")],
];

const paths = [...new Set(["slow-12s", "slack-summarize", "calendar-schedule", ...rows.map(([, path]) => path)])];
const missing = new Set(await filterMissing(paths));

describe.skipIf(base === "")("n8n's answers", () => {
  for (const [what, path, options, expected] of rows) {
    it.skipIf(missing.has(path))(`tell ${what}`, async () => {
      expect(await call(path, options)).toMatchObject(expected as FlowOutcome);
    });
  }

  it("tell that a path is not registered", async () => {
    expect(await call("nothing-here")).toMatchObject(failed(false, "flow_not_found"));
  });

  it("tell that the test address is not armed", async () => {
    const url = `${origin}/webhook-test/gmail-triage`;
    expect(await call("", { url })).toMatchObject({
      ...failed(false, "flow_not_found"),
      error: { detail: expect.stringContaining("test address") },
    });
  });

  it("tell of a path outside of the webhooks that it may be a start", async () => {
    expect(await call("", { url: `${origin}/gmail-triage` })).toMatchObject({ kind: "retry", mayHaveRun: false });
  });
});

describe.skipIf(base === "")("the examples", () => {
  it.skipIf(missing.has("gmail-triage"))("answer for gmail.triage", async () => {
    expect(await call("gmail-triage")).toMatchObject({ kind: "succeeded", output: expect.any(Object) });
  });

  it.skipIf(missing.has("slack-summarize"))("answer for slack.summarize", async () => {
    const body = { intent: "slack.summarize", inputs: { channel: "#ops" } };
    expect(await call("slack-summarize", { body })).toMatchObject({ output: { channel: "#ops" } });
  });

  it.skipIf(missing.has("calendar-schedule"))("answer for calendar.schedule", async () => {
    // A Friday, too late for 45 minutes.
    const body = { intent: "calendar.schedule", inputs: { after: "2026-11-27T16:40:00Z", duration_minutes: 45 } };
    expect(await call("calendar-schedule", { body })).toMatchObject({ output: { start: "2026-11-30T09:00:00.000Z" } });
  });

  it.skipIf(missing.has("calendar-schedule"))("fail on inputs that they cannot use", async () => {
    expect(await call("calendar-schedule", { body: { inputs: { after: "never" } } })).toMatchObject(failed(true));
  });
});

describe.skipIf(base === "")("a slow workflow", () => {
  it.skipIf(missing.has("slow-12s"))("is waited for", async () => {
    expect(await call("slow-12s")).toMatchObject({ kind: "succeeded", output: { waited: 12 } });
  });

  it.skipIf(missing.has("slow-12s"))("has an unknown outcome when the time is up", async () => {
    expect(await call("slow-12s", { timeoutMs: 500 })).toMatchObject({ kind: "unknown" });
  });

  it.skipIf(missing.has("slow-12s"))("has an unknown outcome when its caller stops it", async () => {
    const stopped = AbortSignal.timeout(500);
    expect(await call("slow-12s", { signal: stopped })).toMatchObject({
      kind: "unknown",
      error: { cause: stopped.reason },
    });
  });
});

describe.skipIf(base === "")("a workflow's credentials", () => {
  it.skipIf(missing.has("header-auth"))("are accepted, and hidden where the workflow echoes them", async () => {
    const outcome = await call("header-auth", { auth: { kind: "header", name: "X-Orchestrator-Key", value: key } });
    expect(outcome).toMatchObject({ kind: "succeeded", output: { headers: { "x-orchestrator-key": "[hidden]" } } });
  });
});

describe.skipIf(base === "")("a probe", () => {
  it("finds n8n, and workflows, and runs none", async () => {
    expect(await probe(null)).toMatchObject({ state: "ok" });
    expect(await probe("gmail-triage")).toMatchObject({ state: "ok" });
  });

  it.each([
    ["a workflow that is not there", "nothing-here", base, "no active workflow at 'nothing-here'"],
    ["the test address", "gmail-triage", `${origin}/webhook-test`, "test address"],
    ["a wrong base", "gmail-triage", origin, "no webhooks at that path"],
    ["an n8n that is down", "gmail-triage", "http://127.0.0.1:9/webhook", "refuses the connection"],
  ])("fails for %s", async (_what, path, at, detail) => {
    expect(await probe(path, at)).toMatchObject({ state: "failed", detail: expect.stringContaining(detail) });
  });

  it("fails for another method", async () => {
    const workflow = { path: "gmail-triage", method: "GET" } as const;
    expect(await probeN8n({ base, workflow, timeoutMs: 5_000, signal })).toMatchObject({
      state: "failed",
      detail: "The workflow at 'gmail-triage' takes POST, and its binding says GET.",
    });
  });
});
