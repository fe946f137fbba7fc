import { isIntentCovered } from "@/lib/contracts/intent-names";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";

/**
 * The context that reads the memories of a namespace: of the actor's own for whoever may list them, of any other for
 * console users and admins, who see everybody's jobs. Throws `forbidden`.
 */
export function memoryReader(ctx: Context, namespace = ctx.actor.namespace): Context {
  if (seesAllMemories(ctx)) return { ...ctx, actor: { ...ctx.actor, namespace } };
  const { actor } = ctx;
  if (namespace === actor.namespace && isIntentCovered({ patterns: actor.intents, intent: "memory.list" })) return ctx;
  throw new AppError({
    code: "forbidden",
    detail: `'${actor.name}' may not look at the memories of '${namespace}'.`,
    hint: "It takes the intent 'memory.list' and the same namespace, a console user, or a key with the right 'admin'.",
  });
}

/** Whether the actor may choose whose memories it looks at. A key that sees others' jobs stays in its namespace. */
export function seesAllMemories({ actor }: Context): boolean {
  return actor.rights.includes("admin") || (actor.kind === "user" && actor.rights.includes("jobs_of_others"));
}
