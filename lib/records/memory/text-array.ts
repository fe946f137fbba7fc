import { sql } from "drizzle-orm";

/** Strings as a `text[]` in one parameter; the drivers differ in how they take an array. */
export function textArray(values: string[]) {
  return sql`(select coalesce(array_agg(value), '{}') from json_array_elements_text(${JSON.stringify(values)}::json) as value)`;
}
