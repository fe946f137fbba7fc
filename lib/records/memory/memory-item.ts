import { sql } from "drizzle-orm";
import type { JsonObject } from "@/lib/contracts/json";

/** A stored memory as tools return it. */
export type MemoryItem = {
  item_id: string;
  text: string;
  tags: string[];
  metadata: JsonObject;
  created_at: string;
  updated_at: string;
};

/** The columns of a MemoryItem from a row `m`; JSON, because the drivers differ in how they give arrays and times. */
export const memoryItemColumns = sql`json_build_object('item_id', m.id, 'text', m.text, 'tags', m.tags,
  'metadata', m.metadata, 'created_at', ${iso(sql`m.created_at`)}, 'updated_at', ${iso(sql`m.updated_at`)}) as item`;

function iso(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
