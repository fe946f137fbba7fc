import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Preferences } from "@/lib/contracts/user";
import { userActor } from "@/lib/records/actors";
import type { Actor } from "@/lib/records/context";
import type { User } from "@/lib/records/users/find-user";
import { preferencesOf } from "@/lib/records/users/preferences-of";
import { getRuntime } from "@/lib/surfaces/process/runtime";
import { findSessionUser } from "./session-user";

type Query = Record<string, string | string[] | undefined>;

const findPageUser = cache(async (): Promise<User | null> => {
  // First, because it tells a build that this page waits for a request: a build must not open the database.
  const sent = await headers();
  const { env, database, clock } = await getRuntime();
  return findSessionUser({ db: database.db, env, clock }, new Request(env.publicUrl, { headers: sent }));
});

/** The console user who asks for the page being rendered, or null; looked up once a page. */
export async function findPageActor(): Promise<Actor | null> {
  const user = await findPageUser();
  return user && userActor(user);
}

/** What the console user who asks for the page prefers. */
export async function findPagePreferences(): Promise<Preferences> {
  return preferencesOf((await findPageUser()) ?? { preferences: {} });
}

/** The console user, or the way to the sign-in page and from there back to `path` with its query. */
export async function requirePageActor({ path, query = {} }: { path: string; query?: Query }): Promise<Actor> {
  const actor = await findPageActor();
  if (actor) return actor;
  const pairs = Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  const callbackUrl = pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
  redirect(`/sign-in?${new URLSearchParams({ callbackUrl })}`);
}
