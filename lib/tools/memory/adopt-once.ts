import { globalState } from "@/lib/core/global-state";
import type { Db } from "@/lib/db/database";
import { operatorActor } from "@/lib/records/actors";
import type { Context } from "@/lib/records/context";
import { adoptModel } from "@/lib/records/memory/adopt-model";

/** Makes the configured model the one to be, once a process: at its start, or with the first call where there is none. */
export async function adoptOnce(ctx: Context, { configured }: { configured: string }): Promise<void> {
  const all = globalState("adopted-models", () => new WeakMap<Db, Set<string>>());
  const adopted = all.get(ctx.db) ?? new Set<string>();
  if (adopted.has(configured)) return;
  await adoptModel({ ...ctx, actor: operatorActor }, { configured });
  all.set(ctx.db, adopted.add(configured));
}
