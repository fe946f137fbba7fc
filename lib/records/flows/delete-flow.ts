import { eq } from "drizzle-orm";
import type { FlowEntry } from "@/lib/contracts/flow-binding";
import { flows } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { flowEntry } from "./flow-entry";
import { getFlow } from "./get-flow";

/** Unbinds a flow; its jobs stay. Throws `not_found`. */
export async function deleteFlow(ctx: Context, id: string): Promise<FlowEntry> {
  const flow = await getFlow(ctx, id);
  await ctx.db.delete(flows).where(eq(flows.id, id));
  forgetRemembered(ctx);
  return flowEntry(flow);
}
