import { sql } from "drizzle-orm";
import type { Context } from "@/lib/records/context";
import type { Host } from "./host";
import { listHosts } from "./list-hosts";

/**
 * Changes the inventory in one transaction, which no other change runs beside: what the work has found in the hosts that
 * it is given (a free alias, no circle of jumps) holds when it writes. Readers go on meanwhile.
 */
export function changeHosts<Value>(ctx: Context, work: (tx: Context, hosts: Host[]) => Promise<Value>): Promise<Value> {
  return ctx.db.transaction(async (db) => {
    await db.execute(sql`lock table hosts in share row exclusive mode`);
    return work({ ...ctx, db }, await listHosts({ db }));
  });
}
