import { globalState } from "@/lib/core/global-state";
import type { Context } from "@/lib/records/context";
import { embedWaiting } from "@/lib/tools/memory/embed-waiting";

/** Embeds what waits, apart from the housekeeping, because a provider may take its time. Never throws. */
export async function embedMemories(ctx: Context): Promise<void> {
  const state = globalState("embedding", () => ({ isBusy: false }));
  if (state.isBusy) return;
  state.isBusy = true;
  try {
    await embedWaiting(ctx);
  } catch (error) {
    ctx.log.warn({ err: error }, "memories wait for their embeddings, which are tried again later");
  } finally {
    state.isBusy = false;
  }
}
