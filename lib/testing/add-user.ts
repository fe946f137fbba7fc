import type { UserRole } from "@/lib/contracts/user";
import { createId } from "@/lib/core/ids";
import { users } from "@/lib/db/schema";
import type { Context } from "@/lib/records/context";
import type { User } from "@/lib/records/users/find-user";
import { hashPassword } from "@/lib/records/users/hash-password";

export const testPassword = "a password of the tests";

let hashed: Promise<string> | undefined;

/** A console user with the tests' password. */
export async function addUser(ctx: Context, { email, role }: { email: string; role: UserRole }): Promise<User> {
  hashed ??= hashPassword(testPassword);
  const createdAt = ctx.clock.now();
  const row = { id: createId("user", createdAt.getTime()), email, role, passwordHash: await hashed, createdAt };
  const [user] = await ctx.db.insert(users).values(row).returning();
  if (!user) throw new Error("the insert returned no row");
  return user;
}
