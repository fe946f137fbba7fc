import { z } from "zod";
import { JsonObject } from "@/lib/contracts/json";
import { jsonBytes } from "@/lib/contracts/json-bytes";
import { metadataBytesMax, tagsMax } from "@/lib/policy/memory-bounds";

/** A text that is not blank. It is trimmed before it is measured, which only `pattern` can tell a client beforehand. */
export function notBlank(charsMax: number) {
  return z.string().trim().min(1).max(charsMax).meta({ pattern: "\\S" });
}

export const Tags = z.array(notBlank(64)).max(tagsMax);
export const Metadata = JsonObject.refine((value) => jsonBytes(value) <= metadataBytesMax, {
  error: "is larger than 16 KB",
});
export const ItemId = z
  .string()
  .regex(/^mem_[0-9a-z]{26}$/, "must be an item_id such as memory.write returns")
  .describe("Which memory: the item_id that memory.write, memory.search or memory.list gave.");

export const MemoryItem = z.strictObject({
  item_id: z.string(),
  text: z.string(),
  tags: z.array(z.string()),
  metadata: JsonObject,
  created_at: z.string(),
  updated_at: z.string(),
});

/** The filters that search and list share. */
export const filters = {
  tags: Tags.optional().describe("Only memories that have every one of these tags."),
  metadata: Metadata.optional().describe("Only memories whose metadata contains all of this."),
};
