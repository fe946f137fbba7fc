import { eq, sql } from "drizzle-orm";
import { beforeEach, expect, it } from "vitest";
import { parseEnv } from "@/lib/core/env";
import { auditLog } from "@/lib/db/schema-actions";
import { listTightBudgets } from "@/lib/records/budgets/list-tight-budgets";
import { updateBudget } from "@/lib/records/budgets/update-budget";
import { startFlowStandIn } from "@/lib/testing/flow-stand-in";
import { setBudget, setRule } from "@/lib/testing/limits";
import { createTestContext } from "@/lib/testing/test-context";
import { notifyBudgets } from "./notify-budgets";
import { orchestrate } from "./orchestrate";

const channel = await startFlowStandIn(() => ({ status: 200 }));
const variables = {
  ORCHESTRATOR_APPROVAL_WEBHOOK: `${channel.url}/services/T0/B0`,
  ORCHESTRATOR_URL: "https://door.example.org",
  ORCHESTRATOR_CURRENCY: "CHF",
};
const ctx = { ...(await createTestContext()), env: parseEnv(variables) };
const spend = () => orchestrate(ctx, { intent: "system.whoami", inputs: {}, mode: "auto" });

beforeEach(async () => {
  channel.seen.length = 0;
  await ctx.db.execute(sql`delete from budgets`);
  await ctx.db.execute(sql`delete from budget_periods`);
  await setRule(ctx, { pattern: "system.*", pricePerCall: 600_000 });
  await setBudget(ctx, { softMicros: 1_000_000, hardMicros: 2_000_000 });
});

it("tells of a budget that has come to its soft amount once a period, and puts it in the audit log", async () => {
  await spend();
  expect(await notifyBudgets(ctx)).toBe(0);
  await spend();
  expect(await Promise.all([notifyBudgets(ctx), notifyBudgets(ctx)]).then(([a, b]) => a + b)).toBe(1);
  await expect.poll(() => channel.seen.length, { timeout: 10_000 }).toBe(1);
  const body = JSON.parse(channel.seen[0]?.body ?? "{}");
  expect(body).toMatchObject({ budget_id: "bud_test", period: "month", spent: 1.2, soft: 1, hard: 2, currency: "CHF" });
  expect(body.text).toContain("1.2 CHF of 1 CHF a month are spent. Calls are refused from 2 CHF on.");
  expect(body.url).toBe("https://door.example.org/console/limits?budget=bud_test");
  expect(await ctx.db.$count(auditLog, eq(auditLog.kind, "budget.soft_reached"))).toBe(1);
  expect(await notifyBudgets(ctx)).toBe(0);
});

it("tells of it again when the soft amount was raised and is reached", async () => {
  await spend();
  await spend();
  await notifyBudgets(ctx);
  await updateBudget(ctx, { id: "bud_test", change: { soft: 1.5 } });
  expect(await notifyBudgets(ctx)).toBe(0);
  await spend();
  expect(await notifyBudgets(ctx)).toBe(1);
});

it("shows it to admins among what needs them, and to nobody else", async () => {
  await spend();
  const admin = { ...ctx, actor: { ...ctx.actor, rights: ["admin" as const] } };
  expect(await listTightBudgets(admin)).toEqual([]);
  await spend();
  expect(await listTightBudgets(admin)).toMatchObject([{ budget_id: "bud_test", name: "all calls", spent: 1.2 }]);
  expect(await listTightBudgets(ctx)).toEqual([]);
});
