import type { Context } from "@/lib/records/context";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import { memoryWrite } from "@/lib/tools/memory-write";
import { topicText } from "./topic-text";

/** How many memories are written in a second, one after the other, each with its vector and into the index. */
export async function measureWrites(ctx: Context, { from, count }: { from: number; count: number }) {
  const tool = { ...ctx, ...noMeans, job: runOf };
  const times: number[] = [];
  for (let n = from; n < from + count; n++) {
    const startedMs = performance.now();
    await memoryWrite.run(tool, { text: `${topicText(n).text} (${n})`, tags: ["written"], metadata: {} });
    times.push(performance.now() - startedMs);
  }
  const perS = (count / times.reduce((sum, ms) => sum + ms, 0)) * 1000;
  times.sort((left, right) => left - right);
  const at = (share: number) => times[Math.floor(times.length * share)] ?? Number.NaN;
  return { perS, p50: at(0.5), p95: at(0.95) };
}
