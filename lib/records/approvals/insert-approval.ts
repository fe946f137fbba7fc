import { approvals } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Approval } from "./approval";

/** Records what waits for a person. */
export async function insertApproval(ctx: Pick<Context, "db">, approval: Approval): Promise<void> {
  await ctx.db.insert(approvals).values(approval);
}
