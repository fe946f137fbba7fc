import { sql } from "drizzle-orm";
import { index, integer, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import type { UserRole } from "@/lib/contracts/user";
import { at } from "./at";
import { users } from "./schema";

/** Who was asked to join, by a link that an admin passes on. Its token is kept as a hash, and works once. */
export const invitations = pgTable(
  "invitations",
  {
    id: text().primaryKey(),
    email: text().notNull(),
    role: text().$type<UserRole>().notNull(),
    /** SHA-256 of the token in the link. */
    hash: text().notNull(),
    invitedById: text("invited_by_id").notNull(),
    invitedByName: text("invited_by_name").notNull(),
    createdAt: at("created_at").notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
    revokedAt: at("revoked_at"),
  },
  (table) => [
    uniqueIndex("invitations_hash").on(table.hash),
    // One that is open an address: a second one takes the first one's place.
    uniqueIndex("invitations_open")
      .on(sql`lower(${table.email})`)
      .where(sql`${table.usedAt} is null and ${table.revokedAt} is null`),
  ],
);

/** By which account elsewhere a user signs in. Bound at the first sign-in: an address may change hands, a subject does not. */
export const userIdentities = pgTable(
  "user_identities",
  {
    issuer: text().notNull(),
    subject: text().notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: at("created_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.issuer, table.subject] }),
    uniqueIndex("user_identities_by_user").on(table.userId, table.issuer),
  ],
);

/** Who was removed, by address and by identity: only a new invitation lets them in again, never their domain. */
export const removedPeople = pgTable("removed_people", {
  /** `email:…` in lower case, or `identity:ISSUER SUBJECT`. */
  key: text().primaryKey(),
  at: at("at").notNull(),
});

/** Sign-ins that failed, counted for every process: by account and address, by address, by account. Keys are hashes. */
export const signInFailures = pgTable(
  "sign_in_failures",
  {
    key: text().primaryKey(),
    count: integer().notNull(),
    lastAt: at("last_at").notNull(),
    /** Before this, the next attempt is not looked at. */
    nextAt: at("next_at").notNull(),
    /** After this, it counts for nothing. */
    forgetAt: at("forget_at").notNull(),
  },
  (table) => [index("sign_in_failures_by_age").on(table.forgetAt)],
);
