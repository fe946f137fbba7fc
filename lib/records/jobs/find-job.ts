import { eq } from "drizzle-orm";
import { jobs } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { Job } from "./job";

/** A job by its id, whoever asked for it; null when there is none. */
export async function findJob(ctx: Pick<Context, "db">, id: string): Promise<Job | null> {
  const [job] = await ctx.db.select().from(jobs).where(eq(jobs.id, id));
  return job ?? null;
}
