import { sql } from "drizzle-orm";

/** A moment by which every period of now has begun; by an index, it spares a look at all that are over. */
export const noPeriodIsLonger = sql`now() - interval '32 days'`;
