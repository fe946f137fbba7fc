import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import { getEmbedder } from "@/lib/engines/embeddings/get-embedder";
import type { Context } from "@/lib/records/context";
import { markUnembedded } from "@/lib/records/memory/waiting-memories";
import { adoptOnce } from "@/lib/tools/memory/adopt-once";
import { embedWaiting } from "@/lib/tools/memory/embed-waiting";
import { reembed } from "@/lib/tools/memory/reembed";
import { processId } from "./start-job";

/** How long a change of model may go on in one call, where nobody can wait for its end. */
const reembedMsMax = 20_000;

/**
 * Embeds what waits, and goes on with a change of model, apart from the housekeeping, because a provider may take its
 * time. Once a process it makes the configured model the one to be. With the change it goes on for `msMax` milliseconds.
 * Never throws.
 */
export async function embedMemories(ctx: Context, { msMax = reembedMsMax } = {}): Promise<void> {
  const state = embedding();
  if (state.running) return;
  state.running = embedNow(ctx, { msMax });
  await state.running;
  state.running = null;
}

/** Comes when nothing is embedded here any more, which an aborted signal brings about soon. */
export async function embeddingEnded(): Promise<void> {
  await embedding().running;
}

function embedding() {
  return globalState<{ running: Promise<void> | null }>("embedding", () => ({ running: null }));
}

async function embedNow(ctx: Context, { msMax }: { msMax: number }): Promise<void> {
  try {
    await adoptOnce(ctx, { configured: getEmbedder(ctx.env).model });
    await markOnce(ctx);
    const untilMs = performance.now() + msMax;
    await reembed(ctx, { holder: processId(), isOver: () => ctx.signal.aborted || performance.now() >= untilMs });
    await embedWaiting(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, "memories wait for their embeddings, which are tried again later");
  }
}

async function markOnce(ctx: Context): Promise<void> {
  const marked = globalState("marked-memories", () => new WeakSet<Db>());
  if (marked.has(ctx.db)) return;
  await markUnembedded(ctx);
  marked.add(ctx.db);
}
