import { readdirSync } from "node:fs";
import { join } from "node:path";
import { getPathMatch } from "next/dist/shared/lib/router/utils/path-match";
import { prepareDestination } from "next/dist/shared/lib/router/utils/prepare-destination";
import { expect, it } from "vitest";
import { createTestApp, errorOf, type Sent } from "@/lib/testing/test-app";

const app = await createTestApp();
const job = `job_${"0".repeat(26)}`;
const publicFiles = ["mcp/route.ts", "health/route.ts", "ready/route.ts", "openapi.json/route.ts"];
/** For a scraper, by a token of its own; lib/surfaces/metrics tests it. */
const metricsFile = "metrics/route.ts";
/** For programs that nobody knows yet; lib/surfaces/oauth tests them. */
const oauthFiles = [
  "oauth/token/route.ts",
  "oauth/register/route.ts",
  "oauth/revoke/route.ts",
  "well-known/oauth-protected-resource/route.ts",
  "well-known/oauth-protected-resource/mcp/route.ts",
  "well-known/oauth-authorization-server/route.ts",
];
/** The console's own, for browsers only; e2e/first-start.spec.ts tests it. */
const signInFile = "auth/[...nextauth]/route.ts";
/** Inngest's own, which its SDK checks by signature; lib/surfaces/inngest tests it. */
const inngestFile = "inngest/route.ts";
/** For whoever holds the link; lib/surfaces/http/flows.test.ts tests it. */
const resumeFile = "resume/[token]/route.ts";
/** For whoever holds an invitation's link; lib/surfaces/http/invitations.test.ts tests them. */
const invitationFiles = ["invitations/check/route.ts", "invitations/accept/route.ts"];

/** For the browser that comes back from a sign-in, and for authorization servers; lib/surfaces/mcp-sign-in tests them. */
const mcpSignInFiles = ["mcp-sign-in/route.ts", "mcp-client.json/route.ts"];

