import { z } from "zod";
import { deleteMemory } from "@/lib/records/memory/delete-memory";
import { defineTool } from "./define-tool";
import { ItemId } from "./memory/schemas";

export const memoryDelete = defineTool({
  intent: "memory.delete",
  title: "Delete a memory",
  description: "Removes one stored memory for good, by its item_id. Deleting one that is gone already is not an error.",
  effects: "idempotent",
  risk: "destructive",
  input: z.strictObject({ item_id: ItemId }),
  output: z.strictObject({
    item_id: z.string(),
    deleted: z.boolean().describe("False when there was no such memory."),
  }),
  example: { item_id: "mem_01jd0000000000000000000000" },
  timeoutMs: 5_000,
  run: async (ctx, { item_id }) => ({ item_id, deleted: await deleteMemory(ctx, item_id) }),
});
