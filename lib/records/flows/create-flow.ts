import { eq } from "drizzle-orm";
import type { CreateFlowRequest, FlowEntry } from "@/lib/contracts/flow-binding";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { flows } from "@/lib/db/schema-actions";
import type { Context } from "@/lib/records/context";
import { forgetRemembered } from "@/lib/records/remember";
import { sealFlowAuth } from "./flow-auth";
import { flowEntry } from "./flow-entry";

/** How many bindings an installation has at most: each call of a flow looks through them. */
const flowsMax = 500;

/** Binds an intent, or a family, to a flow. Throws `already_exists` when it is bound, `limit_reached` at 500 of them. */
export async function createFlow(ctx: Context, request: CreateFlowRequest): Promise<FlowEntry> {
  const now = ctx.clock.now();
  const id = createId("flow", now.getTime());
  if ((await ctx.db.$count(flows)) >= flowsMax) {
    throw new AppError({ code: "limit_reached", detail: `There are ${flowsMax} flows already.`, hint: "Remove some." });
  }
  const [row] = await ctx.db
    .insert(flows)
    .values({
      id,
      intent: request.intent,
      backend: request.backend,
      target: request.target,
      method: request.method,
      reply: request.reply,
      title: request.title ?? request.intent,
      description: request.description ?? `Runs the flow of ${request.backend} that is bound to ${request.intent}.`,
      effects: request.effects,
      inputSchema: request.input_schema,
      outputSchema: request.output_schema,
      example: request.example,
      timeoutMs: request.timeout_s === null ? null : Math.round(request.timeout_s * 1000),
      attemptsMax: request.attempts_max,
      isEnabled: request.enabled,
      ...sealFlowAuth(ctx, { id, auth: request.auth }),
      createdAt: now,
      updatedAt: now,
    })
    .onConflictDoNothing()
    .returning();
  forgetRemembered(ctx);
  if (row) return flowEntry(row);
  const [taken] = await ctx.db.select({ id: flows.id }).from(flows).where(eq(flows.intent, request.intent));
  throw new AppError({
    code: "already_exists",
    detail: `'${request.intent}' is bound to a flow already${taken ? `, ${taken.id}` : ""}.`,
    hint: `Change that one (PATCH /flows/{id}, or npm run flow:edit -- ${request.intent}), or remove it first.`,
    errors: [{ path: "intent", message: `is bound already${taken ? `, to ${taken.id}` : ""}` }],
  });
}
