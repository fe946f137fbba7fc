import { queryOptions } from "@tanstack/react-query";
import { getJson } from "./get-json";
import { returnPath } from "./return-path";

const sessionMs = 60_000;

/** Signs in; null when it worked, else the sentence to show. */
export async function signIn(credentials: { email: string; password: string }): Promise<string | null> {
  const response = await postForm("callback/credentials", credentials).catch(() => null);
  if (response?.ok) return null;
  switch (await errorOf(response)) {
    case "CredentialsSignin":
      return "The e-mail address or the password is wrong.";
    case "Throttled":
      return "Too many attempts. Wait a minute, then try again.";
    default:
      return "The server cannot sign you in right now. Try again in a few seconds.";
  }
}

/** Ends the session and leaves for the sign-in page, so that nothing of it stays in this page's memory. */
export async function signOut(): Promise<void> {
  await postForm("signout", {});
  window.location.assign("/sign-in");
}

/** Whether the session still holds; asking also keeps it alive. */
export function sessionQuery() {
  return queryOptions({
    queryKey: ["session"],
    queryFn: ({ signal }) => getJson<{ user?: { email: string } }>("/api/auth/session", { signal }),
    refetchInterval: sessionMs,
    refetchOnWindowFocus: "always",
  });
}

/** Leaves for the sign-in page, to come back to this one. */
export function goToSignIn(): void {
  const here = returnPath(window.location.pathname + window.location.search);
  window.location.assign(`/sign-in?${new URLSearchParams({ callbackUrl: here })}`);
}

async function postForm(action: string, fields: Record<string, string>): Promise<Response> {
  const { csrfToken } = await getJson<{ csrfToken: string }>("/api/auth/csrf", { signal: AbortSignal.timeout(10_000) });
  // `json` makes next-auth name its redirect in the answer instead of sending us to it.
  const body = new URLSearchParams({ ...fields, csrfToken, json: "true" });
  return fetch(`/api/auth/${action}`, { method: "POST", body });
}

async function errorOf(response: Response | null): Promise<string | null> {
  const body: unknown = await response?.json().catch(() => null);
  if (typeof body !== "object" || body === null || !("url" in body)) return null;
  return new URL(String(body.url), window.location.origin).searchParams.get("error");
}
