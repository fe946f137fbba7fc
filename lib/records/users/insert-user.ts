import { inArray } from "drizzle-orm";
import type { UserRole } from "@/lib/contracts/user";
import { createId } from "@/lib/core/ids";
import { users } from "@/lib/db/schema";
import { removedPeople } from "@/lib/db/schema-people";
import { userActor } from "@/lib/records/actors";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import type { User } from "./find-user";
import { removedKeys } from "./removed-keys";

type InsertUserInput = {
  email: string;
  name: string;
  role: UserRole;
  passwordHash: string | null;
  /** By what they came in, for the audit log. */
  by: { invitation: string } | { domain: string };
};

/** Adds somebody who joins, inside the transaction of what let them in; they are the one who did it. */
export async function insertUser(tx: Context, { by, ...facts }: InsertUserInput): Promise<User> {
  const createdAt = tx.clock.now();
  const id = createId("user", createdAt.getTime());
  const [user] = await tx.db
    .insert(users)
    .values({ ...facts, id, createdAt })
    .returning();
  if (!user) throw new Error("the insert returned no row");
  await tx.db.delete(removedPeople).where(inArray(removedPeople.key, [removedKeys.ofEmail(user.email)]));
  const data = { email: user.email, role: user.role, ...by };
  await appendAudit({ ...tx, actor: userActor(user) }, { kind: "user.joined", subject: id, data });
  return user;
}
