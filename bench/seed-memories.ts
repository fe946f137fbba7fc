import { systemClock } from "@/lib/core/clock";
import { parseEnv } from "@/lib/core/env";
import { createLog } from "@/lib/core/log";
import { embeddedQueue } from "@/lib/core/queue";
import { openDatabase } from "@/lib/db/open-database";
import { noMeans } from "@/lib/testing/no-means";
import { runOf } from "@/lib/testing/run-of";
import type { ToolContext } from "@/lib/tools/define-tool";
import { memoryWrite } from "@/lib/tools/memory-write";
import { sentence } from "./sentence";

/** Stores `count` different sentences in a new data folder, as the local caller would. */
export async function seedMemories({ dataDir, count }: { dataDir: string; count: number }): Promise<void> {
  const env = parseEnv({ ORCHESTRATOR_DATA_DIR: dataDir });
  const database = await openDatabase(env);
  const ctx: ToolContext = {
    ...noMeans,
    job: runOf,
    db: database.db,
    env,
    clock: systemClock,
    log: createLog({ file: null, level: "silent" }),
    queue: embeddedQueue,
    actor: {
      kind: "local",
      id: "local",
      name: "local",
      intents: ["*"],
      namespace: "default",
      rights: [],
      ownerId: null,
    },
    requestId: "bench",
    signal: new AbortController().signal,
    secretKey: "the benchmark's own, of no use anywhere",
  };
  for (let i = 0; i < count; i++) {
    await memoryWrite.run(ctx, { text: sentence(i), tags: [`team-${i % 20}`], metadata: { n: i } });
  }
  await database.maintain();
  await database.maintain();
  await database.close();
}
