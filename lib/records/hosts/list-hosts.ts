import { asc } from "drizzle-orm";
import { hosts } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";

/** Every host, by alias. Read anew each time: what runs on them must not go by yesterday's row. */
export function listHosts(ctx: Pick<Context, "db">): Promise<Host[]> {
  return ctx.db.select().from(hosts).orderBy(asc(hosts.alias));
}
