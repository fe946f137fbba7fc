import type { Embedder } from "@/lib/engines/embeddings/embedder";

const secondsEach = 1;
const runs = 5;

/** How many texts a second of one core's time are embedded: the best of a few runs, after one that warms up. */
export async function measureSpeed(embedder: Embedder, texts: string[]): Promise<number> {
  const { signal } = new AbortController();
  const speeds: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const before = process.cpuUsage();
    let [count, microseconds] = [0, 0];
    while (microseconds < secondsEach * 1e6) {
      await embedder.embed(texts, { signal });
      count += texts.length;
      const { user, system } = process.cpuUsage(before);
      microseconds = user + system;
    }
    if (run > 0) speeds.push((count / microseconds) * 1e6);
  }
  return Math.max(...speeds);
}
