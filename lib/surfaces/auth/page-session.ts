import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor } from "@/lib/records/context";
import { findSessionActor } from "@/lib/surfaces/http/session-actor";
import { getRuntime } from "@/lib/surfaces/process/runtime";

type Query = Record<string, string | string[] | undefined>;

/** The console user who asks for the page being rendered, or null; looked up once a page. */
export const findPageActor = cache(async (): Promise<Actor | null> => {
  // First, because it tells a build that this page waits for a request: a build must not open the database.
  const sent = await headers();
  const { env, database, clock, log, signal, secretKey, queue } = await getRuntime();
  const request = new Request(env.publicUrl, { headers: sent });
  return findSessionActor({ db: database.db, env, clock, log, signal, secretKey, queue, requestId: "page" }, request);
});

/** The console user, or the way to the sign-in page and from there back to `path` with its query. */
export async function requirePageActor({ path, query = {} }: { path: string; query?: Query }): Promise<Actor> {
  const actor = await findPageActor();
  if (actor) return actor;
  const pairs = Object.entries(query).flatMap(([name, value]) => (value ? [[name, String(value)]] : []));
  const callbackUrl = pairs.length > 0 ? `${path}?${new URLSearchParams(pairs)}` : path;
  redirect(`/sign-in?${new URLSearchParams({ callbackUrl })}`);
}
