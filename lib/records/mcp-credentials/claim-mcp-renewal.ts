import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

type ClaimMcpRenewalInput = { id: string; sealed: string; leaseMs: number };

/**
 * Whether this process may renew a sign-in in the state that it was read in, and no other until the lease ends: a refresh
 * token may be good for one use.
 */
export async function claimMcpRenewal(
  { db }: Pick<Context, "db">,
  { id, sealed, leaseMs }: ClaimMcpRenewalInput,
): Promise<boolean> {
  const claimed = await queryRows({
    db,
    query: sql`update mcp_credentials set renewing_until = now() + ${leaseMs}::int * interval '1 millisecond'
      where id = ${id} and sealed = ${sealed} and (renewing_until is null or renewing_until <= now()) returning id`,
  });
  return claimed.length > 0;
}