/** One good call of each path that asks who calls, and the file that takes it. */
const guarded: Record<string, Sent> = {
  "orchestrate/route.ts": { path: "/orchestrate", body: { intent: "system.whoami", inputs: {} } },
  "intents/[intent]/route.ts": { path: "/intents/system.whoami", body: {} },
  "jobs/route.ts": { path: "/jobs" },
  "jobs/count/route.ts": { path: "/jobs/count" },
  "jobs/cancel/route.ts": { path: "/jobs/cancel", body: { filter: {}, expected_count: 1_000 } },
  "jobs/replay/route.ts": { path: "/jobs/replay", body: { filter: {}, expected_count: 1_000 } },
  "jobs/events/route.ts": { path: "/jobs/events" },
  "jobs/export/route.ts": { path: "/jobs/export?format=csv" },
  "jobs/views/route.ts": { path: "/jobs/views" },
  "jobs/views/[id]/route.ts": { method: "DELETE", path: "/jobs/views/view_1" },
  "memories/route.ts": { path: "/memories" },
  "memories/facets/route.ts": { path: "/memories/facets" },
  "memories/[id]/route.ts": { method: "PATCH", path: `/memories/mem_${"0".repeat(26)}` },
  "stats/route.ts": { path: "/stats" },
  "usage/route.ts": { path: "/usage" },
  "alerts/route.ts": { path: "/alerts" },
  "alerts/rules/[id]/route.ts": { method: "DELETE", path: "/alerts/rules/no-such-rule" },
  "attention/route.ts": { path: "/attention" },
  "jobs/[id]/route.ts": { path: `/jobs/${job}` },
  "jobs/[id]/events/route.ts": { path: `/jobs/${job}/events` },
  "jobs/[id]/answer/route.ts": {
    path: `/jobs/${job}/answer`,
    body: { question_id: "qst_1", action: "decline" },
  },
  "jobs/[id]/files/[file]/route.ts": { path: `/jobs/${job}/files/file_1` },
  "jobs/[id]/cancel/route.ts": { method: "POST", path: `/jobs/${job}/cancel` },
  "jobs/[id]/replay/route.ts": { method: "POST", path: `/jobs/${job}/replay` },
  "jobs/[id]/callback/resend/route.ts": { method: "POST", path: `/jobs/${job}/callback/resend` },
  "callback-secret/rotate/route.ts": { method: "POST", path: "/callback-secret/rotate" },
  "tools/route.ts": { path: "/tools" },
  "keys/route.ts": { path: "/keys" },
  "keys/[id]/route.ts": { method: "DELETE", path: "/keys/key_1" },
  "keys/[id]/rotate/route.ts": { method: "POST", path: "/keys/key_1/rotate" },
  "keys/[id]/callback-secret/route.ts": { method: "POST", path: "/keys/key_1/callback-secret" },
  "flows/route.ts": { path: "/flows" },
  "flows/[id]/route.ts": { path: "/flows/flow_1" },
  "flows/[id]/check/route.ts": { method: "POST", path: "/flows/flow_1/check" },
  "intent-rules/route.ts": { path: "/intent-rules" },
  "intent-rules/[pattern]/route.ts": { path: "/intent-rules/memory.*" },
  "budgets/route.ts": { path: "/budgets" },
  "budgets/[id]/route.ts": { path: "/budgets/bud_1" },
  "hosts/route.ts": { path: "/hosts" },
  "hosts/[id]/route.ts": { path: "/hosts/host_1" },
  "hosts/[id]/host-key/route.ts": { method: "POST", path: "/hosts/host_1/host-key" },
  "hosts/[id]/accept-key/route.ts": { method: "POST", path: "/hosts/host_1/accept-key" },
  "hosts/[id]/now/route.ts": { path: "/hosts/host_1/now" },
  "hosts/[id]/check/route.ts": { method: "POST", path: "/hosts/host_1/check" },
  "mcp-servers/route.ts": { path: "/mcp-servers" },
  "mcp-servers/[id]/route.ts": { path: "/mcp-servers/mcp_1" },
  "mcp-servers/[id]/check/route.ts": { method: "POST", path: "/mcp-servers/mcp_1/check" },
  "mcp-servers/[id]/sign-in/route.ts": { path: "/mcp-servers/mcp_1/sign-in", body: {} },
  "mcp-servers/[id]/credentials/route.ts": { path: "/mcp-servers/mcp_1/credentials" },
  "mcp-servers/[id]/credentials/[credential]/route.ts": {
    method: "DELETE",
    path: "/mcp-servers/mcp_1/credentials/crd_1",
  },
  "approvals/route.ts": { path: "/approvals" },
  "approvals/[id]/route.ts": { path: "/approvals/apr_1" },
  "approvals/[id]/host-runs/route.ts": { path: "/approvals/apr_1/host-runs" },
  "oauth/decide/route.ts": { path: "/oauth/decide", body: { ticket: "x", decision: "deny" } },
  "grants/route.ts": { path: "/grants" },
  "grants/[id]/route.ts": { method: "DELETE", path: "/grants/grt_1" },
  "audit/route.ts": { path: "/audit" },
  "audit/verify/route.ts": { path: "/audit/verify" },
  "audit/export/route.ts": { path: "/audit/export" },
  "users/route.ts": { path: "/users" },
  "users/[id]/route.ts": { method: "DELETE", path: "/users/usr_1" },
  "invitations/route.ts": { path: "/invitations" },
  "invitations/[id]/route.ts": { method: "DELETE", path: "/invitations/inv_1" },
  "account/route.ts": { path: "/account" },
  "account/password/route.ts": { method: "POST", path: "/account/password" },
  "account/sign-out-everywhere/route.ts": { method: "POST", path: "/account/sign-out-everywhere" },
  "memory/reembed/route.ts": { path: "/memory/reembed" },
  "settings/route.ts": { path: "/settings" },
  "settings/notification/test/route.ts": { method: "POST", path: "/settings/notification/test" },
  "[...unknown]/route.ts": { path: "/nothing/here" },
};

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: "utf8" })
  .filter((file) => file.endsWith("route.ts"))
  .map((file) => file.replaceAll("\\", "/"));

