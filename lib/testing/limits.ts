import { sql } from "drizzle-orm";
import { expect } from "vitest";
import { queryRows } from "@/lib/db/database";
import { budgets, intentRules } from "@/lib/db/schema-admission";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";

type Rule = Partial<typeof intentRules.$inferInsert>;
type Budget = Partial<typeof budgets.$inferInsert>;

/** A rule as an operator would set it; everything that is not given has no limit and no price. */
export async function setRule(ctx: Context, { pattern = "probe.*", ...rule }: Rule): Promise<void> {
  const row = { pattern, ...rule, updatedAt: new Date(), updatedBy: "test" };
  await ctx.db.insert(intentRules).values(row).onConflictDoUpdate({ target: intentRules.pattern, set: row });
  forgetRemembered(ctx);
}

export async function setBudget(ctx: Context, budget: Budget): Promise<string> {
  const id = budget.id ?? "bud_test";
  const of = { scope: "total", subject: "", period: "month", softMicros: null, hardMicros: null } as const;
  const at = new Date();
  await ctx.db.insert(budgets).values({ ...of, ...budget, id, createdAt: at, updatedAt: at, updatedBy: "test" });
  return id;
}

/** What limits and budgets count at this moment, and what it should be by the jobs and the live reservations. */
export async function ledger(ctx: Context) {
  const [row] = await queryRows<Record<string, string | number>>({
    db: ctx.db,
    query: sql`select
      (select coalesce(sum(in_flight), 0) from limit_counters)::int as in_flight,
      (select coalesce(sum(cardinality(counters)), 0) from call_reservations)::int as places,
      (select coalesce(sum(spent_micros), 0) from budget_periods)::int as spent,
      (select coalesce(sum(reserved_micros), 0) from budget_periods)::int as reserved,
      (select coalesce(sum(cost_micros), 0) from jobs)::int as cost,
      (select coalesce(sum(reserved_micros), 0) from call_reservations)::int as held,
      (select count(*) from call_reservations)::int as reservations,
      (select count(*) from jobs where state not in ('succeeded', 'failed', 'cancelled', 'expired', 'rejected'))::int as unfinished`,
  });
  return row as Record<
    "in_flight" | "places" | "spent" | "reserved" | "cost" | "held" | "reservations" | "unfinished",
    number
  >;
}

/** With one budget for everything: nothing is lost between jobs, reservations, counters and budget. */
export async function expectBalanced(ctx: Context) {
  const books = await ledger(ctx);
  expect({ spent: books.spent, reserved: books.reserved, in_flight: books.in_flight }).toEqual({
    spent: books.cost,
    reserved: books.held,
    in_flight: books.places,
  });
  return books;
}
