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
    for (const { id, job_id, intent } of late) {
      await moveJobs(tx, { to: "expired", where: sql`id = ${job_id}`, patch: { error: undecided } });
      await appendAudit(tx, { kind: "approval.expired", subject: id, data: { job: job_id, intent } });
    }
    return late.length;
  });
}
