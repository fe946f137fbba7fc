import { eq, sql } from "drizzle-orm";
import type { RotatedSecret } from "@/lib/contracts/callback";
import { deriveKey, randomToken } from "@/lib/core/crypto";
import { seal, unseal } from "@/lib/core/seal";
import { callbackSecrets } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

const secretBytes = 32;
/** How long the secret before goes on signing, so that receivers can change over. */
const overlapMs = 24 * 60 * 60 * 1000;

type Base = Pick<Context, "db" | "clock" | "secretKey">;

/**
 * What signs the callbacks of a caller, the newest first; made at first need. Empty when it cannot be opened, because it
 * was sealed with another installation's secret key.
 */
export async function signingSecrets(ctx: Base, { callerId }: { callerId: string }): Promise<string[]> {
  const row = (await findRow(ctx, callerId)) ?? (await makeRow(ctx, callerId));
  const open = (text: string) => unseal({ text, key: sealingKey(ctx), owner: callerId });
  const secret = row && open(row.secret);
  if (!secret) return [];
  const isOverlap = row.previousUntil !== null && row.previousUntil > ctx.clock.now();
  const previous = isOverlap && row.previous ? open(row.previous) : null;
  return previous ? [secret, previous] : [secret];
}

/** Gives a caller a new secret, shown only in this answer; the one before goes on signing for 24 hours. */
export async function rotateSecret(ctx: Base, { callerId }: { callerId: string }): Promise<RotatedSecret> {
  const now = ctx.clock.now();
  const previousUntil = new Date(now.getTime() + overlapMs);
  const { secret, sealed } = newSecret(ctx, callerId);
  const [row] = await ctx.db
    .insert(callbackSecrets)
    .values({ callerId, secret: sealed, createdAt: now })
    .onConflictDoUpdate({
      target: callbackSecrets.callerId,
      set: { secret: sealed, previous: sql`${callbackSecrets.secret}`, previousUntil, createdAt: now },
    })
    .returning();
  return { caller_id: callerId, secret, previous_until: row?.previousUntil?.toISOString() ?? null };
}

async function findRow(ctx: Base, callerId: string) {
  const [row] = await ctx.db.select().from(callbackSecrets).where(eq(callbackSecrets.callerId, callerId));
  return row;
}

/** Two processes may need it at once: the first one's counts. */
async function makeRow(ctx: Base, callerId: string) {
  const { sealed } = newSecret(ctx, callerId);
  const row = { callerId, secret: sealed, createdAt: ctx.clock.now() };
  await ctx.db.insert(callbackSecrets).values(row).onConflictDoNothing();
  return findRow(ctx, callerId);
}

function newSecret(ctx: Base, callerId: string) {
  // Standard Webhooks writes it in plain base64.
  const secret = `whsec_${Buffer.from(randomToken(secretBytes), "base64url").toString("base64")}`;
  return { secret, sealed: seal({ text: secret, key: sealingKey(ctx), owner: callerId }) };
}

function sealingKey({ secretKey }: Pick<Context, "secretKey">): string {
  return deriveKey({ secret: secretKey, purpose: "callback-secrets" });
}
