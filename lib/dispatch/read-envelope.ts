import type { Envelope } from "@/lib/contracts/envelope";
import type { Context } from "@/lib/records/context";
import type { Job } from "@/lib/records/jobs/job";
import { findOpenQuestion } from "@/lib/records/questions/find-open-question";
import { jobEnvelope } from "./job-envelope";

/** The answer that a job stands for at this moment, with what it asks while it runs. */
export async function readEnvelope(ctx: Pick<Context, "db" | "env">, job: Job): Promise<Envelope> {
  const question = job.state === "running" ? await findOpenQuestion(ctx, job.id) : null;
  return jobEnvelope(ctx, { ...job, question });
}
