/** What we tell Inngest; the functions in lib/surfaces/inngest listen for the same names. */
export const jobDue = "orchestrator/job.due";
export const jobCancelled = "orchestrator/job.cancelled";
export const callbackDue = "orchestrator/callback.due";

export type JobDue = { id: string; intent: string; attempt: number; priority_s: number };
