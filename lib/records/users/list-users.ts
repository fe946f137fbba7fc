import { sql } from "drizzle-orm";
import type { UserEntry, UserRole } from "@/lib/contracts/user";
import { queryRows } from "@/lib/db/database";
import type { Context } from "@/lib/records/context";

const usersMax = 1_000;

type Row = {
  id: string;
  email: string;
  name: string;
  role: UserRole;
  has_password: boolean;
  identities: string[];
  keys_in_use: number;
  created_at: string | Date;
  last_sign_in_at: string | Date | null;
};

/** The console's users by address, or the one of an id. */
export async function listUsers(
  ctx: Pick<Context, "db" | "clock">,
  { id }: { id?: string } = {},
): Promise<UserEntry[]> {
  const now = ctx.clock.now().toISOString();
  const rows = await queryRows<Row>({
    db: ctx.db,
    query: sql`
      select u.id, u.email, u.name, u.role, u.password_hash is not null as has_password, u.created_at, u.last_sign_in_at,
        array(select issuer from user_identities i where i.user_id = u.id order by issuer) as identities,
        (select count(*)::int from api_keys k where k.owner_id = u.id and k.revoked_at is null
          and (k.expires_at is null or k.expires_at > ${now}::timestamptz)) as keys_in_use
      from users u ${id === undefined ? sql`` : sql`where u.id = ${id}`}
      order by lower(u.email) limit ${usersMax}::int`,
  });
  return rows.map(({ id: userId, created_at, last_sign_in_at, ...facts }) => ({
    ...facts,
    user_id: userId,
    created_at: new Date(created_at).toISOString(),
    last_sign_in_at: last_sign_in_at === null ? null : new Date(last_sign_in_at).toISOString(),
  }));
}
