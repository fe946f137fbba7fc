import { type SQL, sql } from "drizzle-orm";
import { isIntentCovered } from "@/lib/contracts/intent-names";
import { isCallerId, isJobIdStart, type JobsFilter, sinceMsOf, statesOf } from "@/lib/contracts/jobs-filter";
import { smallestId } from "@/lib/core/ids";
import type { Context } from "@/lib/records/context";
import { listIntents } from "./list-intents";

/** How the jobs that fit a filter are found: the way along an index, newest first, and what is looked at on it. */
export type JobsWalk = {
  /** One condition for each index range; their jobs together, in the order of their ids, are the way. */
  ways: SQL[];
  /** What no index answers; null when every job on the way fits. */
  rest: SQL | null;
};

type WalkJobsInput = { filter: JobsFilter; cursor?: string | undefined };

const waysMax = 100;
const timeMsMax = 2 ** 48 - 1;
const idChars = 30;

/**
 * Plans how the jobs that fit a filter and that the actor may see are found. Caller, lineage, unsuccessful states and
 * intents each have an index that is also in the order of time; the first of them leads, the others are looked at.
 */
export async function walkJobs(ctx: Context, { filter, cursor }: WalkJobsInput): Promise<JobsWalk> {
  const bounds = boundsOf(ctx, { filter, cursor });
  const conditions = await conditionsOf(ctx, filter);
  const lead = conditions.find(({ ways }) => ways !== null);
  const rest = conditions.filter((condition) => condition !== lead).map(({ fits }) => fits);
  return {
    ways: (lead?.ways ?? [sql`true`]).map((way) => sql`${way}${bounds}`),
    rest: rest.length > 0 ? sql.join(rest, sql` and `) : null,
  };
}

type Condition = {
  fits: SQL /** The index ranges that hold just these; null when no index does. */;
  ways: SQL[] | null;
};

/** In the order of how few jobs they usually leave. */
async function conditionsOf(ctx: Context, filter: JobsFilter): Promise<Condition[]> {
  const { caller, replay_of: replayOf, intent, mode, q } = filter;
  const isMine = !ctx.actor.rights.includes("jobs_of_others");
  return [
    ...(replayOf ? [indexed(sql`replay_of = ${replayOf}`)] : []),
    ...(isMine ? [indexed(sql`caller_id = ${ctx.actor.id}`)] : []),
    ...(caller ? [callerCondition(caller)] : []),
    ...stateConditions(filter),
    ...(intent && intent !== "*" ? [await intentCondition(ctx, intent)] : []),
    ...(mode ? [{ fits: sql`mode = ${mode}`, ways: null }] : []),
    ...(q && !isJobIdStart(q) ? [{ fits: textFits(q), ways: null }] : []),
  ];
}

function indexed(fits: SQL): Condition {
  return { fits, ways: [fits] };
}

function callerCondition(caller: string): Condition {
  if (isCallerId(caller)) return indexed(sql`caller_id = ${caller}`);
  return { fits: sql`starts_with(lower(caller_name), lower(${caller}))`, ways: null };
}

/** Most jobs succeed, so that only the other states have an index. Written out, since it is a partial one. */
function stateConditions(filter: JobsFilter): Condition[] {
  const states = statesOf(filter);
  if (!states) return [];
  const list = sql.raw(states.map((state) => `'${state}'`).join(", "));
  return [
    {
      fits: sql`state in (${list})`,
      ways: states.includes("succeeded") ? null : states.map((state) => sql`state = ${sql.raw(`'${state}'`)}`),
    },
  ];
}

async function intentCondition(ctx: Context, pattern: string): Promise<Condition> {
  if (!pattern.endsWith(".*")) return indexed(sql`intent = ${pattern}`);
  const fits = sql`starts_with(intent, ${pattern.slice(0, -1)})`;
  const intents = (await listIntents(ctx)).filter((intent) => isIntentCovered({ patterns: [pattern], intent }));
  if (intents.length === 0) return { fits, ways: [sql`false`] };
  return { fits, ways: intents.length > waysMax ? null : intents.map((intent) => sql`intent = ${intent}`) };
}

function textFits(q: string): SQL {
  const holds = (text: SQL) => sql`position(lower(${q}) in lower(${text})) > 0`;
  return sql`(${sql.join(
    [holds(sql`intent`), holds(sql`caller_name`), sql`caller_id = ${q}`, holds(sql`coalesce(error_text, '')`)],
    sql` or `,
  )})`;
}

/** Ids are in the order of time, so that a span of time is a span of any of the indexes. */
function boundsOf(ctx: Pick<Context, "clock">, { filter: { since, until, q }, cursor }: WalkJobsInput): SQL {
  const nowMs = ctx.clock.now().getTime();
  const bounds = [
    ...(cursor ? [sql`id < ${cursor}`] : []),
    ...(since ? [sql`id >= ${idAt(sinceMsOf({ since, nowMs }))}`] : []),
    ...(until ? [sql`id < ${idAt(Date.parse(until))}`] : []),
    ...(q && isJobIdStart(q) ? [sql`id between ${q.padEnd(idChars, "0")} and ${q.padEnd(idChars, "z")}`] : []),
  ];
  return sql.join(
    bounds.map((bound) => sql` and ${bound}`),
    sql``,
  );
}

function idAt(ms: number): string {
  return smallestId("job", Math.min(Math.max(0, ms), timeMsMax));
}
