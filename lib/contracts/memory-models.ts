import { z } from "zod";

/** A change of the embedding model, under way or over. */
export const ModelChange = z.strictObject({
  change_id: z.string(),
  from: z.string(),
  to: z.string(),
  state: z
    .enum(["embedding", "dropping", "done", "given_up"])
    .describe("embedding: the old model is in use; dropping: the new one is, and the old one's vectors are removed."),
  total: z.int().describe("Memories without a vector of the new model when it began."),
  done: z.int(),
  refused: z.int().describe("Texts that the provider refuses; they are found by their words alone."),
  rate_per_s: z.number().nullable().describe("Memories embedded in a second; null before the first."),
  seconds_left: z.int().nullable().describe("Until the switch, at that rate; null when that cannot be told."),
  is_running: z.boolean().describe("Whether a process is at it now."),
  fault: z.string().nullable().describe("Why it stands still."),
  started_at: z.string(),
  switched_at: z.string().nullable(),
  ended_at: z.string().nullable(),
});
export type ModelChange = z.infer<typeof ModelChange>;

/** The answer of `GET` and `POST /memory/reembed`: by which model memories are found. */
export const MemoryModels = z.strictObject({
  in_use: z.string(),
  configured: z.string().describe("What the environment of the process that answers says."),
  waiting: z.int().describe("Memories without a vector of the model in use, counted up to 1,000."),
  change: ModelChange.nullable().describe("The change that is under way, else the latest."),
});
export type MemoryModels = z.infer<typeof MemoryModels>;
