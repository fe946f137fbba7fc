import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { Budget, BudgetList } from "@/lib/contracts/budget";
import { JobView, SuccessEnvelope } from "@/lib/contracts/envelope";
import { IntentRule, IntentRuleList, SavedIntentRule } from "@/lib/contracts/intent-rule";
import { CreatedKey, RotatedKey } from "@/lib/contracts/key";
import { ToolList } from "@/lib/contracts/tool";
import { apiKeys } from "@/lib/db/schema";
import { auditLog } from "@/lib/db/schema-actions";
import { budgets, intentRules } from "@/lib/db/schema-admission";
import { forgetRemembered } from "@/lib/records/remember";
import { connectMcp } from "@/lib/testing/mcp-client";
import { serveApp } from "@/lib/testing/serve-app";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp({ variables: { ORCHESTRATOR_CURRENCY: "EUR" } });
const admin = await app.createKey({ rights: ["admin"] });
const caller = await app.createKey();

const send = (method: string, path: string, body?: unknown, key: string | undefined = admin) =>
  app.send({ method, path, key, ...(body !== undefined && { body }) });
const whoami = (key: string) => app.send({ path: "/orchestrate", key, body: { intent: "system.whoami", inputs: {} } });
const listStopped = async () => {
  const { tools } = ToolList.parse(await (await send("GET", "/tools")).json());
  return tools.filter(({ stopped }) => stopped).map(({ intent }) => intent);
};
const newBudget = async (body: object) => Budget.parse(await (await send("POST", "/budgets", body)).json());

const flow = await send("POST", "/flows", { intent: "mine.*", backend: "n8n" });
if (!flow.ok) throw new Error(`the flow is not made: ${await flow.text()}`);

beforeEach(async () => {
  await app.ctx.db.delete(intentRules);
  await app.ctx.db.delete(budgets);
  forgetRemembered(app.ctx);
});

describe("rules", () => {
  it("are set, changed in part, listed, shown and removed, and each change is in the audit log", async () => {
    const put = await send("PUT", "/intent-rules/system.*", { rate_per_minute: 30, price: { per_call: 0.000001 } });
    const price = { per_call: 0.000001, per_second: 0, per_unit: 0, unit: null, units_max: 0 };
    const rule = IntentRule.parse(await put.json());
    expect(rule).toMatchObject({ pattern: "system.*", is_enabled: true, rate_per_minute: 30, counts: "caller", price });
    const patched = await send("PATCH", "/intent-rules/system.*", { is_enabled: false });
    expect(IntentRule.parse(await patched.json())).toMatchObject({ is_enabled: false, rate_per_minute: 30, price });
    expect(IntentRuleList.parse(await (await send("GET", "/intent-rules")).json())).toMatchObject({
      rules: [{ pattern: "system.*" }],
      currency: "EUR",
    });
    expect((await send("GET", "/intent-rules/system.*")).status).toBe(200);
    const whole = await send("PUT", "/intent-rules/system.*", { concurrent_max: 2, counts: "all" });
    expect(await whole.json()).toMatchObject({
      is_enabled: true,
      rate_per_minute: null,
      concurrent_max: 2,
      price: null,
    });
    expect((await send("DELETE", "/intent-rules/system.*")).status).toBe(200);
    expect(await errorOf(await send("GET", "/intent-rules/system.*"))).toMatchObject({ code: "not_found" });
    const rows = await app.ctx.db.select().from(auditLog).where(eq(auditLog.subject, "system.*")).orderBy(auditLog.seq);
    expect(rows.map(({ kind }) => kind)).toEqual([
      "intent_rule.changed",
      "intent_rule.changed",
      "intent_rule.changed",
      "intent_rule.removed",
    ]);
    expect(rows[1]?.data).toEqual({ changed: { is_enabled: { from: true, to: false } } });
  });

  it("stop an intent for everybody until it is started again", async () => {
    await send("PATCH", "/intent-rules/system.whoami", { is_enabled: false });
    const stopped = await whoami(caller);
    expect(stopped.status).toBe(409);
    expect(await errorOf(stopped)).toMatchObject({
      code: "intent_stopped",
      error: "'system.whoami' is stopped by an operator. Nothing was run.",
      hint: expect.stringContaining("npm run limit:start -- 'system.whoami'"),
    });
    expect(await listStopped()).toEqual(["system.whoami"]);
    await send("PATCH", "/intent-rules/system.whoami", { is_enabled: true });
    expect((await whoami(caller)).status).toBe(200);
    expect(await listStopped()).toEqual([]);
  });

  it.each([
    ["memory.wirte", true],
    ["memroy.*", true],
    ["mcp.nobody.*", true],
    ["memory.write", false],
    ["memory.*", false],
    ["*", false],
    ["mine.one", false],
    ["mine.*", false],
  ])("say of '%s' that nothing is called that: %s", async (pattern, isUnheardOf) => {
    const saved = SavedIntentRule.parse(await (await send("PUT", `/intent-rules/${pattern}`, {})).json());
    expect(saved.note !== undefined).toBe(isUnheardOf);
    await send("DELETE", `/intent-rules/${pattern}`);
  });

  it.each([
    ["a pattern that is none", "PUT", "/intent-rules/a..b", {}],
    ["an unknown field", "PUT", "/intent-rules/a.b", { colour: "red" }],
    ["a rate of nothing", "PATCH", "/intent-rules/a.b", { rate_per_minute: 0 }],
    [
      "units that come to too much",
      "PUT",
      "/intent-rules/a.b",
      { price: { per_unit: 1_000_000, units_max: 1_000_000 } },
    ],
    ["a price finer than is counted", "PUT", "/intent-rules/a.b", { price: { per_call: 0.0000001 } }],
  ])("are refused with %s", async (_what, method, path, body) => {
    expect(await errorOf(await send(method, path, body))).toMatchObject({ code: "invalid_request" });
  });
});