it("holds a row for every route", () => {
  expect(files.toSorted()).toEqual(
    [
      ...Object.keys(guarded),
      ...publicFiles,
      metricsFile,
      ...oauthFiles,
      ...invitationFiles,
      ...mcpSignInFiles,
      signInFile,
      inngestFile,
      resumeFile,
    ].toSorted(),
  );
});

it.each(Object.values(guarded))("answers 401 to $path without a key", async (sent) => {
  const response = await app.send(sent);
  expect(response.status).toBe(401);
  expect((await errorOf(response)).code).toBe("unauthorized");
});

it.each(["/health", "/ready", "/openapi.json"])("answers %s to anybody", async (path) => {
  expect((await app.send({ path })).status).toBe(200);
});

it.each(Object.values(guarded))("answers $path under /api as well", async (sent) => {
  const key = await app.createKey({ rights: ["admin"] });
  const [short, long] = await Promise.all([
    app.send({ ...sent, key }),
    app.send({ ...sent, key, path: `/api${sent.path}` }),
  ]);
  expect(long.status).toBe(short.status);
  expect(short.status).not.toBe(401);
});

it.each(["PUT", "PATCH", "DELETE"])("answers 405 to %s /orchestrate, with what it takes", async (method) => {
  const response = await app.send({ method, path: "/orchestrate" });
  expect(response.status).toBe(405);
  expect(response.headers.get("allow")).toBe("POST, OPTIONS");
  expect((await errorOf(response)).code).toBe("method_not_allowed");
});

it("answers 404 to a path that there is not", async () => {
  const response = await app.send({ path: "/no/such/path", key: await app.createKey() });
  expect(response.status).toBe(404);
  expect(await errorOf(response)).toMatchObject({ code: "not_found", hint: "GET /openapi.json lists every path." });
});

it("names a request as its caller does, and by itself when that is no plain name", async () => {
  const idOf = async (id: string) =>
    (await app.send({ path: "/tools", headers: { "x-request-id": id } })).headers.get("x-request-id");
  expect(await idOf("trace-0123456789")).toBe("trace-0123456789");
  expect(await idOf("<script>alert(1)</script>")).toMatch(/^req_[0-9a-z]{26}$/);
  expect(await idOf("x".repeat(129))).toMatch(/^req_[0-9a-z]{26}$/);
});

it("lists in GET /tools what the key may call, each with schemas and an example", async () => {
  const key = await app.createKey({ intents: ["memory.*"] });
  const { tools } = (await (await app.send({ path: "/tools", key })).json()) as { tools: { intent: string }[] };
  expect(tools.map((tool) => tool.intent)).toEqual([
    "memory.delete",
    "memory.get",
    "memory.list",
    "memory.search",
    "memory.tag",
    "memory.write",
  ]);
  expect(tools[0]).toMatchObject({ input_schema: { type: "object" }, example: { intent: "memory.delete" } });
});

it("rewrites every public path to its handler", async () => {
  const { default: config } = await import(join(process.cwd(), "next.config.ts"));
  const rewrites = (await config.rewrites()) as { source: string; destination: string }[];
  const query = { first: "1", name: "2", rest: "3" };
  const rewrite = (path: string) => {
    for (const { source, destination } of rewrites) {
      const params = getPathMatch(source, { strict: true })(path);
      if (!params) continue;
      const { newUrl, parsedDestination } = prepareDestination({
        destination,
        params,
        query,
        appendParamsToQuery: true,
      });
      expect(parsedDestination.query).toEqual(query);
      return newUrl;
    }
    return null;
  };
  const shown = files.filter((file) => file !== signInFile && file !== inngestFile && !file.startsWith("["));
  for (const path of shown.map((file) => `/${file.replace("/route.ts", "").replaceAll(/\[\.*(\w+)\]/g, "some-$1")}`)) {
    expect(rewrite(path.replace("/well-known", "/.well-known")), path).toBe(`/api${path}`);
  }
  const none = ["/", "/jobsx", "/openapi-json", "/console/jobs", "/.well-known/oauth-authorization-server/mcp"];
  expect(none.map(rewrite)).toEqual(none.map(() => null));
  // No handler is called so: the answer is that of an unknown path.
  expect(rewrite("/Health")).toBe("/api/Health");
});
