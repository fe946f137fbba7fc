import { eq } from "drizzle-orm";
import { unseal } from "@/lib/core/seal";
import { callbackSecrets } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import { newSecret, sealingKey } from "./new-secret";

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
