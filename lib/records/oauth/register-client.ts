import { and, count, eq, gt } from "drizzle-orm";
import { AppError } from "@/lib/core/app-error";
import { createId } from "@/lib/core/ids";
import { oauthClients } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";
import type { OauthClient } from "./find-client";

const hourMs = 60 * 60_000;
const perHourMax = 100;
/** How long a registration waits for a user's yes. */
const unusedMs = 7 * 24 * hourMs;

/** Gives a program that nobody knows an id (RFC 7591). Throws `limit_reached` past a hundred in an hour, from all of them. */
export async function registerClient(
  ctx: Pick<Context, "db" | "clock">,
  { name, redirectUris }: Pick<OauthClient, "name" | "redirectUris">,
): Promise<OauthClient> {
  const nowMs = ctx.clock.now().getTime();
  const isRecent = and(eq(oauthClients.kind, "registered"), gt(oauthClients.createdAt, new Date(nowMs - hourMs)));
  const [recent] = await ctx.db.select({ number: count() }).from(oauthClients).where(isRecent);
  if (recent && recent.number >= perHourMax) {
    throw new AppError({
      code: "limit_reached",
      detail: "Too many programs have registered within the last hour.",
      retryAfterS: hourMs / 1000,
    });
  }
  const [row] = await ctx.db
    .insert(oauthClients)
    .values({
      id: createId("oauthClient", nowMs),
      kind: "registered",
      name,
      redirectUris,
      metadata: {},
      createdAt: new Date(nowMs),
      expiresAt: new Date(nowMs + unusedMs),
    })
    .returning();
  if (!row) throw new Error("the insert returned no row");
  return row;
}
