import { queryOptions } from "@tanstack/react-query";
import type { Account, ChangePasswordRequest, SessionsEnded, UpdateAccountRequest } from "@/lib/contracts/account";
import type { Preferences } from "@/lib/contracts/user";
import { getJson } from "./get-json";
import { postJson } from "./post-json";
import { sendJson } from "./send-json";

const path = "/api/account";

/** The account of whoever is signed in. */
export function accountQuery() {
  return queryOptions({ queryKey: ["account"], queryFn: ({ signal }) => getJson<Account>(path, { signal }) });
}

/** What whoever is signed in prefers; the page brings it along, and a change of it is put in by hand. */
export function preferencesQuery(initialData: Preferences) {
  return queryOptions({
    queryKey: ["preferences"],
    queryFn: async ({ signal }) => (await getJson<Account>(path, { signal })).preferences,
    initialData,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

export function updateAccount(body: UpdateAccountRequest): Promise<Account> {
  return sendJson({ method: "PATCH", path, body });
}

export function changePassword(body: ChangePasswordRequest): Promise<SessionsEnded> {
  return postJson(`${path}/password`, body);
}

export function signOutEverywhere(): Promise<SessionsEnded> {
  return postJson(`${path}/sign-out-everywhere`, {});
}