describe("budgets", () => {
  it("of a key that took over from another count what both call", async () => {
    const first = CreatedKey.parse(await (await send("POST", "/keys", { name: "line" })).json());
    const rotated = await send("POST", `/keys/${first.key_id}/rotate`, {});
    const second = RotatedKey.parse(await rotated.json());
    await newBudget({ scope: "key", subject: second.key_id, period: "day", hard: 1.5 });
    await send("PUT", "/intent-rules/system.*", { price: { per_call: 0.75 } });
    expect((await whoami(second.key)).status).toBe(200);
    expect((await whoami(first.key)).status).toBe(200);
    expect((await whoami(second.key)).status).toBe(402);
  });

  it("are made, listed with how they stand, changed and removed, and each change is in the audit log", async () => {
    const made = await newBudget({ scope: "total", period: "day", soft: 1, hard: 2.5 });
    expect(made).toMatchObject({ name: "all calls", soft: 1, hard: 2.5, spent: 0, reserved: 0 });
    expect(new Date(made.resets_at).getUTCHours()).toBe(0);
    await send("PUT", "/intent-rules/system.*", { price: { per_call: 0.75 } });
    const { job_id } = SuccessEnvelope.parse(await (await whoami(caller)).json());
    const [listed] = BudgetList.parse(await (await send("GET", "/budgets")).json()).budgets;
    expect(listed).toEqual({ ...made, spent: 0.75 });
    const job = JobView.parse(await (await send("GET", `/jobs/${job_id}`, undefined, caller)).json());
    expect(job.cost).toEqual({ amount: 0.75, currency: "EUR" });
    const changed = await send("PATCH", `/budgets/${made.budget_id}`, { hard: 1 });
    expect(Budget.parse(await changed.json())).toMatchObject({ hard: 1, spent: 0.75 });
    expect((await send("DELETE", `/budgets/${made.budget_id}`)).status).toBe(200);
    expect(await errorOf(await send("GET", `/budgets/${made.budget_id}`))).toMatchObject({ code: "not_found" });
    const rows = await app.ctx.db.select().from(auditLog).where(eq(auditLog.subject, made.budget_id));
    expect(rows.map(({ kind }) => kind).sort()).toEqual(["budget.changed", "budget.created", "budget.removed"]);
  });

  it("refuse a call that might go past them: 402, with which, how much, until when, and who can raise it", async () => {
    const { budget_id, resets_at } = await newBudget({ scope: "intent", subject: "system.*", period: "day", hard: 1 });
    await send("PUT", "/intent-rules/system.*", { price: { per_call: 0.75 } });
    await whoami(caller);
    const refused = await whoami(caller);
    expect(refused.status).toBe(402);
    const waitS = Number(refused.headers.get("retry-after"));
    expect(waitS).toBeGreaterThan(0);
    expect(await errorOf(refused)).toMatchObject({
      code: "budget_exceeded",
      retryable: false,
      retry_after_s: waitS,
      error: `The budget of 'system.*' has too little left: 0.75 EUR of 1 EUR a day are spent, and this call may cost 0.75 EUR. It begins anew at ${resets_at}. Nothing was run.`,
      hint: expect.stringContaining("An admin can raise it"),
      budget: { budget_id, limit: 1, spent: 0.75, reserved: 0, needed: 0.75, currency: "EUR", resets_at },
    });
  });

  it.each([
    ["a second one of the same", { scope: "total", period: "month", hard: 1 }, "already_exists"],
    ["neither amount", { scope: "total", period: "day" }, "invalid_request"],
    ["a subject for all", { scope: "total", subject: "x", period: "day", hard: 1 }, "invalid_request"],
    ["no subject for a key", { scope: "key", period: "day", hard: 1 }, "invalid_request"],
    ["a key that there is not", { scope: "key", subject: "key_1", period: "day", hard: 1 }, "invalid_request"],
    [
      "a namespace that no key can have",
      { scope: "namespace", subject: "CRM", period: "day", hard: 1 },
      "invalid_request",
    ],
    ["a pattern that is none", { scope: "intent", subject: "a..b", period: "day", hard: 1 }, "invalid_request"],
  ])("are refused with %s", async (_what, body, code) => {
    await newBudget({ scope: "total", period: "month", hard: 5 });
    expect(await errorOf(await send("POST", "/budgets", body))).toMatchObject({ code });
  });

  it("keep one amount at least", async () => {
    const { budget_id } = await newBudget({ scope: "total", period: "month", hard: 5 });
    const refused = await send("PATCH", `/budgets/${budget_id}`, { hard: null });
    expect(await errorOf(refused)).toMatchObject({ code: "invalid_request" });
    expect(await errorOf(await send("PATCH", `/budgets/${budget_id}`, { hard: -1 }))).toMatchObject({
      code: "invalid_request",
    });
  });
});

