import { z } from "zod";
import { Namespace } from "./key";

/** How deep a search can be paged. */
export const memorySearchReach = 200;

/** The query of `GET /memories`; `tag` may stand several times, and is read beside it. */
export const MemoriesQuery = z
  .strictObject({
    namespace: Namespace.optional(),
    q: z.string().trim().max(2_000).optional(),
    cursor: z.string().max(64).optional(),
    tag: z.array(z.string().trim().min(1).max(64)).max(32).default([]),
    limit: z.coerce.number().int().min(1).max(100).default(20),
  })
  .refine(({ q, cursor }) => cursor === undefined || isCursor(cursor, { isOfSearch: Boolean(q) }), {
    path: ["cursor"],
    message: "must be the next_cursor of an earlier answer to the same question",
  });
export type MemoriesQuery = z.infer<typeof MemoriesQuery>;

/** Of a list by the last memory; of a search, which has no order that lasts, by how many came before. */
function isCursor(cursor: string, { isOfSearch }: { isOfSearch: boolean }): boolean {
  return isOfSearch
    ? /^[1-9]\d{0,2}$/.test(cursor) && Number(cursor) < memorySearchReach
    : /^mem_[0-9a-z]{26}$/.test(cursor);
}

export const MemoryFacetsQuery = z.strictObject({ namespace: Namespace.optional() });

/** `GET /memories/facets`: by what the memories of a namespace can be browsed. */
export const MemoryFacets = z.strictObject({
  namespace: z.string(),
  own_namespace: z.string(),
  namespaces: z.array(z.string()).describe("Those that the caller may look at, the first 200."),
  tags: z
    .array(z.strictObject({ tag: z.string(), count: z.int() }))
    .describe("The 100 most used of its newest 20,000."),
  tags_more: z.boolean(),
});
export type MemoryFacets = z.infer<typeof MemoryFacets>;

/** The body of `PATCH /memories/{id}`. */
export const PatchMemoryRequest = z.strictObject({
  namespace: Namespace.describe("Where the memory is."),
  tags: z.array(z.string().trim().min(1).max(64)).max(32).describe("All the tags that it is to have."),
});
