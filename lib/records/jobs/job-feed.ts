import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import type { JobRow } from "./job-row";
import { isWatching, watchJobs } from "./job-watch";
import { readJobRows } from "./read-job-rows";

/** One who reads along: `onGap` says that something may have been missed, and all is to be read anew. */
export type FeedReader = { onRows(rows: JobRow[]): void; onGap(): void };

type Feed = { readers: Set<FeedReader>; stop(): void };

const tickMs = 250;
const movedMax = 1_000;
/** Calls that only read are recorded at their end without a notice, at most a second after their id was made. */
const freshEveryTicks = 4;
const freshMs = 4_000;
const freshMax = 1_000;
const blindGapTicks = 12;
const knownMax = 5_000;

/**
 * Reads along with the new and the moving jobs of a database, whosever they are, until the answer is called. All readers
 * of a process share one look at the database, four times a second at most, and none when nothing moves.
 */
export function readJobFeed(ctx: Pick<Context, "db" | "clock" | "log">, reader: FeedReader): () => void {
  const feed = feeds().get(ctx.db) ?? startFeed(ctx);
  feeds().set(ctx.db, feed);
  feed.readers.add(reader);
  return () => {
    feed.readers.delete(reader);
    if (feed.readers.size > 0 || feeds().get(ctx.db) !== feed) return;
    feeds().delete(ctx.db);
    feed.stop();
  };
}

function feeds(): WeakMap<Db, Feed> {
  return globalState("job-feeds", () => new WeakMap());
}

function startFeed(ctx: Pick<Context, "db" | "clock" | "log">): Feed {
  const readers = new Set<FeedReader>();
  const moved = new Set<string>();
  const known = new Map<string, string>();
  let isGap = false;
  let ticks = 0;
  let isStopped = false;
  const unwatch = watchJobs(ctx.db, ({ id }) => {
    if (moved.size < movedMax) moved.add(id);
    else isGap = true;
  });
  let timer = setTimeout(tick, tickMs);

  async function tick(): Promise<void> {
    ticks += 1;
    try {
      const rows = (await read()).filter(isNews);
      if (rows.length > 0) for (const reader of readers) reader.onRows(rows);
    } catch (error) {
      ctx.log.warn({ err: error }, "the list of jobs could not be followed for a moment");
      isGap = true;
    }
    if (isGap || (!isWatching(ctx.db) && ticks % blindGapTicks === 0)) {
      isGap = false;
      for (const reader of readers) reader.onGap();
    }
    if (!isStopped) timer = setTimeout(tick, tickMs);
  }

  async function read(): Promise<JobRow[]> {
    const ids = [...moved];
    moved.clear();
    const changed = ids.length > 0 ? await readJobRows(ctx, { ids }) : [];
    if (ticks % freshEveryTicks !== 0) return changed;
    const madeAfterMs = ctx.clock.now().getTime() - freshMs;
    const fresh = await readJobRows(ctx, { madeAfterMs, limit: freshMax });
    isGap ||= fresh.length === freshMax;
    return [...new Map([...changed, ...fresh].map((row) => [row.id, row])).values()];
  }

  /** The fresh ones are seen several times. */
  function isNews({ id, state, attempt }: JobRow): boolean {
    const mark = `${state} ${attempt}`;
    if (known.get(id) === mark) return false;
    if (known.size >= knownMax) known.clear();
    known.set(id, mark);
    return true;
  }

  return {
    readers,
    stop() {
      isStopped = true;
      clearTimeout(timer);
      unwatch();
    },
  };
}
