import { eq } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { hosts } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";

/** A host by its id. Throws `host_not_found`. */
export async function getHost(ctx: Pick<Context, "db">, id: string): Promise<Host> {
  const [row] = await ctx.db.select().from(hosts).where(eq(hosts.id, id));
  if (row) return row;
  throw new AppError({
    code: "host_not_found",
    detail: `There is no host '${id}'.`,
    hint: "npm run host:list shows them.",
  });
}
