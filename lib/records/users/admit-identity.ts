import { and, eq, inArray } from "drizzle-orm";
import { UserEmail, UserName } from "@/lib/contracts/user";
import { removedPeople, userIdentities } from "@/lib/db/schema-people";
import { userActor } from "@/lib/records/actors";
import { appendAudit } from "@/lib/records/audit/append-audit";
import type { Context } from "@/lib/records/context";
import { consumeInvitation } from "@/lib/records/invitations/consume-invitation";
import { changeUsers } from "./change-users";
import { findUser, type User } from "./find-user";
import { insertUser } from "./insert-user";
import { removedKeys } from "./removed-keys";

/** Who somebody is elsewhere, as that place says after it was proved. */
export type Identity = {
  issuer: string;
  subject: string;
  email: string | null;
  /** Whether that place says that the address is theirs. */
  isEmailVerified: boolean;
  name: string | null;
};

export type Admission =
  | { kind: "admitted"; user: User }
  | { kind: "refused"; why: "unverified" | "unknown" | "bound_to_another" };

/**
 * Lets in whoever signed in elsewhere: known by that identity, or for the first time by a verified address that is a
 * user's, that was invited, or whose domain is allowed. The address counts once, the identity from then on.
 */
export function admitIdentity(ctx: Context, identity: Identity): Promise<Admission> {
  return changeUsers(ctx, async (tx, all) => {
    const [bound] = await tx.db.select().from(userIdentities).where(isIdentity(identity));
    const known = bound && all.find(({ id }) => id === bound.userId);
    if (known) return { kind: "admitted", user: known };
    // ASCII only: lower-casing folds other letters (U+212A, a Kelvin sign) onto somebody else's address.
    const email = UserEmail.safeParse(identity.email).data;
    if (!identity.isEmailVerified || email === undefined) return { kind: "refused", why: "unverified" };
    const user = (await findUser(tx, { email })) ?? (await join(tx, { identity, email }));
    if (!user) return { kind: "refused", why: "unknown" };
    const [other] = await tx.db.select().from(userIdentities).where(isOf({ user, identity }));
    if (other) return { kind: "refused", why: "bound_to_another" };
    await bind(tx, { user, identity });
    return { kind: "admitted", user };
  });
}

async function join(tx: Context, { identity, email }: { identity: Identity; email: string }): Promise<User | null> {
  const name = UserName.safeParse(identity.name).data ?? "";
  const invitation = await consumeInvitation(tx, { email });
  if (invitation) {
    const { role, id } = invitation;
    return insertUser(tx, { email: invitation.email, name, role, passwordHash: null, by: { invitation: id } });
  }
  const { allowedDomains, defaultRole: role } = tx.env.signIn;
  const domain = email.slice(email.lastIndexOf("@") + 1).toLowerCase();
  if (!allowedDomains.includes(domain) || (await wasRemoved(tx, { identity, email }))) return null;
  return insertUser(tx, { email, name, role, passwordHash: null, by: { domain } });
}

async function wasRemoved(tx: Context, { identity, email }: { identity: Identity; email: string }): Promise<boolean> {
  const keys = [removedKeys.ofEmail(email), removedKeys.ofIdentity(identity)];
  const rows = await tx.db.select().from(removedPeople).where(inArray(removedPeople.key, keys));
  return rows.length > 0;
}

async function bind(tx: Context, { user, identity }: { user: User; identity: Identity }): Promise<void> {
  const { issuer, subject } = identity;
  await tx.db.insert(userIdentities).values({ issuer, subject, userId: user.id, createdAt: tx.clock.now() });
  await tx.db.delete(removedPeople).where(eq(removedPeople.key, removedKeys.ofIdentity(identity)));
  const on = { ...tx, actor: userActor(user) };
  await appendAudit(on, {
    kind: "user.identity_bound",
    subject: user.id,
    data: { email: user.email, issuer, subject },
  });
}

const isIdentity = ({ issuer, subject }: Identity) =>
  and(eq(userIdentities.issuer, issuer), eq(userIdentities.subject, subject));
const isOf = ({ user, identity }: { user: User; identity: Identity }) =>
  and(eq(userIdentities.userId, user.id), eq(userIdentities.issuer, identity.issuer));
