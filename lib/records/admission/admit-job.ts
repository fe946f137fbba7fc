import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { AdmissionPlan } from "@/lib/policy/admission-plan";
import type { Context } from "@/lib/records/context";
import type { Claim } from "@/lib/records/jobs/claim";
import { insertAndTell } from "@/lib/records/jobs/insert-job";
import type { Job } from "@/lib/records/jobs/job";
import { admitCallSql } from "./admit-call-sql";
import { type Admitted, readVerdict, type VerdictRow } from "./read-verdict";

type AdmitJobInput = { job: Job; plan: AdmissionPlan; claim: Claim | null };

/**
 * Counts a call against its limits and budgets and records its job, with its claim, in one statement: all of it or
 * nothing. Throws `rate_limited`, `too_many_jobs` or `budget_exceeded`.
 */
export async function admitJob(ctx: Context, { job, plan, claim }: AdmitJobInput): Promise<Admitted> {
  const [row] = await queryRows<VerdictRow>({
    db: ctx.db,
    query: sql`
      with admission as materialized (
        select verdict, facts from ${admitCallSql({ job, plan, claim, holdS: null })}
      ), ${insertAndTell(ctx, { job, from: sql`from admission where verdict = 'admitted'` })}
      select verdict, facts, (select notice::text from told) from admission`,
  });
  if (!row) throw new Error("admit_call said nothing");
  return readVerdict(ctx, row);
}

/** How long a call may be under way without being on record; longer than any is. */
const unrecordedS = 60;

/**
 * Counts a call that is recorded later, when it has ended or takes long. Should its process die before, housekeeping
 * gives back what it holds. Throws like `admitJob`.
 */
export async function admitUnrecorded(ctx: Context, { job, plan }: Omit<AdmitJobInput, "claim">): Promise<Admitted> {
  const [row] = await queryRows<VerdictRow>({
    db: ctx.db,
    query: sql`select verdict, facts from ${admitCallSql({ job, plan, claim: null, holdS: unrecordedS })}`,
  });
  if (!row) throw new Error("admit_call said nothing");
  return readVerdict(ctx, row);
}
