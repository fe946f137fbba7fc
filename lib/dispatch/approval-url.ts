import { approvalIdOf } from "@/lib/records/approvals/approval";
import type { Context } from "@/lib/records/context";

/** The page where a person looks at what waits for it; opening it decides nothing. */
export function approvalUrl({ env }: Pick<Context, "env">, job: { id: string }): string {
  return `${env.publicUrl}/console/approvals/${approvalIdOf(job)}`;
}
