import { type SQL, sql } from "drizzle-orm";

/** The condition that the column `intent` is covered by a pattern. */
export function intentFits(pattern: string): SQL {
  if (pattern === "*") return sql`true`;
  return pattern.endsWith(".*") ? sql`starts_with(intent, ${pattern.slice(0, -1)})` : sql`intent = ${pattern}`;
}
