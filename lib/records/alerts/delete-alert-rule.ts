import { eq } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { alertRules } from "@/lib/db/schema-usage";
import { isDefaultAlertRule } from "@/lib/policy/default-alert-rules";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { alertRule } from "./alert";
import { dropAlert } from "./drop-alert";

/** Removes a rule that somebody made. Throws `not_found`, and `invalid_request` for one that was there from the start. */
export async function deleteAlertRule(ctx: Context, id: string): Promise<{ removed: string }> {
  if (isDefaultAlertRule(id)) {
    throw new AppError({
      code: "invalid_request",
      detail: `The rule '${id}' is there from the start: it can be switched off, not removed.`,
      hint: "PUT it with is_enabled: false.",
    });
  }
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db };
    const [row] = await db.delete(alertRules).where(eq(alertRules.id, id)).returning();
    if (!row) throw new AppError({ code: "not_found", detail: `There is no alert rule '${id}'.` });
    await dropAlert(tx, id);
    await appendAudit(tx, { kind: "alert_rule.removed", subject: id, data: { before: { ...alertRule(row) } } });
    return { removed: id };
  });
}
