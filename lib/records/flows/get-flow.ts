import { eq } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { flows } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Flow } from "./flow";

/** A binding by its id. Throws `not_found`. */
export async function getFlow(ctx: Pick<Context, "db">, id: string): Promise<Flow> {
  const [row] = await ctx.db.select().from(flows).where(eq(flows.id, id));
  if (row) return row;
  throw new AppError({ code: "not_found", detail: `There is no flow '${id}'.`, hint: "npm run flow:list shows them." });
}
