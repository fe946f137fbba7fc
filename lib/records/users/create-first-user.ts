import { sql } from "drizzle-orm";
import { createId } from "@/lib/core/ids";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";
import { hashPassword } from "./hash-password";

/** Makes the first admin of an installation; false, and no change, when somebody is there already. */
export async function createFirstUser(
  ctx: Context,
  { email, password }: { email: string; password: string },
): Promise<boolean> {
  const [row] = await queryRows({ db: ctx.db, query: sql`select 1 as there from users limit 1` });
  if (row) return false;
  const now = ctx.clock.now();
  const made = await queryRows({
    db: ctx.db,
    query: sql`
      insert into users (id, email, password_hash, role, created_at)
      values (${createId("user", now.getTime())}, ${email}, ${await hashPassword(password)}, 'admin',
        ${now.toISOString()}::timestamptz)
      on conflict do nothing returning id`,
  });
  return made.length === 1;
}
