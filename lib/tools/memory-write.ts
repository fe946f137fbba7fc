import { z } from "zod";
import { hasMemory } from "@/lib/records/memory/has-memory";
import { writeMemory } from "@/lib/records/memory/write-memory";
import { defineTool } from "./define-tool";
import { Metadata, notBlank, Tags } from "./memory/schemas";
import { embedMemory } from "./memory/try-embed";

export const memoryWrite = defineTool({
  intent: "memory.write",
  title: "Write a memory",
  description:
    "Stores a text so that memory.search finds it later, by its words and by its meaning. Use it for facts, notes and " +
    "preferences worth keeping. The same text is kept once: writing it again adds the new tags and metadata, " +
    "up to the same bounds.",
  effects: "idempotent",
  input: z.strictObject({
    text: notBlank(50_000).describe("What to remember, 50,000 characters at most."),
    tags: Tags.default([]).describe("Labels to filter by later."),
    metadata: Metadata.default({}).describe("Any JSON object to keep with it, 16 KB at most."),
  }),
  output: z.strictObject({
    item_id: z.string(),
    status: z.enum(["stored", "duplicate"]).describe("duplicate: this very text was there already."),
    embedding: z.strictObject({
      model: z.string(),
      status: z.enum(["stored", "pending"]).describe("pending: found by its words now, by meaning a little later."),
    }),
  }),
  example: { text: "The staging database moves to Frankfurt on Friday", tags: ["infrastructure"] },
  timeoutMs: 10_000,
  isStillTrue: (ctx, { item_id }) => hasMemory(ctx, item_id),
  run: async (ctx, { text, tags, metadata }) => {
    const { name, embeddings } = await embedMemory(ctx, text);
    const { id, isNew } = await writeMemory(ctx, { text, tags: [...new Set(tags)], metadata, embeddings });
    return {
      item_id: id,
      status: isNew ? "stored" : "duplicate",
      embedding: { model: name, status: embeddings.length > 0 ? "stored" : "pending" },
    };
  },
});
