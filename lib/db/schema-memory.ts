import { type SQL, sql } from "drizzle-orm";
import {
  boolean,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  real,
  smallint,
  smallserial,
  text,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { JsonObject } from "@/lib/contracts/json";
import { at } from "./at";

const tsvector = customType<{ data: string }>({ dataType: () => "tsvector" });
// No dimension in the type: each embedding model has its own, and its own partial index.
const vector = customType<{ data: string }>({ dataType: () => "vector" });

export const memories = pgTable(
  "memories",
  {
    id: text().primaryKey(),
    namespace: text().notNull(),
    text: text().notNull(),
    textHash: text("text_hash").notNull(),
    tags: text().array().notNull(),
    metadata: jsonb().$type<JsonObject>().notNull(),
    search: tsvector()
      .notNull()
      .generatedAlwaysAs((): SQL => sql`to_tsvector('english', ${memories.text})`),
    /** True until a vector of the model in use is stored. */
    needsEmbedding: boolean("needs_embedding").notNull(),
    createdAt: at("created_at").notNull(),
    updatedAt: at("updated_at").notNull(),
  },
  (table) => [
    uniqueIndex("memories_exact").on(table.namespace, table.textHash),
    index("memories_by_namespace").on(table.namespace, table.id),
    // No list of pending entries: it is scanned whole by every search, and only vacuum empties it.
    index("memories_search").using("gin", table.search).with({ fastupdate: false }),
    index("memories_tags").using("gin", table.tags).with({ fastupdate: false }).where(sql`${table.tags} <> '{}'`),
    index("memories_metadata")
      .using("gin", sql`${table.metadata} jsonb_path_ops`)
      .with({ fastupdate: false })
      .where(sql`${table.metadata} <> '{}'`),
    index("memories_waiting").on(table.id).where(sql`${table.needsEmbedding}`),
  ],
);

export const embeddingModels = pgTable(
  "embedding_models",
  {
    id: smallserial().primaryKey(),
    name: text().notNull(),
    dimensions: integer().notNull(),
  },
  (table) => [uniqueIndex("embedding_models_name").on(table.name, table.dimensions)],
);

export const memoryVectors = pgTable(
  "memory_vectors",
  {
    modelId: smallint("model_id")
      .notNull()
      .references(() => embeddingModels.id),
    memoryId: text("memory_id")
      .notNull()
      .references(() => memories.id, { onDelete: "cascade" }),
    /** The memory's own, again: the nearest of one namespace are found without a join. */
    namespace: text().notNull(),
    embedding: vector().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.modelId, table.memoryId] }),
    index("vectors_by_memory").on(table.memoryId),
    index("vectors_by_namespace").on(table.namespace, table.modelId),
  ],
);

/** One row: by which embedding model memories are found, and which one is to take its place. */
export const memoryModel = pgTable("memory_model", {
  id: smallint().primaryKey(),
  inUse: text("in_use").notNull(),
  /** Null unless a change is under way. */
  coming: text(),
});

/** Changes of the embedding model; at most one has not ended. */
export const reembeddings = pgTable("reembeddings", {
  id: text().primaryKey(),
  fromModel: text("from_model").notNull(),
  toModel: text("to_model").notNull(),
  state: text().$type<"embedding" | "dropping" | "ended">().notNull(),
  /** Everything up to this memory has its vector, or was refused. */
  cursor: text().notNull().default(""),
  total: integer().notNull(),
  done: integer().notNull().default(0),
  refused: integer().notNull().default(0),
  ratePerS: real("rate_per_s"),
  /** Why it stands still; null while it goes on. */
  fault: text(),
  heldBy: text("held_by"),
  leaseUntil: at("lease_until"),
  startedAt: at("started_at").notNull(),
  progressedAt: at("progressed_at").notNull(),
  /** Null as long as the old model is in use, and for good where the change was given up. */
  switchedAt: at("switched_at"),
  endedAt: at("ended_at"),
});
