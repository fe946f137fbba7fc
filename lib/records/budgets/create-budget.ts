import { eq, sql } from "drizzle-orm";
import type { Budget, CreateBudgetRequest } from "@/lib/contracts/budget";
import { toMicros } from "@/lib/contracts/money";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { apiKeys, users } from "@/lib/db/schema";
import { budgets } from "@/lib/db/schema-admission";
import { oauthGrants } from "@/lib/db/schema-oauth";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { callerOf } from "@/lib/records/keys/caller-of";
import { auditedBudget } from "./audited-budget";
import { getBudget } from "./get-budget";

/** Each priced call looks through all of them. */
const budgetsMax = 200;

/**
 * Makes a budget, which counts what is admitted from now on. Throws `already_exists` for a second one of the same thing
 * and period, `limit_reached` at 200 of them, and `invalid_request` for a caller that there is not.
 */
export async function createBudget(ctx: Context, request: CreateBudgetRequest): Promise<Budget> {
  const now = ctx.clock.now();
  const { scope, period, soft, hard } = request;
  const id = createId("budget", now.getTime());
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    await db.execute(sql`lock table budgets in share row exclusive mode`);
    const subject = scope === "key" ? await getCallerId(tx, request.subject) : request.subject;
    if ((await db.$count(budgets)) >= budgetsMax) throw full();
    const made = await db
      .insert(budgets)
      .values({
        id,
        scope,
        subject,
        period,
        softMicros: soft === null ? null : toMicros(soft),
        hardMicros: hard === null ? null : toMicros(hard),
        createdAt: now,
        updatedAt: now,
        updatedBy: ctx.actor.name,
      })
      .onConflictDoNothing()
      .returning();
    if (made.length === 0) throw taken();
    const budget = await getBudget(tx, id);
    await appendAudit(tx, { kind: "budget.created", subject: id, data: auditedBudget(budget) });
    return budget;
  });
}

/** As whom calls are counted that come with a key, which may have taken over from another one; others by their own id. */
async function getCallerId({ db }: Pick<Context, "db">, id: string): Promise<string> {
  if (id === "local") return id;
  const [key] = await db.select().from(apiKeys).where(eq(apiKeys.id, id));
  if (key) return callerOf(key);
  const found = await Promise.all([db.$count(users, eq(users.id, id)), db.$count(oauthGrants, eq(oauthGrants.id, id))]);
  if (found.some((count) => count > 0)) return id;
  throw new AppError({
    code: "invalid_request",
    detail: `There is no key '${id}'.`,
    hint: "GET /keys, or npm run key:list, shows the keys with their ids.",
    errors: [{ path: "subject", message: "is not the id of a key" }],
  });
}

function full(): AppError {
  return new AppError({
    code: "limit_reached",
    detail: `There are ${budgetsMax} budgets already.`,
    hint: "Remove some.",
  });
}

function taken(): AppError {
  return new AppError({
    code: "already_exists",
    detail: "There is a budget of that for this period already.",
    hint: "Change that one: PATCH /budgets/{id}, or npm run budget:edit.",
    errors: [{ path: "scope", message: "has a budget for this period already" }],
  });
}
