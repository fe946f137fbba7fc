import { and, desc, eq, isNull } from "drizzle-orm";
import { apiKeys, users } from "@/lib/db/schema";
import { oauthGrants } from "@/lib/db/schema-oauth";
import type { Actor, CallerLimits, Context } from "@/lib/records/context";
import { findUser, type User } from "@/lib/records/users/find-user";
import type { Job } from "./jobs/job";
import { callerOf, isOfCaller } from "./keys/caller-of";
import { isInState } from "./keys/key-state";
import { remember } from "./remember";

/** The keyless caller of a developer's own machine. */
export const localActor: Actor = {
  kind: "local",
  id: "local",
  name: "local",
  intents: ["*"],
  namespace: "default",
  rights: [],
  ownerId: null,
};

/** The program itself and its own command line: it manages keys, and calls no intent. */
export const operatorActor: Actor = {
  kind: "process",
  id: "process",
  name: "operator",
  intents: [],
  namespace: "default",
  rights: ["admin"],
  ownerId: null,
};

/** A console user as a caller, with what its role allows. */
export function userActor(user: User): Actor {
  const base = { kind: "user", id: user.id, name: user.email, namespace: "default", ownerId: user.id } as const;
  switch (user.role) {
    case "viewer":
      return { ...base, intents: [], rights: ["jobs_of_others"] };
    case "operator":
      return { ...base, intents: ["*"], rights: ["jobs_of_others", "approve"] };
    case "admin":
      return { ...base, intents: ["*"], rights: ["jobs_of_others", "approve", "admin"] };
  }
}

/** The holder of an API key as a caller. */
export function keyActor(row: typeof apiKeys.$inferSelect): Actor {
  return {
    kind: "key",
    id: callerOf(row),
    name: row.name,
    intents: row.intents,
    namespace: row.namespace,
    rights: row.rights,
    ownerId: row.ownerId,
    limits: limitsOf(row),
  };
}

function limitsOf({ ratePerMinute, burst, concurrentMax }: typeof apiKeys.$inferSelect): CallerLimits | null {
  return ratePerMinute === null && concurrentMax === null ? null : { ratePerMinute, burst, concurrentMax };
}

type GrantFacts = Pick<typeof oauthGrants.$inferSelect, "id" | "clientName" | "intents">;

/** What a user let a program do, as a caller: never more than the user may do at this moment, and no right beside. */
export function grantActor(grant: GrantFacts, user: User): Actor {
  return {
    kind: "grant",
    id: grant.id,
    name: `${grant.clientName} for ${user.email}`,
    intents: userActor(user).intents.length > 0 ? grant.intents : [],
    namespace: "default",
    rights: [],
    ownerId: user.id,
  };
}

/**
 * Who asked for a stored job, with the rights of this second; null when that caller may not call anything any more
 * (a key or a grant that was revoked or has expired, a key that is paused, a user who is gone).
 */
export async function findJobActor(
  ctx: Pick<Context, "db" | "clock">,
  job: Pick<Job, "callerKind" | "callerId">,
): Promise<Actor | null> {
  switch (job.callerKind) {
    case "local":
      return localActor;
    case "process":
      return operatorActor;
    case "user":
      return remember(ctx, { name: `user ${job.callerId}`, read: () => readUser(ctx, job.callerId) });
    case "key":
      return remember(ctx, { name: `key ${job.callerId}`, read: () => readKey(ctx, job.callerId) });
    case "grant":
      return remember(ctx, { name: `grant ${job.callerId}`, read: () => readGrant(ctx, job.callerId) });
  }
}

async function readUser(ctx: Pick<Context, "db" | "clock">, id: string): Promise<Actor | null> {
  const user = await findUser(ctx, { id });
  return user && userActor(user);
}

/** Of several keys of a caller, as in a rotation, the newest that may be used says what is allowed now. */
async function readKey(ctx: Pick<Context, "db" | "clock">, callerId: string): Promise<Actor | null> {
  const [row] = await ctx.db
    .select()
    .from(apiKeys)
    .where(and(isOfCaller(callerId), isInState("active", ctx.clock.now())))
    .orderBy(desc(apiKeys.id))
    .limit(1);
  return row ? keyActor(row) : null;
}

async function readGrant(ctx: Pick<Context, "db">, id: string): Promise<Actor | null> {
  const [row] = await ctx.db
    .select({ grant: oauthGrants, user: users })
    .from(oauthGrants)
    .innerJoin(users, eq(users.id, oauthGrants.userId))
    .where(and(eq(oauthGrants.id, id), isNull(oauthGrants.revokedAt)));
  return row ? grantActor(row.grant, row.user) : null;
}
