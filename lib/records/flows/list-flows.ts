import { asc } from "drizzle-orm";
import { flows } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { remember } from "@/lib/records/remember";
import type { Flow } from "./flow";

/** Every binding, by intent, as it was at most a second ago; a change by this process counts at once. */
export async function listFlows(ctx: Pick<Context, "db" | "clock">): Promise<Flow[]> {
  const read = () => ctx.db.select().from(flows).orderBy(asc(flows.intent));
  return (await remember(ctx, { name: "flows", read })) ?? [];
}
