import { oauthClients } from "@/lib/db/schema-oauth";
import type { Context } from "@/lib/records/context";
import type { OauthClient } from "./find-client";

type SaveClientDocumentInput = Pick<OauthClient, "id" | "name" | "redirectUris" | "expiresAt">;

/** Keeps what a client's metadata document says, until when it may be believed. */
export async function saveClientDocument(
  ctx: Pick<Context, "db" | "clock">,
  { id, name, redirectUris, expiresAt }: SaveClientDocumentInput,
): Promise<OauthClient> {
  const [row] = await ctx.db
    .insert(oauthClients)
    .values({ id, kind: "document", name, redirectUris, metadata: {}, createdAt: ctx.clock.now(), expiresAt })
    .onConflictDoUpdate({ target: oauthClients.id, set: { name, redirectUris, expiresAt } })
    .returning();
  if (!row) throw new Error("the upsert returned no row");
  return row;
}
