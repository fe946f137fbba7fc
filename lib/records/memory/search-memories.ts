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
  meaning: { model: Model; vector: Float32Array; similarityMin: number; wordsWorth: number | null } | null;
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
/** How slowly the worth of a match by words falls off: at place n it is (3 + 1) / (3 + n) of the first's. */
const wordsFallOff = 3;
/** How many word matches of a kind are ranked: a word that is everywhere must not make a search slow. */
const rankedMax = 1000;
/** Up to how many memories that fit a filter are compared one by one, instead of by the vector index. */
const comparedMax = 10_000;

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
          by_meaning.place as meaning_rank, by_meaning.similarity, ${fusedScore(input.meaning)} as score
        from by_text full join by_meaning on by_text.id = by_meaning.id
        order by score desc, id limit ${input.limit + 1}::int offset ${input.offset}::int
      )
      select ${memoryItemColumns}, json_build_object('score', round(score::numeric, 6), 'text_rank', text_rank,
          'meaning_rank', meaning_rank, 'similarity', round(similarity::numeric, 4)) as ranks
      from fused join memories m on m.id = fused.id order by score desc, fused.id`,
  });
  const hits = fitPage(rows.slice(0, input.limit).map(({ item, ranks }) => ({ ...item, ...ranks })));
  return { hits, hasMore: rows.length > hits.length };
}

/**
 * Where the model's scale is known, similarity itself with an addition for the place by words, which falls off slowly;
 * else, as without a model, ranks alone. Decision 16 has what each was measured to find.
 */
function fusedScore(meaning: SearchMemoriesInput["meaning"]): SQL {
  if (typeof meaning?.wordsWorth === "number") {
    const { similarityMin, wordsWorth } = meaning;
    return sql`coalesce(by_meaning.similarity, ${similarityMin}::float8)
      + coalesce(${wordsWorth * (wordsFallOff + 1)}::float8 / (${wordsFallOff}::int + by_text.place), 0)`;
  }
  return sql`coalesce(1.0 / (${fusionK}::int + by_text.place), 0)
    + coalesce(1.0 / (${fusionK}::int + by_meaning.place), 0)`;
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

/** The nearest vectors of one model that are near enough. */
function byMeaning({ meaning, namespace, filter, depth }: ByMeaningInput): SQL {
  if (meaning === null) {
    return sql`by_meaning as (select null::text as id, null::float8 as similarity, null::bigint as place where false)`;
  }
  const { model, vector, similarityMin } = meaning;
  // The dimensions stand in the text, as the model's id does below, or the partial index would not be used.
  const distance = sql`(${sql.raw(`(v.embedding::vector(${model.dimensions}))`)} <=> ${vectorText(vector)}::${sql.raw(
    `vector(${model.dimensions})`,
  )})`;
  const ofModel = sql`v.model_id = ${sql.raw(String(model.id))}`;
  const all = { distance, ofModel: sql`${ofModel} and v.namespace = ${namespace}`, depth };
  return sql`
    ${filter === null ? sql`nearest as (${nearestByIndex(all)})` : nearestOfSome({ distance, ofModel, depth, filter, all })},
    by_meaning as (
      select id, 1 - distance as similarity, row_number() over (order by distance, id) as place
      from nearest where 1 - distance >= ${similarityMin}::float8
    )`;
}

type NearestInput = { distance: SQL; ofModel: SQL; depth: number };

function nearestByIndex({ distance, ofModel, depth }: NearestInput, fits = sql`true`): SQL {
  return sql`select v.memory_id as id, ${distance} as distance from memory_vectors v
    where ${ofModel} and ${fits} order by ${distance} limit ${depth}::int`;
}

type NearestOfSomeInput = NearestInput & { filter: SQL; all: NearestInput };

/**
 * Where a filter leaves few, each of them is compared: that is exact, and quicker than to go through the index until
 * enough fit. Which of the two is done is decided within the statement, by how many there are.
 */
function nearestOfSome({ distance, ofModel, depth, filter, all }: NearestOfSomeInput): SQL {
  const isFew = sql`(select count(*) from fitting) <= ${comparedMax}::int`;
  // One at a time by the primary key: without statistics a planner would rather read every vector.
  const vector = sql`select v.embedding from memory_vectors v where ${ofModel} and v.memory_id = fitting.id limit 1`;
  const fits = sql`not (${isFew}) and exists (select from memories m where m.id = v.memory_id and ${filter})`;
  return sql`
    fitting as materialized (select m.id from memories m where ${filter} limit ${comparedMax + 1}::int),
    nearest as (
      (select fitting.id, ${distance} as distance from fitting cross join lateral (${vector}) as v
        where ${isFew} order by ${distance} limit ${depth}::int)
      union all
      (${nearestByIndex(all, fits)})
    )`;
}
