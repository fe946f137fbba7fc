import { z } from "zod";
import { memorySearchReach } from "@/lib/contracts/memory";
import { defineTool } from "./define-tool";
import { findMemories } from "./memory/find-memories";
import { filters, MemoryItem, notBlank } from "./memory/schemas";

export const memorySearch = defineTool({
  intent: "memory.search",
  title: "Search memories",
  description:
    "Finds the stored memories that fit a question or phrase best, by words and by meaning together, best first. " +
    "Narrow it by tags or metadata. Use it before answering anything that may have been remembered.",
  effects: "read",
  input: z.strictObject({
    query: notBlank(2_000).describe("What to look for, in plain words."),
    ...filters,
    limit: z
      .number()
      .int()
      .min(1)
      .max(50)
      .default(10)
      .describe("How many at most; fewer come when their texts are long."),
    offset: z
      .number()
      .int()
      .min(0)
      .max(memorySearchReach - 1)
      .default(0)
      .describe("The next_offset of the page before."),
  }),
  output: z.strictObject({
    items: z.array(
      z.strictObject({
        ...MemoryItem.shape,
        score: z.number().describe("What the items are ordered by: both places fused; only the order means something."),
        text_rank: z.number().nullable().describe("Place by words, from 1."),
        meaning_rank: z.number().nullable().describe("Place by meaning, from 1."),
        similarity: z.number().nullable().describe("Cosine of the two meanings, 1 for the same."),
      }),
    ),
    next_offset: z.number().nullable().describe("Give this as offset for the next page; null on the last."),
    search: z.strictObject({
      kind: z.enum(["hybrid", "text_only"]),
      model: z.string(),
      note: z.string().optional(),
    }),
  }),
  example: { query: "when does staging move?", limit: 5 },
  timeoutMs: 10_000,
  run: findMemories,
});
