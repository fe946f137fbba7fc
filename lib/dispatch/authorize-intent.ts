import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";

/** Refuses an intent that exists but that the actor may not call. */
export function authorizeIntent(ctx: Context, intent: string): void {
  if (isIntentCovered({ patterns: ctx.actor.intents, intent })) return;
  throw new AppError({
    code: "forbidden",
    detail: `'${ctx.actor.name}' may not call '${intent}'.`,
    hint: `It may call: ${ctx.actor.intents.join(", ") || "nothing"}. An admin can create a key that covers more.`,
  });
}
