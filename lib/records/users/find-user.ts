import { eq, sql } from "drizzle-orm";
import { users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";

export type User = typeof users.$inferSelect;

/** A console user by id or by e-mail address (in any case), or null. */
export async function findUser(ctx: Pick<Context, "db">, by: { id: string } | { email: string }): Promise<User | null> {
  const where = "id" in by ? eq(users.id, by.id) : eq(sql`lower(${users.email})`, by.email.toLowerCase());
  const [user] = await ctx.db.select().from(users).where(where);
  return user ?? null;
}
