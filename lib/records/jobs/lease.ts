import { type SQL, sql } from "drizzle-orm";

/**
 * The end of a lease that starts now, and whether a job's lease is over: by the database's clock, which all processes
 * share. By their own, one that jumps would take jobs from the living.
 */
export function leaseEnd(leaseMs: number): SQL {
  return sql`now() + make_interval(secs => ${leaseMs / 1000}::float8)`;
}

export const isLeaseOver: SQL = sql`lease_until < now()`;