it.each([
  ["GET", "/intent-rules", undefined],
  ["GET", "/intent-rules/a.b", undefined],
  ["PUT", "/intent-rules/a.b", {}],
  ["PATCH", "/intent-rules/a.b", {}],
  ["DELETE", "/intent-rules/a.b", undefined],
  ["GET", "/budgets", undefined],
  ["POST", "/budgets", { scope: "total", period: "day", hard: 1 }],
  ["GET", "/budgets/bud_1", undefined],
  ["PATCH", "/budgets/bud_1", {}],
  ["DELETE", "/budgets/bud_1", undefined],
])("%s %s is for admins only, and a thing that is not there is a 404", async (method, path, body) => {
  expect((await send(method, path, body, caller)).status).toBe(403);
  expect((await app.send({ method, path, ...(body !== undefined && { body }) })).status).toBe(401);
  const isMade = ["PUT", "POST"].includes(method) || path === "/intent-rules" || path === "/budgets";
  const isRule = path.startsWith("/intent-rules") && method === "PATCH";
  if (!isMade && !isRule) expect((await send(method, path, body)).status).toBe(404);
});

describe("a limited caller", () => {
  async function limitedKey(limits: Partial<typeof apiKeys.$inferInsert>): Promise<string> {
    const name = `limited ${Math.random()}`;
    const key = await app.createKey({ name });
    await app.ctx.db.update(apiKeys).set(limits).where(eq(apiKeys.name, name));
    forgetRemembered(app.ctx);
    return key;
  }

  it("is told in headers and in the body how much is left, and when to come again", async () => {
    const key = await limitedKey({ ratePerMinute: 1, burst: 2 });
    const first = await whoami(key);
    const rate_limit = { name: "caller", limit: 2, window_s: 120, remaining: 1, reset_s: 60 };
    expect(SuccessEnvelope.parse(await first.json()).rate_limit).toEqual(rate_limit);
    expect(Object.fromEntries(first.headers)).toMatchObject({
      "ratelimit-policy": '"caller";q=2;w=120',
      ratelimit: '"caller";r=1;t=60',
      "ratelimit-limit": "2",
      "ratelimit-remaining": "1",
      "ratelimit-reset": "60",
    });
    await whoami(key);
    const refused = await whoami(key);
    expect(refused.status).toBe(429);
    const headers = Object.fromEntries(refused.headers);
    const waitS = Number(headers["retry-after"]);
    expect(waitS).toBeGreaterThan(40);
    expect(headers).toMatchObject({ "ratelimit-remaining": "0" });
    expect(await errorOf(refused)).toMatchObject({
      code: "rate_limited",
      retryable: true,
      retry_after_s: waitS,
      rate_limit: { limit: 2, remaining: 0 },
      error: `Too many calls: this caller's key allows 1 a minute. Nothing was run; try again in ${waitS} s.`,
    });
  });

  it("is told the same where it calls by MCP", async () => {
    const key = await limitedKey({ ratePerMinute: 1, burst: 1 });
    const client = await connectMcp({ url: await serveApp(app.handle), key, era: "2026-07-28" });
    const call = () => client.callTool({ name: "system_whoami", arguments: {} });
    expect(await call()).toMatchObject({ structuredContent: { rate_limit: { limit: 1, remaining: 0 } } });
    expect(await call()).toMatchObject({
      isError: true,
      structuredContent: { code: "rate_limited", retry_after_s: expect.any(Number), rate_limit: { remaining: 0 } },
      content: [{ text: expect.stringContaining("Nothing was run; try again in") }],
    });
  });

  it("is told nothing of limits when it has none", async () => {
    const answer = await whoami(caller);
    expect([...answer.headers.keys()].filter((name) => name.startsWith("ratelimit"))).toEqual([]);
    expect(await answer.json()).not.toHaveProperty("rate_limit");
  });
});
