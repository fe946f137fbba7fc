import { z } from "zod";
import { getMemory } from "@/lib/records/memory/get-memory";
import { defineTool } from "./define-tool";
import { ItemId, MemoryItem } from "./memory/schemas";

export const memoryGet = defineTool({
  intent: "memory.get",
  title: "Get a memory",
  description: "Returns one stored memory, whole, by the item_id that memory.write, memory.search or memory.list gave.",
  effects: "read",
  input: z.strictObject({ item_id: ItemId }),
  output: MemoryItem,
  example: { item_id: "mem_01jd0000000000000000000000" },
  timeoutMs: 5_000,
  run: (ctx, { item_id }) => getMemory(ctx, item_id),
});
