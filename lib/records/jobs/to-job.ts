import { getTableColumns } from "drizzle-orm";
import { jobs } from "@/lib/db/schema";
import type { Job } from "./job";

const columns = Object.entries(getTableColumns(jobs));

/** A row of `jobs` from a hand-written statement, as Drizzle would have read it. */
export function toJob(row: Record<string, unknown>): Job {
  const fields = columns.map(([field, column]) => {
    const value = row[column.name] ?? null;
    return [field, value === null ? null : column.mapFromDriverValue(value)];
  });
  return Object.fromEntries(fields) as Job;
}
