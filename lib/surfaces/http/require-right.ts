import type { Right } from "@/lib/contracts/key";
import { AppError } from "@/lib/core/app-error";
import type { Context } from "@/lib/records/context";

/** Refuses an actor that lacks a right. */
export function requireRight(ctx: Context, right: Right): void {
  if (ctx.actor.rights.includes(right)) return;
  throw new AppError({
    code: "forbidden",
    detail: `'${ctx.actor.name}' lacks the right '${right}'.`,
    hint: `Use a key that has it; an operator makes one with: npm run key:create -- --name NAME --rights ${right}`,
  });
}
