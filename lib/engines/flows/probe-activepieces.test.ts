import { expect, it } from "vitest";
import { type StandInAnswer, startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { probeActivepieces } from "./probe-activepieces";

const { signal } = new AbortController();
const json = { "content-type": "application/json" };
const activepieces = await startFlowStandIn(({ url }) =>
  url === "/api/v1/flags"
    ? { status: 200, headers: json, body: '{"CURRENT_VERSION":"0.88.3","ENVIRONMENT":"prod"}' }
    : { status: 404, headers: json, body: '{"statusCode":404,"message":"Route GET:/flags not found"}' },
);
const probe = (input: { base?: string; flowId?: string | null }) =>
  probeActivepieces({ base: `${activepieces.url}/api/v1`, flowId: null, timeoutMs: 5_000, signal, ...input });

it("finds Activepieces by its public flags", async () => {
  expect(await probe({})).toMatchObject({ state: "ok", fix: null });
});

it("says of a flow that it cannot be seen without running it, and runs none", async () => {
  const found = await probe({ flowId: "ZARKWOUWKYS9hFazGxVGv" });
  expect(found).toMatchObject({ state: "warning", detail: expect.stringContaining("without running it") });
  expect(found.fix).toContain("Call the intent once");
  expect(activepieces.seen.every(({ url }) => url === "/api/v1/flags")).toBe(true);
});

it("says when a flow id cannot be one", async () => {
  expect(await probe({ flowId: "gmail-triage" })).toMatchObject({ fix: expect.stringContaining("21 letters") });
});

it.each<[string, StandInAnswer | null]>([
  ["at a base without /api/v1", null],
  ["where another server answers", { status: 200, headers: json, body: '{"status":"ok"}' }],
  [
    "where its web page answers",
    { status: 200, headers: { "content-type": "text/html" }, body: "<!doctype html><html></html>" },
  ],
  ["where a proxy answers alone", { status: 502 }],
])("fails %s", async (_what, answer) => {
  const base = answer === null ? activepieces.url : (await startFlowStandIn(() => answer)).url;
  expect(await probe({ base })).toMatchObject({ state: "failed", fix: expect.any(String) });
});

it("fails where nobody listens", async () => {
  expect(await probe({ base: "http://127.0.0.1:1/api/v1" })).toMatchObject({
    state: "failed",
    detail: "Activepieces at http://127.0.0.1:1 refuses the connection.",
  });
});
