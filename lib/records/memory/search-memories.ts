import { type SQL, sql } from "drizzle-orm";
import { queryRows } from "@/lib/db/database";
import { fitPage } from "@/lib/policy/fit-page";
import type { Context } from "@/lib/records/context";
import type { Model } from "./ensure-model";
import { isUnfiltered, type MemoryFilter, memoryFilter } from "./memory-filter";
import { type MemoryItem, memoryItemColumns } from "./memory-item";
import { vectorText } from "./vector-text";

type SearchMemoriesInput = MemoryFilter & {
  query: string;
  /** Null searches by words alone. */
  meaning: { model: Model; vector: Float32Array; similarityMin: number } | null;
  limit: number;
  offset: number;
};

export type MemoryHit = MemoryItem & {
  score: number;
  text_rank: number | null;
  meaning_rank: number | null;
  similarity: number | null;
};

/** The constant of reciprocal rank fusion. Source: Cormack, Clarke and Büttcher, SIGIR 2009. */
const fusionK = 60;
/** How many word matches of a kind are ranked: a word that is everywhere must not make a search slow. */
const rankedMax = 1000;

/** A page of the actor's memories that fit a query best, shorter where they are long; one statement ranks them. */
export async function searchMemories(
  ctx: Context,
  input: SearchMemoriesInput,
): Promise<{ hits: MemoryHit[]; hasMore: boolean }> {
  const filter = memoryFilter(ctx, input);
  // Both lists go deeper than the page, so that what is good in both is found in both; in two steps, because places
  // that change from page to page would repeat a memory or skip one.
  const depth = input.offset + input.limit <= 50 ? 100 : 500;
  const rows = await queryRows<{ item: MemoryItem; ranks: Omit<MemoryHit, keyof MemoryItem> }>({
    db: ctx.db,
    query: sql`
      with ${byText({ query: input.query, filter, depth })}, ${byMeaning({
        meaning: input.meaning,
        namespace: ctx.actor.namespace,
        filter: isUnfiltered(input) ? null : filter,
        depth,
      })},
      fused as (
        select coalesce(by_text.id, by_meaning.id) as id, by_text.place as text_rank,
          by_meaning.place as meaning_rank, by_meaning.similarity,
          coalesce(1.0 / (${fusionK}::int + by_text.place), 0)
            + coalesce(1.0 / (${fusionK}::int + by_meaning.place), 0) as score
        from by_text full join by_meaning on by_text.id = by_meaning.id
        order by score desc, id limit ${input.limit + 1}::int offset ${input.offset}::int
      )
      select ${memoryItemColumns}, json_build_object('score', round(score, 6), 'text_rank', text_rank,
          'meaning_rank', meaning_rank, 'similarity', round(similarity::numeric, 4)) as ranks
      from fused join memories m on m.id = fused.id order by score desc, fused.id`,
  });
  const hits = fitPage(rows.slice(0, input.limit).map(({ item, ranks }) => ({ ...item, ...ranks })));
  return { hits, hasMore: rows.length > hits.length };
}

/** Texts with every word first, then by Postgres's own rank of any word; each kind for itself, so that the bound on
 * the second never costs the first. */
function byText({ query, filter, depth }: { query: string; filter: SQL; depth: number }): SQL {
  // Expressions, not a joined row: the planner folds them and can then estimate what they match.
  const everyWord = sql`plainto_tsquery('english', ${query})`;
  const anyWord = sql`replace(${everyWord}::text, ' & ', ' | ')::tsquery`;
  const ranked = (condition: SQL, isFull: SQL) => sql`(
        select m.id, ${isFull} as is_full, ts_rank(m.search, ${anyWord}) as rank
        from memories m where ${condition} and ${filter} limit ${rankedMax}::int
      )`;
  return sql`
    matched as (
      ${ranked(sql`m.search @@ ${everyWord}`, sql`true`)}
      union all
      ${ranked(sql`m.search @@ ${anyWord} and not m.search @@ ${everyWord}`, sql`false`)}
    ), by_text as (
      select id, row_number() over (order by is_full desc, rank desc, id desc) as place
      from (select * from matched order by is_full desc, rank desc, id desc limit ${depth}::int) as best
    )`;
}

type ByMeaningInput = { meaning: SearchMemoriesInput["meaning"]; namespace: string; filter: SQL | null; depth: number };

/** The nearest vectors of one model. Its id and dimensions stand in the text, or the partial index would not be used. */
function byMeaning({ meaning, namespace, filter, depth }: ByMeaningInput): SQL {
  if (meaning === null) {
    return sql`by_meaning as (select null::text as id, null::float8 as similarity, null::bigint as place where false)`;
  }
  const { model, vector, similarityMin } = meaning;
  const embedding = sql.raw(`(v.embedding::vector(${model.dimensions}))`);
  const target = sql`${vectorText(vector)}::${sql.raw(`vector(${model.dimensions})`)}`;
  const fits =
    filter === null ? sql`` : sql`and exists (select from memories m where m.id = v.memory_id and ${filter})`;
  return sql`
    nearest as (
      select v.memory_id as id, 1 - (${embedding} <=> ${target}) as similarity
      from memory_vectors v
      where v.model_id = ${sql.raw(String(model.id))} and v.namespace = ${namespace} ${fits}
      order by ${embedding} <=> ${target} limit ${depth}::int
    ), by_meaning as (
      select id, similarity, row_number() over (order by similarity desc, id) as place
      from nearest where similarity >= ${similarityMin}::float8
    )`;
}
