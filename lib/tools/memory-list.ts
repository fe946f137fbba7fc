import { z } from "zod";
import { listMemories } from "@/lib/records/memory/list-memories";
import { defineTool } from "./define-tool";
import { filters, ItemId, MemoryItem } from "./memory/schemas";

export const memoryList = defineTool({
  intent: "memory.list",
  title: "List memories",
  description: "Lists stored memories, newest first, all of them or those with given tags or metadata, page by page.",
  effects: "read",
  input: z.strictObject({
    ...filters,
    limit: z
      .number()
      .int()
      .min(1)
      .max(100)
      .default(20)
      .describe("How many at most; fewer come when their texts are long."),
    cursor: ItemId.optional().describe("The next_cursor of the page before."),
  }),
  output: z.strictObject({
    items: z.array(MemoryItem),
    next_cursor: z.string().nullable().describe("Give this as cursor for the next page; null on the last."),
  }),
  example: { tags: ["infrastructure"], limit: 20 },
  timeoutMs: 5_000,
  run: async (ctx, input) => {
    const { items, nextCursor } = await listMemories(ctx, input);
    return { items, next_cursor: nextCursor };
  },
});
