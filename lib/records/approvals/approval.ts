import type { approvalDecisions, approvals } from "@/lib/db/schema-actions";

export type Approval = typeof approvals.$inferSelect;
export type ApprovalDecision = typeof approvalDecisions.$inferSelect;

/** The approval of a job: its id follows from the job's, so that whoever has the one has the other. */
export function approvalIdOf(job: { id: string }): string {
  return `apr_${job.id.slice(4)}`;
}
