import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

const namespacesMax = 200;

/** The namespaces that hold a memory, the first 200 by name; one step of the index each, however much they hold. */
export async function listMemoryNamespaces(ctx: Pick<Context, "db">): Promise<string[]> {
  const rows = await queryRows<{ name: string }>({
    db: ctx.db,
    query: sql`with recursive held(name, n) as (
        (select namespace, 1 from memories order by namespace limit 1)
        union all
        select next.namespace, held.n + 1 from held cross join lateral (
          select namespace from memories where namespace > held.name order by namespace limit 1
        ) as next where held.n < ${namespacesMax}::int
      ) select name from held`,
  });
  return rows.map(({ name }) => name);
}
