import { eq } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

/** Notes when a user last signed in. */
export async function noteSignIn(ctx: Pick<Context, "db" | "clock">, id: string): Promise<void> {
  await ctx.db.update(users).set({ lastSignInAt: ctx.clock.now() }).where(eq(users.id, id));
}
