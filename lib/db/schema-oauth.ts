import { index, json, pgTable, text } from "drizzle-orm/pg-core";
import type { JsonObject } from "@/lib/contracts/json";
import { at } from "./at";

/** Programs that may ask a user for access: registered by themselves (RFC 7591), or named by their metadata's address. */
export const oauthClients = pgTable(
  "oauth_clients",
  {
    /** `oac_…` when registered, else the address of its metadata document. */
    id: text().primaryKey(),
    kind: text().$type<"registered" | "document">().notNull(),
    name: text().notNull(),
    redirectUris: text("redirect_uris").array().notNull(),
    metadata: json().$type<JsonObject>().notNull(),
    createdAt: at("created_at").notNull(),
    /** Of a document: until when it need not be fetched again. Of a registration without a grant: when it is forgotten. */
    expiresAt: at("expires_at").notNull(),
  },
  (table) => [index("oauth_clients_by_expiry").on(table.expiresAt)],
);

/** What a user allowed a program: a caller of its own, that ends with the user's word. */
export const oauthGrants = pgTable(
  "oauth_grants",
  {
    id: text().primaryKey(),
    clientId: text("client_id").notNull(),
    clientName: text("client_name").notNull(),
    userId: text("user_id").notNull(),
    /** Intent patterns. */
    intents: text().array().notNull(),
    createdAt: at("created_at").notNull(),
    lastUsedAt: at("last_used_at"),
    revokedAt: at("revoked_at"),
  },
  (table) => [index("oauth_grants_by_user").on(table.userId, table.id)],
);

/** Authorization codes (RFC 6749, section 4.1): used once, within a minute. */
export const oauthCodes = pgTable(
  "oauth_codes",
  {
    /** SHA-256 of the code. */
    hash: text().primaryKey(),
    grantId: text("grant_id")
      .notNull()
      .references(() => oauthGrants.id, { onDelete: "cascade" }),
    clientId: text("client_id").notNull(),
    redirectUri: text("redirect_uri").notNull(),
    /** PKCE, S256 (RFC 7636). */
    codeChallenge: text("code_challenge").notNull(),
    /** RFC 8707. */
    resource: text().notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (table) => [index("oauth_codes_by_expiry").on(table.expiresAt)],
);

/** Access and refresh tokens, as hashes. A refresh token is used once; its second use ends the grant. */
export const oauthTokens = pgTable(
  "oauth_tokens",
  {
    hash: text().primaryKey(),
    grantId: text("grant_id")
      .notNull()
      .references(() => oauthGrants.id, { onDelete: "cascade" }),
    kind: text().$type<"access" | "refresh">().notNull(),
    expiresAt: at("expires_at").notNull(),
    usedAt: at("used_at"),
  },
  (table) => [index("oauth_tokens_by_grant").on(table.grantId), index("oauth_tokens_by_expiry").on(table.expiresAt)],
);
