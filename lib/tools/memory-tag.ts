import { z } from "zod";
import { setMemoryTags } from "@/lib/records/memory/set-memory-tags";
import { defineTool } from "./define-tool";
import { ItemId, Tags } from "./memory/schemas";

export const memoryTag = defineTool({
  intent: "memory.tag",
  title: "Change a memory's tags",
  description:
    "Gives one stored memory these tags instead of those it had; none at all when the list is empty. " +
    "To add to them, write the same text again with memory.write.",
  effects: "idempotent",
  input: z.strictObject({ item_id: ItemId, tags: Tags.describe("All the tags that it is to have.") }),
  output: z.strictObject({ item_id: z.string(), tags: z.array(z.string()) }),
  example: { item_id: "mem_01jd0000000000000000000000", tags: ["infrastructure"] },
  timeoutMs: 5_000,
  run: async (ctx, { item_id: id, tags }) => {
    const item = await setMemoryTags(ctx, { id, tags });
    return { item_id: item.item_id, tags: item.tags };
  },
});
