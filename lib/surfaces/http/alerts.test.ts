import { expect, it } from "vitest";
import { AlertList, AlertRule } from "@/lib/contracts/alert";
import { AuditList } from "@/lib/contracts/audit";
import { defaultAlertRules } from "@/lib/policy/default-alert-rules";
import { createTestApp, errorOf } from "@/lib/testing/test-app";

const app = await createTestApp();
const admin = await app.createKey({ rights: ["admin", "jobs_of_others"] });
const operator = await app.createKey({ rights: ["jobs_of_others"] });
const stranger = await app.createKey();
const rule = { kind: "failure_rate", intent: "billing.*", threshold: 5, window_s: 600, calls_min: 10 };
const put = (id: string, body: unknown, key = admin) =>
  app.send({ method: "PUT", path: `/alerts/rules/${id}`, key, body });
const list = async () => AlertList.parse(await (await app.send({ path: "/alerts", key: operator })).json());

it("has sensible rules from the start, and says that nobody is told", async () => {
  const { rules, alerts, is_told } = await list();
  expect(rules.map(({ id }) => id)).toEqual(defaultAlertRules.map(({ id }) => id).toSorted());
  expect(rules.every((one) => one.is_enabled && one.is_default)).toBe(true);
  expect([alerts, is_told]).toEqual([[], false]);
});

it("makes a rule, changes it, switches it off and removes it, each on record", async () => {
  const made = AlertRule.parse(await (await put("billing", rule)).json());
  expect(made).toEqual({ id: "billing", ...rule, is_enabled: true, is_default: false });
  await put("billing", { ...rule, threshold: 7, is_enabled: false });
  expect((await list()).rules.find(({ id }) => id === "billing")).toMatchObject({ threshold: 7, is_enabled: false });
  const removed = await app.send({ method: "DELETE", path: "/alerts/rules/billing", key: admin });
  expect(removed.status).toBe(200);
  const answer = await app.send({ path: "/audit?subject=billing", key: await app.createKey({ rights: ["admin"] }) });
  const { entries } = AuditList.parse(await answer.json());
  expect(entries.map(({ kind, data }) => [kind, (data.after as { threshold?: number })?.threshold])).toEqual([
    ["alert_rule.removed", undefined],
    ["alert_rule.changed", 7],
    ["alert_rule.changed", 5],
  ]);
});

it("lets a rule of the start be edited and switched off, not removed or made another kind", async () => {
  const edited = { ...rule, intent: "*", threshold: 50, is_enabled: false };
  expect((await put("calls-fail", edited)).status).toBe(200);
  expect((await put("calls-fail", { ...edited, kind: "spend" })).status).toBe(400);
  const response = await app.send({ method: "DELETE", path: "/alerts/rules/calls-fail", key: admin });
  expect(response.status).toBe(400);
  expect((await errorOf(response)).error).toContain("switched off");
});

it.each([
  [{ kind: "made_up" }],
  [{ threshold: 0 }],
  [{ threshold: "a lot" }],
  [{ window_s: 1 }],
  [{ intent: "a b" }],
  [{ calls_min: -1 }],
  [{ misspelt: 1 }],
])("answers 400 to a rule with %j", async (change) => {
  expect((await put("billing", { ...rule, ...change })).status).toBe(400);
});

it.each(["UPPER", "a b", "x".repeat(41), "-"])("answers 400 to a rule named %j", async (id) => {
  expect((await put(encodeURIComponent(id), rule)).status).toBe(400);
});

it("answers 401 to nobody, 403 to whoever may not, 404 to what there is not and 405 to a GET of one", async () => {
  expect((await app.send({ path: "/alerts" })).status).toBe(401);
  expect((await app.send({ method: "PUT", path: "/alerts/rules/x", body: rule })).status).toBe(401);
  expect((await app.send({ path: "/alerts", key: stranger })).status).toBe(403);
  expect((await put("billing", rule, operator)).status).toBe(403);
  expect((await app.send({ method: "DELETE", path: "/alerts/rules/billing", key: operator })).status).toBe(403);
  expect((await app.send({ method: "DELETE", path: "/alerts/rules/no-such", key: admin })).status).toBe(404);
  expect((await app.send({ path: "/alerts/rules/billing", key: admin })).status).toBe(405);
});
