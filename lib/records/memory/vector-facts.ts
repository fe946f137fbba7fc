import { sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

export type VectorFacts = {
  /** Memories without a vector of the model in use, counted up to 1,000. */
  waiting: number;
  /** The lengths of vectors that are kept of a model. */
  dimensions: number[];
};

const countMax = 1_000;

/** What is kept of a model's vectors, and what is still without. */
export async function readVectorFacts(ctx: Pick<Context, "db">, { model }: { model: string }): Promise<VectorFacts> {
  const [row] = await queryRows<{ waiting: string; dimensions: number[] }>({
    db: ctx.db,
    query: sql`
      with waiting as (select from memories where needs_embedding limit ${countMax}::int)
      select (select count(*) from waiting) as waiting,
        (select coalesce(json_agg(dimensions), '[]') from embedding_models where name = ${model}) as dimensions`,
  });
  return { waiting: Number(row?.waiting ?? 0), dimensions: row?.dimensions ?? [] };
}
