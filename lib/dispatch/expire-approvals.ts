import { sql } from "drizzle-orm";
import { operatorActor } from "@/lib/records/actors";
import { closeLateApprovals } from "@/lib/records/approvals/close-approvals";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { moveJobs } from "@/lib/records/jobs/move-job";

const undecided = {
  code: "expired" as const,
  error: "Nobody decided in time. Nothing was run.",
  hint: "Ask again when somebody who may approve is there.",
};

/** Ends what nobody decided in time, and says how many. */
export async function expireApprovals(ctx: Context): Promise<number> {
  return ctx.db.transaction(async (db) => {
    const tx = { ...ctx, db, actor: operatorActor };
    const late = await closeLateApprovals(tx);
    if (late.length === 0) return 0;
    // All in one move: what a second one waited for might be held by who waits for the audit log's turn.
    const ids = JSON.stringify(late.map(({ job_id }) => job_id));
    const isLate = sql`id in (select json_array_elements_text(${ids}::json))`;
    await moveJobs(tx, { to: "expired", where: isLate, patch: { error: undecided } });
    for (const { id, job_id, intent } of late) {
      await appendAudit(tx, { kind: "approval.expired", subject: id, data: { job: job_id, intent } });
    }
    return late.length;
  });
}
